// Builds everything that ships into dist/ and, with --tests, every test into out/.
//   node esbuild.js [--production] [--watch] [--tests] [--out FOLDER]     FOLDER instead of dist/
// Sizes are printed by `npm run bench`.
const esbuild = require('esbuild');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { bundledPackages, notices } = require('./src/build/notices');
const { webHost } = require('./src/build/webHost');

const root = __dirname;
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const given = process.argv.indexOf('--out');
const dist = given < 0 ? path.join(root, 'dist') : path.resolve(process.argv[given + 1]);

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  // The runner of an exercise's checks is written to a file when they are run.
  loader: { '.py': 'text' },
  logLevel: 'warning',
  target: 'es2022',
};

/** Gives every text file below `folder`, sorted, as the parser of packs wants it. */
function readPack(folder) {
  return (
    fs
      .readdirSync(folder, { recursive: true })
      // The bookshop is the project of the answers, not a collection.
      .filter(name => name.endsWith('.md') && name.split(path.sep)[0] !== 'bookshop')
      .sort()
      .map(name => ({
        path: name.split(path.sep).join('/'),
        text: fs.readFileSync(path.join(folder, name), 'utf8'),
      }))
  );
}

/** The paths of the files below a folder, with `/` between folders; not what Python leaves there. */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter(name => fs.statSync(path.join(folder, name)).isFile())
    .map(name => name.split(path.sep).join('/'))
    .filter(name => !/__pycache__|\.sqlite3$/.test(name))
    .sort();
}

/** Loads a TypeScript module of ours in this process, so that the build uses the product's own code. */
async function load(file) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
  });
  const loaded = { exports: {} };
  new Function('module', 'exports', 'require', result.outputFiles[0].text)(
    loaded,
    loaded.exports,
    require,
  );
  return loaded.exports;
}

/**
 * `questions:index` is the built-in packs without their answers, parsed at build time: opening the
 * tree reads no Markdown. A problem in a built-in pack fails the build. `questions:bookshop` is the
 * list of the files of the project that the answers build on. `questions:html` is wording and hint as
 * HTML, by the id, of each question where that is more than the same text escaped: a panel shows both
 * at once.
 */
const questionIndex = {
  name: 'question-index',
  setup(build) {
    build.onResolve({ filter: /^questions:html$/ }, () => ({
      path: 'html',
      namespace: 'questions',
    }));
    build.onLoad({ filter: /^html$/, namespace: 'questions' }, async () => {
      const [{ parsePack }, { renderBlock, renderInline }, { plainHtml }] = await Promise.all(
        ['src/study/pack.ts', 'src/study/markdown/render.ts', 'src/study/html.ts'].map(load),
      );
      const { collections } = parsePack(readPack(path.join(root, 'questions')));
      const questions = collections
        .flatMap(({ categories }) => categories)
        .flatMap(category => category.questions);
      const html = questions
        .map(question => ({
          id: question.id,
          plain: plainHtml(question),
          rendered: [
            renderInline(question.title),
            ...(question.hint === undefined ? [] : [renderBlock(question.hint)]),
          ],
        }))
        .filter(({ plain, rendered }) => plain.join('\n') !== rendered.join('\n'))
        .map(({ id, rendered }) => [id, rendered]);
      return { contents: JSON.stringify(Object.fromEntries(html)), loader: 'text' };
    });
    build.onResolve({ filter: /^questions:index$/ }, () => ({
      path: 'index',
      namespace: 'questions',
    }));
    build.onResolve({ filter: /^questions:bookshop$/ }, () => ({
      path: 'bookshop',
      namespace: 'questions',
    }));
    build.onLoad({ filter: /^bookshop$/, namespace: 'questions' }, () => {
      const folder = path.join(root, 'questions', 'bookshop');
      return { contents: JSON.stringify(filesBelow(folder)), loader: 'json', watchDirs: [folder] };
    });
    build.onLoad({ filter: /^index$/, namespace: 'questions' }, async () => {
      const folder = path.join(root, 'questions');
      const { parsePack } = await load('src/study/pack.ts');
      const files = readPack(folder);
      const { collections, problems } = parsePack(files);
      return {
        // As text: V8 parses JSON faster than the same as code, and only when it is asked for.
        contents: JSON.stringify(collections),
        loader: 'text',
        errors: problems
          .filter(problem => problem.severity !== 'information')
          .map(problem => ({
            text: problem.message,
            location: { file: `questions/${problem.file}`, line: problem.startLine + 1 },
          })),
        watchFiles: files.map(file => path.join(folder, file.path)),
      };
    });
  },
};

