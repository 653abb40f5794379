/**
 * What a name does in a piece of Python: a decorator, a base class or an import tells more of what code is
 * about than a word in a string. By patterns, not a parser: code that is being written seldom parses.
 */

/** How much a name tells by what it does. */
const told = { decorator: 3, base: 3, setting: 3, imported: 2, used: 1, quoted: 0.5 } as const;

/** Standard modules; what comes from them says nothing of Django. */
const standard = new Set(
  `abc argparse array ast asyncio base64 bisect builtins calendar cmath codecs collections concurrent
  configparser contextlib copy csv ctypes dataclasses datetime decimal difflib dis email enum errno fnmatch
  fractions functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress
  itertools json keyword locale logging math mimetypes multiprocessing numbers operator os pathlib pickle
  platform pprint queue random re sched secrets select shelve shlex shutil signal smtplib socket sqlite3 ssl
  stat statistics string struct subprocess sys tarfile tempfile textwrap threading time timeit token tokenize
  traceback types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo`.split(
    /\s+/,
  ),
);

/** Standard modules that no code of Django's has a variable of the same name for. */
const unmistakable = new Set(
  'argparse asyncio bisect csv dataclasses functools hashlib heapq itertools json logging math operator os pathlib random re shutil sqlite3 subprocess sys threading time uuid'.split(
    ' ',
  ),
);

/** What the names of a piece of Python tell, by name; what is not in it tells as a name that is used. */
export interface Roles {
  /** How much the name tells; 0 where it is the code's own or the standard library's. */
  weigh(name: string): number;
}

/** Reads what the names in `code` do. Takes time in proportion to it. */
export function rolesOf(code: string): Roles {
  const { bare, quoted } = withoutTexts(code);
  const weights = new Map<string, number>();
  const raise = (name: string, weight: number) => {
    weights.set(name, Math.max(weights.get(name) ?? 0, weight));
  };
  const foreign = new Set<string>();
  const own = new Set<string>();
  for (const name of bare.match(word) ?? []) raise(name, told.used);
  for (const name of quoted.match(word) ?? []) raise(name, told.quoted);

  for (const line of bare.split('\n')) {
    const [, decorator] = /^\s*@([\w.]+)/.exec(line) ?? [];
    if (decorator !== undefined) {
      for (const name of decorator.split('.')) raise(name, told.decorator);
    }
    const [, name, bases] = /^\s*class\s+(\w+)\s*(?:\(([^)]*)\)?)?/.exec(line) ?? [];
    if (name !== undefined) own.add(name);
    for (const base of bases?.match(word) ?? []) raise(base, told.base);
    const [, setting] = /^([A-Z][A-Z0-9_]{2,})\s*(?:\[[^\]]*\]\s*)?=/.exec(line) ?? [];
    if (setting !== undefined) raise(setting, told.setting);
    const [, defined, parameters] = /^\s*(?:async\s+)?def\s+(\w+)\s*\(([^)]*)/.exec(line) ?? [];
    if (defined !== undefined) {
      // A hook of Django's is known by its name, and a parameter too: `get_response`.
      for (const one of parameters?.match(word) ?? []) if (!one.includes('_')) own.add(one);
    }
    const [, assigned] =
      /^\s*([a-z_]\w*(?:\s*,\s*[a-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/.exec(line) ?? [];
    for (const one of assigned?.match(word) ?? []) if (!known.has(one)) own.add(one);
    for (const [, loop] of line.matchAll(/\b(?:for|as)\s+([a-z_]\w*(?:\s*,\s*[a-z_]\w*)*)/g)) {
      for (const one of loop?.match(word) ?? []) own.add(one);
    }
  }

  for (const [, module, names] of bare.matchAll(
    /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]{0,2000}\)|[^\n]*)/gm,
  )) {
    const isStandard = standard.has(module?.split('.')[0] ?? '');
    for (const name of names?.match(word) ?? []) {
      if (isStandard) foreign.add(name);
      // Of one's own modules the names are one's own.
      else if (!module?.startsWith('.')) raise(name, told.imported);
    }
    for (const name of isStandard ? (module?.match(word) ?? []) : []) foreign.add(name);
    for (const name of !isStandard && !module?.startsWith('.') ? (module?.match(word) ?? []) : []) {
      raise(name, told.imported);
    }
  }
  const heads = new Set(unmistakable);
  for (const [, list] of bare.matchAll(/^[ \t]*import[ \t]+([^\n]*)/gm)) {
    for (const entry of list?.split(',') ?? []) {
      const [, module = '', alias] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?/.exec(entry) ?? [];
      const [root = ''] = module.split('.');
      if (standard.has(root)) {
        heads.add(alias ?? root);
        foreign.add(alias ?? root);
      } else for (const name of module.split('.')) raise(name, told.imported);
    }
  }
  // What a standard module made is standard too: `parser = argparse.ArgumentParser()`.
  for (const [, made, head] of bare.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(\w+)\./gm)) {
    if (made !== undefined && head !== undefined && heads.has(head)) heads.add(made);
  }
  for (const [, head, attribute] of bare.matchAll(/(?<![\w.])(\w+)\.(\w+)/g)) {
    if (head !== undefined && heads.has(head)) {
      foreign.add(head);
      if (attribute !== undefined) foreign.add(attribute);
    }
  }
  return {
    weigh: name =>
      foreign.has(name) || own.has(name) || builtInErrors.has(name)
        ? 0
        : (weights.get(name) ?? told.used),
  };
}

/** Errors that every Python has. */
const builtInErrors = new Set(
  `ArithmeticError AssertionError AttributeError BaseException ConnectionError EOFError Exception
  FileExistsError FileNotFoundError ImportError IndexError IOError KeyError KeyboardInterrupt LookupError
  MemoryError ModuleNotFoundError NameError NotImplementedError OSError OverflowError PermissionError
  RecursionError RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SystemExit
  TimeoutError TypeError UnicodeDecodeError UserWarning ValueError Warning ZeroDivisionError`.split(
    /\s+/,
  ),
);

const word = /[A-Za-z_]\w*/g;

/** Names that Django looks for where they are assigned. */
const known = new Set(
  `urlpatterns websocket_urlpatterns permission_classes authentication_classes serializer_class throttle_classes
  list_display search_fields paginate_by context_object_name template_name queryset model indexes constraints
  ordering beat_schedule`.split(/\s+/),
);

/** Python without its texts and comments, and these. */
function withoutTexts(code: string): { readonly bare: string; readonly quoted: string } {
  const quoted: string[] = [];
  const bare = code.replace(
    /("""|''')[^]*?(?:\1|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|#[^\n]*/g,
    text => {
      quoted.push(text);
      return text.startsWith('#') ? '' : '""';
    },
  );
  return { bare, quoted: quoted.join('\n') };
}
