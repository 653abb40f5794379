// Writes the notices for the packages that the bundler put into the bundles.
const fs = require('node:fs');
const path = require('node:path');

/** Licences that shipped packages may have. */
const allowedLicenses = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
]);

/** Scripts in a package that npm runs on installation. */
const installScripts = ['preinstall', 'install', 'postinstall'];

/**
 * The CC-BY-4.0 text, which may be replaced by its URL (section 3(a)(1)): it is longer than all
 * other licence texts together, and users download it with every update.
 */
const attributionLicense =
  /Attribution 4\.0 International\s+={5}[^]*?\nCreative Commons may be contacted at creativecommons\.org\./;
const attributionNotice = `Licensed under the Creative Commons Attribution 4.0 International Public License:
https://creativecommons.org/licenses/by/4.0/legalcode
It disclaims warranties and limits liability in its section 5. Used unchanged.`;

/**
 * The folders of packages used in the builds' outputs, relative to the root, sorted.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        if (bytesInOutput === 0) continue; // considered but not used
        // Packages can be nested: the last folder with that name counts.
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
 * @throws Error if a package may not be bundled: wrong or no licence, or install scripts.
 */
function notices(root, folders) {
  const texts = folders.map(folder => notice(path.join(root, folder)));
  const unique = [...new Set(texts)]; // a package may be installed in two places
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