/** The rooms of `src/webview/` that are a page: each has a `page.ts` and a `page.css`. */
const pageNames = fs
  .readdirSync(path.join(root, 'src/webview'))
  .filter(name => fs.existsSync(path.join(root, 'src/webview', name, 'page.ts')));

/**
 * The script of all pages: most of it is the same for each, and what people download is a third
 * smaller in one piece. `data-page` of its element says which page runs. @type {esbuild.BuildOptions}
 */
const script = {
  ...common,
  sourcemap: false,
  stdin: {
    contents: `({${pageNames
      .map(name => `${name}: () => require('./src/webview/${name}/page.ts')`)
      .join(',')}})[document.currentScript.dataset.page]();`,
    resolveDir: root,
    sourcefile: 'pages.js',
  },
  format: 'iife',
  platform: 'browser',
  write: false,
};

/** A style sheet for each page, and what pages share. @type {esbuild.BuildOptions} */
const styles = {
  ...common,
  sourcemap: false,
  entryPoints: {
    reading: 'src/webview/kit/reading.css',
    ...Object.fromEntries(pageNames.map(name => [name, `src/webview/${name}/page.css`])),
  },
  outdir: 'page',
  write: false,
};

/**
 * `pages:script` and `pages:styles` are what the pages of the panels are made of, as text: a panel's
 * HTML holds both, so that it waits for no file.
 */
const pages = {
  name: 'pages',
  setup(build) {
    build.onResolve({ filter: /^pages:/ }, ({ path: asked }) => ({
      path: asked,
      namespace: 'pages',
    }));
    build.onLoad({ filter: /./, namespace: 'pages' }, async ({ path: asked }) => {
      const options = asked === 'pages:script' ? script : styles;
      if (!builtPages.has(options)) builtPages.set(options, esbuild.build(options));
      const { outputFiles } = await builtPages.get(options);
      const texts = outputFiles.map(({ path: file, text }) => [path.parse(file).name, text]);
      return options === script
        ? { contents: texts[0][1], loader: 'text' }
        : { contents: JSON.stringify(Object.fromEntries(texts)), loader: 'json' };
    });
  },
};

/** What the pages were built to, by their options; several parts and tests ask for it. */
const builtPages = new Map();

/** esbuild inlines `import()`s lazily into ES modules and VS Code loads CommonJS: converts the result. */
const toCommonJs = {
  name: 'to-commonjs',
  setup(build) {
    build.onEnd(async result => {
      for (const file of result.outputFiles ?? []) {
        let contents = file.contents;
        if (file.path.endsWith('.js')) {
          // VS Code's module is CommonJS and frozen: a copy of its hundreds of exports, which a
          // namespace import is converted to, would be made at every start. And VS Code looks up who
          // asks at each `require`: the first of a file serves all.
          let first;
          const text = file.text.replace(
            /\bimport ?\* ?as ([\w$]+) from ?"vscode";/g,
            (_, name) => `const ${name}=${first ?? 'require("vscode")'};${((first ??= name), '')}`,
          );
          const converted = await esbuild.transform(text, {
            format: 'cjs',
            platform: 'node',
            target: 'es2022',
            minify: production,
            supported: { 'dynamic-import': false },
          });
          contents = converted.code;
        }
        fs.mkdirSync(path.dirname(file.path), { recursive: true });
        fs.writeFileSync(file.path, contents);
      }
    });
  },
};

/**
 * A web extension host has no Node, and this code is for it too: a module of Node may be asked for
 * only by `import()`, where the code has seen that there is one, and Node itself is asked for it.
 */
