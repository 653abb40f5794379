/**
 * Loaded before everything else in VS Code's extension host (`node --require`): gives extensions a
 * VS Code without chat, language models and tree checkboxes, like editors derived from it.
 */
import Module from 'node:module';

type Load = (request: string, ...rest: unknown[]) => unknown;
type Parts = Record<string | symbol, unknown>;

const lacking = new Set<string | symbol>(['chat', 'lm', 'TreeItemCheckboxState']);

/** The same object without some of its properties; `changed` replaces others. */
function without(parts: Parts, names: ReadonlySet<string | symbol>, changed: Parts = {}): Parts {
  const copy: Parts = {};
  for (const name of Object.keys(parts)) {
    if (names.has(name)) continue;
    Object.defineProperty(copy, name, {
      enumerable: true,
      get: () => changed[name] ?? parts[name],
    });
  }
  return copy;
}

function bare(vscode: Parts): Parts {
  const { window } = vscode as { window: Parts };
  const createTreeView = window.createTreeView as (...args: unknown[]) => Parts;
  const plainTrees = (...args: unknown[]) => {
    const view = createTreeView(...args);
    return new Proxy(view, {
      get: (target, name) =>
        name === 'onDidChangeCheckboxState' ? undefined : Reflect.get(target, name, target),
    });
  };
  return without(vscode, lacking, {
    window: without(window, new Set(), { createTreeView: plainTrees }),
  });
}

if (process.argv.includes('--type=extensionHost')) {
  let load = (Module as unknown as { _load: Load })._load;
  const made = new WeakMap<object, Parts>();
  // VS Code installs its own `_load` there, which knows `vscode`.
  Object.defineProperty(Module, '_load', {
    get: () => load,
    set: (given: Load) => {
      load = function (this: unknown, request, ...rest) {
        const loaded = given.call(this, request, ...rest);
        if (request !== 'vscode') return loaded;
        const known = made.get(loaded as object) ?? bare(loaded as Parts);
        made.set(loaded as object, known);
        return known;
      };
    },
  });
}
