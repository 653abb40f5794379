// Builds everything that ships into dist/ and, with --tests, every test into out/.
//   node esbuild.js [--production] [--watch] [--tests]
// Sizes are printed by `npm run bench`.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { bundledPackages, notices } = require('./src/build/notices');

const root = __dirname;
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
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
 * tree reads no Markdown. A problem in a built-in pack fails the build.
 */
const questionIndex = {
  name: 'question-index',
  setup(build) {
    build.onResolve({ filter: /^questions:index$/ }, () => ({
      path: 'index',
      namespace: 'questions',
    }));
    build.onLoad({ filter: /.*/, namespace: 'questions' }, async () => {
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

/** What the main file loads by `import()`, on first use: each is a file beside it. */
const loadedByMain = {
  app: 'src/editor/main/app.ts',
  commandTable: 'src/editor/main/commandTable.ts',
  codeLenses: 'src/editor/code/codeLenses.ts',
  interviewerParts: 'src/editor/ai/interviewerParts.ts',
  packLanguage: 'src/editor/packLanguage/packLanguage.ts',
};

const importsStayOutside = {
  name: 'imports-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: imported }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = path.basename(imported);
      return name in loadedByMain
        ? { path: `./${name}.js`, external: true }
        : { errors: [{ text: `Name ${imported} in loadedByMain: it must become a file.` }] };
    });
  },
};

/** The file that VS Code loads to activate the extension: one file, because each costs time. */
const mainFile = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  format: 'esm',
  platform: 'node',
  external: ['vscode'],
  write: false,
  plugins: [importsStayOutside, toCommonJs],
};

/** Each of those files takes its part from the file with everything. */

function writeParts() {
  for (const name of Object.keys(loadedByMain)) {
    const code = `module.exports=require("./web/extension.js").${name}();\n`;
    fs.writeFileSync(path.join(root, 'dist', `${name}.js`), code);
  }
}

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
 * All of the extension in one file: a web extension host loads no second one, and shipping the same
 * code in pieces besides would double what people download. Its modules run when they are imported.
 * @type {esbuild.BuildOptions}
 */
const whole = {
  ...mainFile,
  entryPoints: undefined,
  stdin: {
    contents: `export * from './src/extension';\n${Object.entries(loadedByMain)
      .map(([name, file]) => `export const ${name} = () => require('./${file}');`)
      .join('\n')}`,
    resolveDir: root,
    sourcefile: 'whole.js',
  },
  outdir: undefined,
  outfile: 'dist/web/extension.js',
  platform: 'browser',
  plugins: [questionIndex, nodeWhereThereIsOne, withoutLinkify, toCommonJs],
};

/** The rooms of `src/webview/` that are a page: each has a `page.ts` and a `page.css`. */
const pageNames = fs
  .readdirSync(path.join(root, 'src/webview'))
  .filter(name => fs.existsSync(path.join(root, 'src/webview', name, 'page.ts')));

/**
 * The script of all pages: most of it is the same for each, and what people download is a third
 * smaller in one piece. `data-page` of its element says which page runs. @type {esbuild.BuildOptions}
 */
const pages = {
  ...common,
  stdin: {
    contents: `({${pageNames
      .map(name => `${name}: () => require('./src/webview/${name}/page.ts')`)
      .join(',')}})[document.currentScript.dataset.page]();`,
    resolveDir: root,
    sourcefile: 'pages.js',
  },
  outfile: 'dist/page/page.js',
  format: 'iife',
  platform: 'browser',
};

/** A style sheet for each page. @type {esbuild.BuildOptions} */
const styles = {
  ...common,
  entryPoints: {
    reading: 'src/webview/kit/reading.css',
    ...Object.fromEntries(pageNames.map(name => [name, `src/webview/${name}/page.css`])),
  },
  outdir: 'dist/page',
};

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
    plugins: [questionIndex],
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
    plugins: [questionIndex, assertions],
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
    plugins: [questionIndex, list, assertions, nodeWhereThereIsOne],
  });
  fs.writeFileSync(
    path.join(root, 'out/test/extension/web/need-node.json'),
    JSON.stringify([...needNode]),
  );
}

async function main() {
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const shipped = [mainFile, whole, pages, styles];
  const builds = [...shipped];
  if (tests) {
    fs.rmSync(path.join(root, 'out'), { recursive: true, force: true });
    builds.push(testBundles());
  }
  fs.mkdirSync(path.join(root, 'dist'));
  writeParts();
  if (watch) {
    for (const options of builds) await (await esbuild.context(options)).watch();
    return;
  }
  const built = await Promise.all(builds.map(options => esbuild.build(options)));
  const packages = bundledPackages(built.slice(0, shipped.length).map(each => each.metafile));
  fs.writeFileSync(path.join(root, 'dist', 'ThirdPartyNotices.txt'), notices(root, packages));
  if (tests) await webTests();
}

main().catch(error => {
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});
