// Builds everything that ships into dist/ and, with --tests, every test into out/.
//   node esbuild.js [--production] [--watch] [--tests] [--out FOLDER]     FOLDER instead of dist/
// Sizes are printed by `npm run bench`.
const esbuild = require('esbuild');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { minifySync } = require('oxc-minify');
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
  // The runner of an exercise's checks is written to a file at run time.
  loader: { '.py': 'text' },
  logLevel: 'warning',
  target: 'es2022',
};

/** Returns every text file below `folder`, sorted, in the form the pack parser takes. */
function readPack(folder) {
  return (
    fs
      .readdirSync(folder, { recursive: true })
      // The bookshop is the answers' sample project, not a collection.
      .filter(name => name.endsWith('.md') && name.split(path.sep)[0] !== 'bookshop')
      .sort()
      .map(name => ({
        path: name.split(path.sep).join('/'),
        text: fs.readFileSync(path.join(folder, name), 'utf8'),
      }))
  );
}

/** The paths of the files below a folder, with `/` between folders; Python's caches are skipped. */
function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter(name => fs.statSync(path.join(folder, name)).isFile())
    .map(name => name.split(path.sep).join('/'))
    .filter(name => !/__pycache__|\.sqlite3$/.test(name))
    .sort();
}

/** Loads a TypeScript module of ours, so that the build runs the product's own code. */
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
 * tree reads no Markdown. A problem in a built-in pack fails the build. `questions:bookshop` lists
 * the files of the project that the answers build on. `questions:html` is wording and hint as HTML,
 * by id, of each question whose HTML is more than the escaped text: a panel shows both at once.
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
        // As text: V8 parses JSON faster than equivalent code, and only on demand.
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

/** The rooms of `src/webview/` that are pages: each has a `page.ts` and a `page.css`. */
const pageNames = fs
  .readdirSync(path.join(root, 'src/webview'))
  .filter(name => fs.existsSync(path.join(root, 'src/webview', name, 'page.ts')));

/**
 * The pages' scripts, and chunks with what several of them share: a page contains its own and those
 * that it needs, since VS Code takes longer to show a longer page. @type {esbuild.BuildOptions}
 */
