import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readText, root } from '../repository';

/** The modules a room of `src/editor/` exports on purpose, beside `base/` and `core/`. */
const offered: Readonly<Record<string, readonly string[]>> = {
  ai: ['grading', 'gradingStrings', 'jobQuestions', 'reviewSolution'],
  packs: ['packFiles', 'packImages', 'packRoots'],
  question: ['questionPanel'],
};

const files = fs
  .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map(name => `src/${name.split(path.sep).join('/')}`)
  .filter(name => name.endsWith('.ts'));
const known = new Set(files);

/** Each file's imports, including types. */
const imports = new Map(
  files.map(file => {
    const found = readText(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g);
    const names = Array.from(found, ([, name = '']) => path.posix.join(path.dirname(file), name));
    return [file, names.map(name => `${name}.ts`).filter(name => known.has(name))] as const;
  }),
);

/** The room of an editor file; `undefined` elsewhere. */
function roomOf(file: string): string | undefined {
  return /^src\/editor\/(\w+)\//.exec(file)?.[1];
}

/** A part of a room has no texts of its own: its files are one unit. */
function isRoom(folder: string): boolean {
  return folder !== 'src' && !/\/(?:shapes|pack\/\w+)$/.test(folder);
}

/** Why a file of one room may not import one of another; `undefined` if it may. */
function objection(from: string, to: string): string | undefined {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === undefined || there === undefined || here === there) return undefined;
  const name = path.parse(to).name;
  if (here === 'main') return undefined;
  if (there === 'main') return `${from} imports ${to}: a feature is wired, and knows no wiring`;
  if (there === 'base') return undefined;
  if (here === 'base') return `${from} imports ${to}: base/ is for every feature and knows none`;
  if (there === 'core') return undefined;
  if (here === 'core') return `${from} imports ${to}: take what core/ needs as a parameter`;
  if (offered[there]?.includes(name)) return undefined;
  return `${from} imports ${to}: put what both need into core/, or offer it in this test`;
}

describe('the house', () => {
  it('has features that use of each other what is offered on purpose', () => {
    const objections = [...imports].flatMap(([from, all]) =>
      all.flatMap(to => objection(from, to) ?? []),
    );
    assert.deepEqual(objections, []);
  });

  it('offers nothing that no other room uses', () => {
    for (const [room, names] of Object.entries(offered)) {
      for (const name of names) {
        const file = `src/editor/${room}/${name}.ts`;
        const users = [...imports].filter(
          ([from, all]) => all.includes(file) && roomOf(from) !== room && roomOf(from) !== 'main',
        );
        assert.ok(users.length > 0, file);
      }
    }
  });

  it('has no circle of imports, also not of types', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const next of imports.get(file) ?? []) walk(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    assert.deepEqual(circles, []);
  });

  it('says in each room what lives there and what does not', () => {
    const rooms = new Set(files.map(file => path.posix.dirname(file)).filter(isRoom));
    assert.ok(rooms.size > 30);
    for (const room of rooms) {
      const readme = readText(`${room}/README.md`);
      const [title = '', paragraph = ''] = readme.split('\n\n');
      assert.match(title, /^# \w/, room);
      assert.ok(paragraph.length > 60, room);
      const names = [...paragraph.matchAll(/`([\w/]+\/)`/g)].map(([, name = '']) => name);
      for (const name of names) {
        const places = [path.join(room, name), path.join('src', name), path.join(room, '..', name)];
        assert.ok(
          places.some(place => fs.existsSync(path.join(root, place))),
          `${room} names ${name}`,
        );
      }
    }
  });

  it('has each of its rooms on the map of CONTRIBUTING.md, and no other', () => {
    const map = readText('CONTRIBUTING.md');
    const rooms = files.flatMap(file => /^src\/(?:editor|webview)\/\w+\//.exec(file)?.[0] ?? []);
    for (const room of new Set(rooms)) assert.ok(map.includes(`\`${room}`), room);
    for (const [, name = ''] of map.matchAll(/`(src\/[\w/]+\/)`/g)) {
      assert.ok(fs.existsSync(path.join(root, name)), name);
    }
  });
});
