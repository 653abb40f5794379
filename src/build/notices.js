// The notices of the packages that are in the bundles, made from what the bundler says it took.
const fs = require('node:fs');
const path = require('node:path');

/** Licences under which a package may be in what people install. */
const allowedLicenses = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
]);

/** A package's scripts that npm runs when somebody installs it. */
const installScripts = ['preinstall', 'install', 'postinstall'];

/**
 * The text of CC-BY-4.0, which lets its address stand for it (section 3(a)(1)): it is longer than the
 * texts of all other licences together, and people download it with every update.
 */
const attributionLicense =
  /Attribution 4\.0 International\s+={5}[^]*?\nCreative Commons may be contacted at creativecommons\.org\./;
const attributionNotice = `Licensed under the Creative Commons Attribution 4.0 International Public License:
https://creativecommons.org/licenses/by/4.0/legalcode
It disclaims warranties and limits liability in its section 5. Used unchanged.`;

/**
 * The folders of the packages that are in the outputs of builds, relative to the root, sorted.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        if (bytesInOutput === 0) continue; // looked at, and not needed
        // Packages can be inside packages: the last folder of that name counts.
        const folder = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        if (folder) folders.add(folder.slice(folder.indexOf('node_modules/')));
      }
    }
  }
  return [...folders].sort();
}

/**
 * The text of the notices file for these packages.
 *
 * @throws Error when a package may not be bundled: another licence, none, or scripts at install.
 */
function notices(root, folders) {
  const texts = folders.map(folder => notice(path.join(root, folder)));
  const unique = [...new Set(texts)]; // one package may be installed in two places
  return `Django Interview Study contains code and icons of these packages:\n\n${unique.join('\n\n')}\n`;
}

function notice(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license, homepage, scripts = {} } = manifest;
  if (!allowedLicenses.has(license)) {
    throw new Error(
      `${name} ${version} is under ${license}, which src/build/notices.js does not allow.`,
    );
  }
  const script = installScripts.find(each => scripts[each] !== undefined);
  if (script) throw new Error(`${name} ${version} runs code when it is installed: "${script}".`);
  const files = fs.readdirSync(folder).filter(file => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0)
    throw new Error(`${name} ${version} comes without the text of its licence.`);
  const texts = files.sort().map(file => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8').trim();
    return license === 'CC-BY-4.0' ? text.replace(attributionLicense, attributionNotice) : text;
  });
  const title = `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}`;
  return [`${'─'.repeat(72)}\n${title}`, ...texts].join('\n\n').replaceAll('\r\n', '\n');
}

module.exports = { allowedLicenses, bundledPackages, notices };
