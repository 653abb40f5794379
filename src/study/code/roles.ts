/**
 * Weighs the names in Python code by role. A decorator, base class or import tells more than a word
 * in a string. Uses patterns, not a parser: code being written seldom parses.
 */

import { isStandardModule } from './pythonModules';

/** How much a name tells, by its role. */
const told = { decorator: 3, base: 3, setting: 3, imported: 2, used: 1, quoted: 0.5 } as const;

/** Standard modules that Django code has no variables named after. */
const unmistakable = new Set(
  'argparse asyncio bisect csv dataclasses functools hashlib heapq itertools json logging math operator os pathlib random re shutil sqlite3 subprocess sys threading time uuid'.split(
    ' ',
  ),
);

/** The weights of names in a piece of Python; names not listed count as used. */
export interface Roles {
  /** How much the name tells; 0 if it is the code's own or the standard library's. */
  weigh(name: string): number;
}

/** Reads the roles of the names in `code`. Takes time in proportion to it. */
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
      // A Django hook is known by its name, and so is a parameter: `get_response`.
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
    // Names imported from standard modules say nothing about Django.
    const isStandard = isStandardModule(module?.split('.')[0] ?? '');
    for (const name of names?.match(word) ?? []) {
      if (isStandard) foreign.add(name);
      // Names from the project's own modules are its own.
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
      if (isStandardModule(root)) {
        heads.add(alias ?? root);
        foreign.add(alias ?? root);
      } else for (const name of module.split('.')) raise(name, told.imported);
    }
  }
  // Objects made by a standard module are standard too: `parser = argparse.ArgumentParser()`.
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

/** Python's built-in errors. */
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

/** Names that Django looks up where they are assigned. */
const known = new Set(
  `urlpatterns websocket_urlpatterns permission_classes authentication_classes serializer_class throttle_classes
  list_display search_fields paginate_by context_object_name template_name queryset model indexes constraints
  ordering beat_schedule`.split(/\s+/),
);

/** Python without its strings and comments, and the strings. */
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
