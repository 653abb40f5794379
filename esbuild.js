// Builds everything that ships into dist/ and, with --tests, every test into out/.
//   node esbuild.js [--production] [--watch] [--tests]
// Sizes are printed by `npm run bench`.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

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
  logLevel: 'warning',
  target: 'es2022',
};

/** Gives every text file below `folder`, sorted, as the parser of packs wants it. */
function readPack(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => ({
      path: name.split(path.sep).join('/'),
      text: fs.readFileSync(path.join(folder, name), 'utf8'),
    }));
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

/**
 * The extension is split at its `import()`s: what a feature needs loads when it is first used.
 * esbuild splits only ES modules and VS Code loads CommonJS, so each chunk is converted afterwards.
 */
const chunksToCommonJs = {
  name: 'chunks-to-commonjs',
  setup(build) {
    build.onEnd(async result => {
      for (const file of result.outputFiles ?? []) {
        let contents = file.contents;
        if (file.path.endsWith('.js')) {
          // VS Code's module is CommonJS and frozen: a copy of its hundreds of exports, which a
          // namespace import is converted to, would be made at every start.
          const text = file.text.replace(
            /\bimport ?\* ?as ([\w$]+) from ?"vscode";/g,
            'const $1=require("vscode");',
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

/** What `import()`s of the main file load is built as a file of its own, beside it. */
const importsStayOutside = {
  name: 'imports-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path: imported }) =>
      kind === 'dynamic-import'
        ? { path: `./${path.basename(imported)}.js`, external: true }
        : undefined,
    );
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
  plugins: [importsStayOutside, chunksToCommonJs],
};

/** What the main file loads on first use. @type {esbuild.BuildOptions} */
const parts = {
  ...mainFile,
  entryPoints: { app: 'src/editor/app.ts', commandTable: 'src/editor/commandTable.ts' },
  chunkNames: '[name]-[hash]',
  splitting: true,
  plugins: [questionIndex, chunksToCommonJs],
};

/** Every page: its script, and its style sheet of the same name. @type {esbuild.BuildOptions} */
const pages = {
  ...common,
  entryPoints: ['src/webview/pages', 'media/pages'].flatMap(folder =>
    fs.readdirSync(path.join(root, folder)).map(name => path.join(folder, name)),
  ),
  entryNames: '[name]',
  outdir: 'dist/page',
  format: 'iife',
  platform: 'browser',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** Each test file is a bundle of its own; packages stay outside, so stack traces stay short. */
function testBundles() {
  const entryPoints = fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .filter(name => name.endsWith('.ts') && !name.includes('answers'))
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

async function main() {
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const builds = [mainFile, parts, pages];
  if (tests) {
    fs.rmSync(path.join(root, 'out'), { recursive: true, force: true });
    builds.push(testBundles());
  }
  if (watch) {
    for (const options of builds) await (await esbuild.context(options)).watch();
    return;
  }
  await Promise.all(builds.map(options => esbuild.build(options)));
}

main().catch(error => {
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
});