const nodeWhereThereIsOne = {
  name: 'node-where-there-is-one',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ kind, path: name }) =>
      kind === 'dynamic-import'
        ? { path: name, namespace: 'node-where-there-is-one' }
        : {
            errors: [
              { text: `The web has no ${name}: import() it behind a check that there is Node.` },
            ],
          },
    );
    build.onLoad({ filter: /.*/, namespace: 'node-where-there-is-one' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(name)})`,
    }));
  },
};

/** See src/build/ucMicro.ts. */
const charactersByEngine = {
  name: 'characters-by-engine',
  setup(build) {
    build.onResolve({ filter: /^uc\.micro$/ }, () => ({
      path: path.join(root, 'src', 'build', 'ucMicro.ts'),
    }));
  },
};

/** markdown-it finds bare addresses in text by linkify-it, which is off here: nothing of it is shipped. */
const withoutLinkify = {
  name: 'without-linkify',
  setup(build) {
    build.onResolve({ filter: /^linkify-it$/ }, () => ({
      path: 'linkify-it',
      namespace: 'without-linkify',
    }));
    build.onLoad({ filter: /.*/, namespace: 'without-linkify' }, () => ({
      contents: 'export class LinkifyIt {}',
    }));
  },
};

/**
 * The files that the extension is loaded in, each on first use: by room, the first that fits. A module
 * is in one of them only, so that it exists once, and runs when it is first imported.
 */
const parts = [
  ['questions', /^questions:(?!html)/],
  ['pages', /^pages:|^questions:html$/],
  [
    'languages',
    /^src\/study\/markdown\/moreGrammars|highlight\.js\/\w+\/languages\/(?:c|cpp|csharp|go|java|kotlin|php|powershell|python-repl|ruby|rust|shell)\.js$/,
  ],
  [
    'markdown',
    /markdown-it|highlight\.js|^src\/build\/ucMicro|^src\/study\/(?:markdown\/|pack\/(?:answer|blocks|inline|sections))/,
  ],
  [
    'review',
    /ts-fsrs|^src\/study\/(?:review\/|plan\/memory)|^src\/editor\/(?:review\/(?!reviews|dueReviews)|core\/ownMemory)/,
  ],
  [
    'mockInterview',
    /^src\/study\/mockInterview\/(?!format|merge|settings|interview\.)|^src\/editor\/mockInterview\/|^src\/protocol\/mockInterview/,
  ],
  ['interviewStore', /\/storage\/interviewStore|^src\/study\/mockInterview\/(?:format|settings)/],
  ['moved', /\/storage\/(?:moved|repository)|^src\/study\/sameFolder/],
  [
    'packLanguage',
    /^src\/editor\/packLanguage\/(?:actions|completion|diagnostics|documents|lenses|progressText|start|symbols)|^src\/study\/pack\/(?:diagnose|fixes|complete|outline)/,
  ],
  [
    'plan',
    /^src\/study\/plan\/(?!interviewId)|^src\/editor\/(?:plan\/(?!planStart)|core\/plan(?:ning|Texts))/,
  ],
  ['practice', /^src\/editor\/practice\//],
  ['ai', /^src\/study\/ai\/|^src\/editor\/ai\/(?!gradingStrings)/],
  [
    'exchange',
    /papaparse|^src\/study\/(?:exchange\/|difference|restore)|^src\/editor\/exchange\/|\/storage\/backups\.ts$/,
  ],
  [
    'exercise',
    /^src\/study\/(?:exercise\/|fileNames|code\/projectFiles)|^src\/editor\/(?:question|tree)\/exercise|\/core\/whyNotHere\.ts$/,
  ],
  ['code', /smol-toml|^src\/study\/code\/(?!bookshop)|^src\/editor\/code\/(?!stack)/],
  ['statistics', /^src\/(?:study|protocol)\/statistics|^src\/editor\/statistics\/(?!statusBar)/],
  ['importing', /htmlparser2|^src\/study\/importing\/|^src\/editor\/packs\/importing\//],
  [
    'packs',
    /^src\/study\/glob|^src\/editor\/packs\/(?:packs|packCache|packFiles|packRoots|packWatcher|notices|lists)\.|^src\/editor\/packLanguage\/(?:fileName|packLanguage)/,
  ],
  ['packParser', /^src\/study\/(?:pack|slug)|^src\/editor\/packs\/(?!rewordedStart)/],
  ['search', /^src\/study\/search|\/searchPick\.ts$/],
  [
    'question',
    /^src\/protocol\/|\/(?:code|core)\/bookshop\.ts$|^src\/editor\/(?:question\/question|question\/shown|base\/(?:page|unrestored|openCode)|ai\/gradingStrings)/,
  ],
  [
    'commands',
    /^src\/study\/nextQuestion|Commands?\.ts$|\/main\/commandTable\.ts$|\/core\/(?:target|ratings|questionLink)\.ts$|\/base\/(?:tabName|writeOver|oneLine)\.ts$/,
  ],
  ['notes', /^src\/editor\/notes\//],
  ['core', /^src\//],
];

/**
 * Modules of functions that are called only where a text has what they are for: to import one loads
 * nothing, its first call does. By the file they are in, with the names of the functions.
 */
const deferred = [
  [
    'webLanguages',
    /^highlight\.js\/.*languages\/(?:css|django|graphql|javascript|typescript|xml)\b/,
    ['default'],
  ],
  ['languages', /^highlight\.js\/.*languages\/(?!python\b)/, ['default']],
  ['entities', /markdown-it\/.*entities\/dist\/index\b/, ['decodeHTMLStrict']],
  ['packParser', /^src\/study\/pack\/draft\b/, ['reporter']],
  [
    'interviewStore',
    /^src\/study\/mockInterview\/format\b/,
    ['isInterviewId', 'readInterview', 'writeInterview', 'writeQuestion'],
  ],
];

/**
 * Two packages bring the same version of entities, whose tables are large: one of them is shipped, as
 * long as they are the same. Gives the file to take in place of `file`.
 */
function shipped(file) {
  const other = file.replace(
    /htmlparser2(.node_modules.entities.dist.decode\.js)$/,
    'markdown-it$1',
  );
  const version = of => {
    const manifest = path.join(path.dirname(of), '../package.json');
    return fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
  };
  return other !== file && version(other) === version(file) ? other : file;
}

/** What packages take from another part too; all else that they import goes with them. */
const sharedOfPackages = /^markdown-it\/.*entities\/dist\/decode\.js/;

/** What activation loads, with what these import: everything else waits for its first use. */
const mainEntry = 'src/extension.ts';

/** The part that a module belongs to; `undefined` for what goes with whatever imports it. */
function partOf(name, inMain) {
  const later = deferred.find(([, modules]) => modules.test(name));
  if (later) return later[0];
  if (sharedOfPackages.test(name)) return 'entities';
  return inMain.has(name) ? 'extension' : parts.find(([, modules]) => modules.test(name))?.[0];
}

/** The modules by what parts call them, so that no two have the same name. */
const called = new Map();

/** What parts call a module that one asks another for: its id, as it ships a short hash of that. */
function callOf(id) {
  if (!production) return id;
  const name = createHash('sha256').update(id).digest('base64url').slice(0, 4);
  if ((called.get(name) ?? id) !== id)
    throw new Error(`${id} and ${called.get(name)} have one name`);
  called.set(name, id);
  return name;
}

/**
 * Builds the parts. What a part takes from another one it asks that file for, by the name of
 * the module: `require("./core.js").modules["src/…"]()`, see `callOf`.
 */
async function buildParts() {
  builtPages.clear();
  const name = file => path.relative(root, file).split(path.sep).join('/');
  /** The modules that are imported from another part, by part. */
  const asked = new Map(
    ['extension', ...[...parts, ...deferred].map(([part]) => part)].map(part => [part, new Set()]),
  );
  const options = {
    ...common,
    outdir: dist,
    format: 'esm',
    platform: 'browser',
    external: ['vscode'],
    write: false,
  };
  // What the main file imports statically is in it; `import()`s are left out.
  const { metafile } = await esbuild.build({
    ...options,
    entryPoints: [mainEntry],
    metafile: true,
    plugins: [
      {
        name: 'without-imports',
        setup(build) {
          build.onResolve({ filter: /./ }, ({ kind, path: imported }) =>
            kind === 'dynamic-import' ? { path: imported, external: true } : undefined,
          );
        },
      },
    ],
  });
  const inMain = new Set(Object.keys(metafile.inputs));
  /** Resolves what belongs to another part to a question to that file. */
  const split = part => ({
    name: 'split',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path: imported, pluginData, ...where }) => {
        if (pluginData === split || where.kind === 'entry-point') return undefined;
        if (where.namespace === 'part') return { path: imported, external: true };
        if (/^(?:vscode$|node:)/.test(imported)) return undefined;
        let id = imported;
        let file = imported;
        if (!/^(?:questions|pages):/.test(imported)) {
          const found = await build.resolve(imported, {
            ...where,
            with: undefined,
            pluginData: split,
          });
          if (found.errors.length > 0 || found.namespace !== 'file') return undefined;
          file = shipped(found.path);
          id = name(file).replace(/^.*?node_modules\//, '');
          // What a package imports goes with it.
          const isOfPackage = !id.startsWith('src/') && where.importer.includes('node_modules');
          const isAsked = [sharedOfPackages, ...deferred.map(([, modules]) => modules)];
          if (isOfPackage && !isAsked.some(modules => modules.test(id))) return undefined;
        }
        const home = partOf(id, inMain);
        if (home === undefined || home === part) return undefined;
        asked.get(home).add(JSON.stringify([id, file]));
        return { path: `${home}#${id}`, namespace: 'part' };
      });
      build.onLoad({ filter: /./, namespace: 'part' }, ({ path: asking }) => {
        const [home, id] = asking.split('#');
        const module = `require("./${home}.js").modules[${JSON.stringify(callOf(id))}]()`;
        const later = deferred.find(([, modules]) => modules.test(id));
        const functions = later?.[2].map(each => `${each}: (...a) => ${module}.${each}(...a)`);
        return {
          contents: functions
            ? `module.exports = { __esModule: true, ${functions.join(', ')} };`
            : `module.exports = ${module};`,
        };
      });
    },
  });
  const built = new Map();
  /** Builds one part with the modules that others ask it for, so far as is known. */
  const build = part => {
    const modules = [...asked.get(part)].map(each => JSON.parse(each)).sort();
    const imports = [];
    const lines = modules.map(([id, file]) => {
      const later = deferred.find(([, own]) => own.test(id));
      const call = JSON.stringify(callOf(id));
      if (!later) return `${call}: () => require(${JSON.stringify(file)}),`;
      const functions = later[2].map(each => `${each}: ${each}${imports.length}`);
      const names = functions.map(each => each.replace(':', ' as'));
      imports.push(`import { ${names.join(', ')} } from ${JSON.stringify(file)};\n`);
      return `${call}: () => ({ ${functions.join(', ')} }),`;
    });
    if (part === 'extension') imports.push(`export * from './${mainEntry}';\n`);
    return esbuild.build({
      ...options,
      stdin: {
        contents: `${imports.join('')}export const modules = {\n${lines.join('\n')}\n};`,
        resolveDir: root,
        sourcefile: `${part}.js`,
      },
      outdir: undefined,
      outfile: path.join(dist, `${part}.js`),
      plugins: [
        split(part),
        questionIndex,
        pages,
        nodeWhereThereIsOne,
        withoutLinkify,
        charactersByEngine,
        toCommonJs,
      ],
    });
  };
  // A part that is asked for more is built again, until all have what they are asked for.
  for (let changed = true; changed;) {
    changed = false;
    for (const part of asked.keys()) {
      const wanted = JSON.stringify([...asked.get(part)].sort());
      if (built.get(part)?.wanted === wanted) continue;
      if (part !== 'extension' && wanted === '[]') continue;
      built.set(part, { wanted, result: await build(part) });
      changed = true;
    }
  }
  const others = [...built.keys()].filter(part => part !== 'extension');
  const main = fs.readFileSync(path.join(dist, 'extension.js'), 'utf8');
  fs.mkdirSync(path.join(dist, 'web'), { recursive: true });
  fs.writeFileSync(path.join(dist, 'web', 'extension.js'), webHost(main, others));
  return [...built.values()].map(({ result }) => result);
}