const scripts = {
  ...common,
  sourcemap: false,
  entryPoints: Object.fromEntries(pageNames.map(name => [name, `src/webview/${name}/page.ts`])),
  format: 'esm',
  splitting: true,
  platform: 'browser',
  outdir: 'page',
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

/** Runs one of the files of a page, which require each other. Part of the page, as text. */
const runPage = `(files, name) => {
  const modules = {};
  const require = name => {
    if (!modules[name]) files[name]((modules[name] = { exports: {} }), require);
    return modules[name].exports;
  };
  require(name);
}`;

/**
 * A module that exports each page's script, by the page's name. A page's HTML has one script, so the
 * outputs of `scripts` that it needs become functions in it. Each text is in the module once.
 */
async function pageScripts({ outputFiles, metafile }) {
  const outputs = Object.entries(metafile.outputs).map(([file, { imports }]) => ({
    file: path.basename(file),
    imports: imports.map(each => path.basename(each.path)),
  }));
  const importsOf = new Map(outputs.map(({ file, imports }) => [file, imports]));
  const needed = file => new Set([file, ...importsOf.get(file).flatMap(each => [...needed(each)])]);
  const smaller = async (contents, options) =>
    (await esbuild.transform(contents, { ...options, minify: production })).code.trim();
  const texts = await Promise.all(
    outputFiles.map(async ({ path: output, text }) => {
      const code = smallest(await smaller(text, { format: 'cjs', target: common.target }));
      const file = path.basename(output);
      return [file, `"./${file}":(module,require)=>{${code}},`];
    }),
  );
  const run = await smaller(`run = ${runPage}`);
  const pageOf = name => {
    const files = [...needed(`${name}.js`)].map(file => `texts[${JSON.stringify(file)}]`);
    return `${name}: run + ${files.join(' + ')} + '},"./${name}.js")}'`;
  };
  return `const run = ${JSON.stringify(`{let ${run}run({`)};
    const texts = ${JSON.stringify(Object.fromEntries(texts))};
    export default {${pageNames.map(pageOf)}};`;
}

/**
 * `pages:scripts` and `pages:styles` are the panels' scripts and styles, as text: a panel's HTML
 * contains both, so that it waits for no file.
 */
const pages = {
  name: 'pages',
  setup(build) {
    build.onResolve({ filter: /^pages:/ }, ({ path: asked }) => ({
      path: asked,
      namespace: 'pages',
    }));
    build.onLoad({ filter: /./, namespace: 'pages' }, async ({ path: asked }) => {
      const options = asked === 'pages:scripts' ? scripts : styles;
      if (!builtPages.has(options)) builtPages.set(options, esbuild.build(options));
      const built = await builtPages.get(options);
      if (options === scripts) return { contents: await pageScripts(built), loader: 'js' };
      const texts = built.outputFiles.map(({ path: file, text }) => [path.parse(file).name, text]);
      return { contents: JSON.stringify(Object.fromEntries(texts)), loader: 'json' };
    });
  },
};

/** The built pages, by their options; several parts and tests need them. */
const builtPages = new Map();

/** What ships of a CommonJS module: Oxc takes another 2 % off what esbuild makes of it. */
function smallest(code) {
  if (!production) return code;
  const options = { compress: { target: common.target }, mangle: { toplevel: true } };
  const { code: made, errors } = minifySync('module.cjs', code, options);
  if (errors.length > 0) throw new Error(errors[0].message);
  return made;
}

/** esbuild inlines `import()`s lazily in ES modules; VS Code loads CommonJS, so this converts. */
const toCommonJs = {
  name: 'to-commonjs',
  setup(build) {
    build.onEnd(async result => {
      for (const file of result.outputFiles ?? []) {
        let contents = file.contents;
        if (file.path.endsWith('.js')) {
          // VS Code's module is CommonJS and frozen: the namespace import would copy its hundreds
          // of exports on every start. And VS Code looks up the caller at each `require`, so one
          // per file serves all.
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
          contents = smallest(converted.code);
        }
        fs.mkdirSync(path.dirname(file.path), { recursive: true });
        fs.writeFileSync(file.path, contents);
      }
    });
  },
};

/**
 * A web extension host has no Node, and this code runs there too: a Node module may be loaded only
 * by `import()`, after checking for Node, and is then required from Node itself.
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

/** See src/build/ucMicro.ts and src/build/punycode.mjs. */
const lessOfPackages = {
  name: 'less-of-packages',
  setup(build) {
    build.onResolve({ filter: /^uc\.micro$/ }, () => ({
      path: path.join(root, 'src', 'build', 'ucMicro.ts'),
    }));
    const punycode = path.join(root, 'src', 'build', 'punycode.mjs');
    build.onResolve({ filter: /^punycode\.js$/ }, ({ importer }) =>
      importer === punycode ? undefined : { path: punycode },
    );
  },
};

/** markdown-it finds bare addresses with linkify-it, which is off here: none of it is shipped. */
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
 * The files that the extension is split into, each loaded on first use: by room, first match wins.
 * A module is in one file only, so that it exists once, and runs when it is first imported.
 */
const parts = [
  ['questions', /^questions:(?!html)/],
  ['pages', /^pages:|^questions:html$/],
  [
    'languages',
    /^src\/study\/markdown\/moreGrammars|highlight\.js\/\w+\/languages\/(?:c|cpp|csharp|go|java|kotlin|php|powershell|python-repl|ruby|rust|shell)\.js$/,
  ],
  ['inert', /^src\/study\/markdown\/inert/],
  [
    'markdown',
    /markdown-it|highlight\.js|^src\/build\/|^src\/study\/(?:markdown\/(?!links|sourceLinks)|pack\/(?:answer|blocks|inline|sections))/,
  ],
  [
    'review',
    /ts-fsrs|^src\/study\/(?:review\/|plan\/memory)|^src\/editor\/(?:review\/(?!reviews|dueReviews)|core\/ownMemory)/,
  ],
  [
    'mockInterview',
    /^src\/study\/mockInterview\/(?!format|merge|settings|interview\.)|^src\/editor\/mockInterview\/|^src\/protocol\/mockInterview/,
  ],
  ['interviewStore', /\/storage\/interview|^src\/study\/mockInterview\/(?:format|merge|settings)/],
  ['moved', /\/storage\/(?:moved|repository)|^src\/study\/sameFolder/],
  [
    'packLanguage',
    /^src\/editor\/packLanguage\/(?:actions|completion|diagnostics|documents|lenses|progressText|start|symbols)|^src\/study\/pack\/(?:diagnose|fixes|complete|outline)/,
  ],
  [
    'plan',
    /^src\/study\/plan\/(?!interviewId)|^src\/editor\/(?:plan\/(?!planStart)|core\/plan(?:ning|Texts))/,
  ],
  ['practice', /^src\/editor\/practice\/|^src\/study\/exercise\/(?:project|readme)/],
  ['ai', /^src\/study\/ai\/|^src\/editor\/ai\/(?!gradingStrings)/],
  [
    'exchange',
    /papaparse|^src\/study\/(?:exchange\/|difference|restore)|^src\/editor\/exchange\/|\/storage\/backups\.ts$/,
  ],
  [
    'exercise',
    /^src\/study\/(?:exercise\/|fileNames|code\/projectFiles)|^src\/editor\/(?:question|tree)\/exercise|\/core\/whyNotHere\.ts$/,
  ],
  [
    'code',
    /smol-toml|^src\/study\/code\/(?!bookshop)|^src\/editor\/code\/(?!stack)|\/base\/(?:openCode|editorLanguage|trustedAuthors)\.ts$/,
  ],
  ['statistics', /^src\/(?:study|protocol)\/statistics|^src\/editor\/statistics\/(?!statusBar)/],
  ['otherMarkup', /htmlparser2/],
  ['importing', /^src\/study\/importing\/|^src\/editor\/packs\/importing\//],
  [
    'packs',
    /^src\/study\/glob|^src\/editor\/packs\/(?:packs|packCache|packFiles|packRoots|packWatcher|notices|lists)\.|^src\/editor\/packLanguage\/(?:fileName|packLanguage)/,
  ],
  [
    'packParser',
    /^src\/study\/(?:pack|slug|markdown\/sourceLinks)|^src\/editor\/packs\/(?!rewordedStart)|\/core\/questionLink\.ts$/,
  ],
  ['search', /^src\/study\/search|\/tree\/(?:searchPick|treeCommands|tooltip)\.ts$/],
  [
    'question',
    /^src\/protocol\/|\/(?:code|core)\/bookshop\.ts$|^src\/editor\/(?:question\/question|question\/shown|base\/(?:page|unrestored)|ai\/gradingStrings)/,
  ],
  [
    'commands',
    /^src\/study\/nextQuestion|Commands?\.ts$|\/main\/(?:commandTable|pageInFront)\.ts$|\/core\/(?:target|ratings)\.ts$|\/base\/(?:tabName|writeOver|oneLine)\.ts$/,
  ],
  ['notes', /^src\/editor\/notes\//],
  ['core', /^src\//],
];

/**
 * Modules of functions that few texts need: importing one loads nothing, its first call does. Keyed
 * by their file, with the names of the functions.
 */
const deferred = [
  [
    'webLanguages',
    /^highlight\.js\/.*languages\/(?:css|django|graphql|javascript|typescript|xml)\b/,
    ['default'],
  ],
  ['languages', /^highlight\.js\/.*languages\/(?!python\b)/, ['default']],
  ['entities', /markdown-it\/.*entities\/dist\/index\b/, ['decodeHTMLStrict']],
  ['entities', /^punycode\.js\//, ['toASCII', 'toUnicode']],
  ['otherMarkup', /^src\/study\/importing\/dialects\b/, ['asMarkdown']],
  ['otherMarkup', /^src\/study\/importing\/gift\b/, ['readGift']],
  ['otherMarkup', /^src\/study\/importing\/html\b/, ['htmlToMarkdown']],
  ['packParser', /^src\/study\/pack\/draft\b/, ['reporter']],
  ['code', /^src\/study\/code\/pythonModules\b/, ['isStandardModule', 'isTakenModule']],
  [
    'interviewStore',
    /^src\/study\/mockInterview\/format\b/,
    ['isInterviewId', 'readInterview', 'writeInterview', 'writeQuestion'],
  ],
];

/** An importer would get `undefined` for a function that `deferred` does not name. */
function mustBeNamed(imported, importer, names) {
  const text = fs.readFileSync(importer, 'utf8');
  for (const [, list, from] of text.matchAll(/^import \{([^}]*)\} from '([^']+)';/gm)) {
    const taken = from === imported ? list.split(',').map(each => each.trim()) : [];
    const missing = taken.find(each => /^\w+$/.test(each) && !names.includes(each));
    if (missing) throw new Error(`${importer} takes ${missing}, which \`deferred\` does not name`);
  }
}

/**
 * Two packages bundle the same version of entities, whose tables are large: only one is shipped, as
 * long as they are the same. Returns the file to use in place of `file`.
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

/** Package modules that other parts use too; their other imports stay with them. */
const sharedOfPackages = /^markdown-it\/.*entities\/dist\/decode\.js/;

/** Loaded on activation, with its imports: everything else waits for its first use. */
const mainEntry = 'src/extension.ts';

/** The part that a module belongs to; `undefined` if it goes with its importers. */
function partOf(name, inMain) {
  const later = deferred.find(([, modules]) => modules.test(name));
  if (later) return later[0];
  if (sharedOfPackages.test(name)) return 'entities';
  return inMain.has(name) ? 'extension' : parts.find(([, modules]) => modules.test(name))?.[0];
}

/** Modules by the name that parts call them, to detect collisions. */
const called = new Map();

/** The name by which parts request a module: its id, or in production a short hash of it. */
function callOf(id) {
  if (!production) return id;
  const name = createHash('sha256').update(id).digest('base64url').slice(0, 4);
  if ((called.get(name) ?? id) !== id)
    throw new Error(`${id} and ${called.get(name)} have one name`);
  called.set(name, id);
  return name;
}

/**
 * Builds the parts. A part requires what it takes from another from that file, by the module's
 * name: `require("./core.js").modules["src/…"]()`, see `callOf`.
 */
async function buildParts() {
  builtPages.clear();
  const name = file => path.relative(root, file).split(path.sep).join('/');
  /** The modules imported by other parts, by part. */
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
  // The main file contains its static imports; `import()`s are left out.
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
  /** Turns an import from another part into a request to that file. */
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
          // A package's imports go with it.
          const isOfPackage = !id.startsWith('src/') && where.importer.includes('node_modules');
          const isAsked = [sharedOfPackages, ...deferred.map(([, modules]) => modules)];
          if (isOfPackage && !isAsked.some(modules => modules.test(id))) return undefined;
        }
        const home = partOf(id, inMain);
        if (home === undefined || home === part) return undefined;
        asked.get(home).add(JSON.stringify([id, file]));
        const later = deferred.find(([, modules]) => modules.test(id));
        if (later && id.startsWith('src/')) mustBeNamed(imported, where.importer, later[2]);
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
  /** Builds one part with the modules known so far to be requested from it. */
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
        lessOfPackages,
        toCommonJs,
      ],
    });
  };
  // A part with new requests is built again, until all requests are met.
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

/** Each test file is its own bundle; packages stay outside, so stack traces stay short. */
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
 * The extension's tests for a web extension host, in one file: those without Node modules, direct
 * or indirect. The others are listed, so that nobody assumes they ran.
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
