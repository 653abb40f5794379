/**
 * The file for a web extension host, whose `require` only knows `vscode`: it gives the extension
 * its other files. The main file is read on activation, the others before its first `import()`
 * continues; each runs when it is asked for, the way VS Code runs an extension.
 *
 * @param {string} main the text of dist/extension.js
 * @param {readonly string[]} parts the names of the other files, without extension
 * @returns {string}
 */
function webHost(main, parts) {
  const imports = /Promise\.resolve\(\)\.then\(/g;
  if (!imports.test(main)) throw new Error('The main file has no import() to wait at.');
  return `const vscode=require("vscode"),texts=new Map(),loaded=new Map();let folder,reading;
const read=async name=>texts.set("./"+name+".js",new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder,name+".js"))));
const partsAreRead=()=>reading??=Promise.all(${JSON.stringify(parts)}.map(read)).catch(error=>{reading=undefined;throw error});
const run=name=>{const module={exports:{}};loaded.set(name,module);new Function("module","exports","require","partsAreRead",texts.get(name))(module,module.exports,ask,partsAreRead);return module.exports};
const ask=name=>name==="vscode"?vscode:loaded.get(name)?.exports??run(name);
exports.activate=async context=>{folder=vscode.Uri.joinPath(context.extensionUri,"dist");await read("extension");texts.set("./extension.js",texts.get("./extension.js").replace(${imports},"partsAreRead().then("));return ask("./extension.js").activate(context)};
exports.deactivate=()=>loaded.get("./extension.js")?.exports.deactivate();
`;
}

module.exports = { webHost };
