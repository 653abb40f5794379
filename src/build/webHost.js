/**
 * The file for a web extension host, which has a `require` for `vscode` alone: the main file of the
 * extension and what gives it the others. Those are read from the extension's folder before the main
 * file's first `import()` goes on, and run, as VS Code runs an extension, when they are asked for.
 *
 * @param {string} main the text of dist/extension.js
 * @param {readonly string[]} parts the names of the other files, without their ending
 * @returns {string}
 */
function webHost(main, parts) {
  const imports = /Promise\.resolve\(\)\.then\(/g;
  if (!imports.test(main)) throw new Error('The main file has no import() to wait at.');
  return `const vscode=require("vscode"),texts=new Map(),loaded=new Map();let folder,reading;
const read=async name=>texts.set("./"+name+".js",new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder,name+".js"))));
const partsAreRead=()=>reading??=Promise.all(${JSON.stringify(parts)}.map(read)).catch(error=>{reading=undefined;throw error});
const run=(name,start)=>{const module={exports:{}};loaded.set(name,module);start(module,module.exports,ask);return module.exports};
const ask=name=>name==="vscode"?vscode:loaded.get(name)?.exports??run(name,new Function("module","exports","require",texts.get(name)));
const main=run("./extension.js",function(module,exports,require){${main.replace(imports, 'partsAreRead().then(')}
});
exports.activate=context=>{folder=vscode.Uri.joinPath(context.extensionUri,"dist");return main.activate(context)};
exports.deactivate=()=>main.deactivate();
`;
}

module.exports = { webHost };