/** Each test file is a bundle of its own; packages stay outside, so stack traces stay short. */
function testBundles() {
  const entryPoints = fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .filter(name => name.endsWith('.ts') && !/answers|extension.web/.test(name))
    .map(name => path.join('test', name));
  return {
    ...common,
    minify: false,
    sourcemap: 'linked',
    entryPoints,
    outbase: 'test',
    outdir: 'out/test',
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    external: ['vscode'],
    plugins: [questionIndex, pages],
  };
}

/**
 * The extension's tests for a web extension host, in one file: those that import no Node module, also
 * not through another file. The others are named, so that nobody takes them for run.
 */
async function webTests() {
  const assertion = path.join(root, 'test', 'extension', 'web', 'assert.ts');
  const assertions = {
    name: 'assertions',
    setup(build) {
      build.onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: assertion }));
    },
  };
  const options = {
    ...common,
    minify: false,
    sourcemap: 'inline',
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    define: { global: 'globalThis', 'process.env.NODE_DEBUG': '""' },
  };
  const folder = path.join(root, 'test', 'extension');
  const files = fs
    .readdirSync(folder, { recursive: true })
    .map(name => name.split(path.sep).join('/'))
    .filter(name => name.endsWith('.test.ts') && !name.startsWith('web/'));
  const { metafile } = await esbuild.build({
    ...options,
    entryPoints: files.map(name => path.join(folder, name)),
    external: ['vscode', 'node:*'],
    plugins: [questionIndex, pages, assertions],
    outdir: 'out',
    write: false,
    metafile: true,
  });
  const needNode = new Set();
  for (const { entryPoint, imports } of Object.values(metafile.outputs)) {
    const node = imports.some(
      ({ path: name, kind }) => name.startsWith('node:') && kind !== 'dynamic-import',
    );
    if (entryPoint && node) needNode.add(path.posix.relative('test/extension', entryPoint));
  }
  const run = files.filter(name => !needNode.has(name));
  const list = {
    name: 'list-of-web-tests',
    setup(build) {
      build.onResolve({ filter: /^tests:web$/ }, () => ({ path: 'list', namespace: 'tests' }));
      build.onLoad({ filter: /.*/, namespace: 'tests' }, () => ({
        contents: run.map(name => `import './${name}';`).join('\n'),
        resolveDir: folder,
      }));
    },
  };
  await esbuild.build({
    ...options,
    entryPoints: ['test/extension/web/index.ts'],
    outfile: 'out/test/extension/web/index.js',
    plugins: [questionIndex, pages, list, assertions, nodeWhereThereIsOne],
  });
  fs.writeFileSync(
    path.join(root, 'out/test/extension/web/need-node.json'),
    JSON.stringify([...needNode]),
  );
}

let waiting;

async function main() {
  fs.rmSync(dist, { recursive: true, force: true });
  const builds = [];
  if (tests) {
    fs.rmSync(path.join(root, 'out'), { recursive: true, force: true });
    builds.push(testBundles());
  }
  fs.mkdirSync(dist);
  if (watch) {
    const again = () => buildParts().catch(error => console.error(error.message));
    await again();
    fs.watch(path.join(root, 'src'), { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(again, 100);
    });
    for (const options of builds) await (await esbuild.context(options)).watch();
    return;
  }
  const [made] = await Promise.all([
    buildParts(),
    ...builds.map(options => esbuild.build(options)),
  ]);
  const all = [...made, ...(await Promise.all(builtPages.values()))];
  const packages = bundledPackages(all.map(each => each.metafile));
  fs.writeFileSync(path.join(dist, 'ThirdPartyNotices.txt'), notices(root, packages));
  if (tests) await webTests();
}

main().catch(error => {
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});
