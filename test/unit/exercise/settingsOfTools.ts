/** Files that tools of an editor follow, or run, without being asked: in any folder, by any case. */
export const settingsOfTools: readonly string[] = [
  // Prettier reads these upwards of the file that is open, and imports the `plugins` there.
  'package.json',
  'shop/Package.JSON',
  'shop/package.yaml',
  'package.yml',
  'tsconfig.json',
  'static/tsconfig.app.json',
  'shop/jsconfig.json',
  'tslint.json',
  'cSpell.json',
  'cspell.config.yaml',
  'deno.json',
  'nx.json',
  // dprint runs the `plugins` there.
  'dprint.json',
  'shop/Dprint.json',
  'graphql.config.yml',
  'karma.conf.js',
  'Gulpfile.js',
  'shop/gruntfile.ts',
  'static/shop/reserve.js',
  'static/eslint.config.mjs',
  // Tailwind's tools follow `@plugin`.
  'shop/static/shop.css',
  'docs/conf.py',
  'shop/Conf.py',
  'Makefile',
  'shop/Makefile',
  'shop/CMakeLists.txt',
  'CMakePresets.json',
  'pom.xml',
  // SQLFluff and isort look for these upwards.
  'shop/tox.ini',
  'shop/setup.cfg',
  'shop/pyproject.toml',
  'deploy/ansible.cfg',
  'deploy/filter_plugins/a.py',
  'deploy/requirements.yml',
  // Collections beside a playbook have plugins, too.
  'deploy/collections/ansible_collections/a/b/plugins/filter/c.py',
  'Ansible_Collections/a/b/plugins/modules/c.py',
  // A comment in SQL tells SQLFluff where to import from.
  'shop/report.sql',
  'shop/Totals.SQL',
  'shop/report.sql.j2',
];
