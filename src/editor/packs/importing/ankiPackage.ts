/**
 * Reads Anki packages, `.apkg` and `.colpkg`: an archive with an SQLite database, which Node reads
 * if its version can. A reader for all other editors would double the extension's size, so there
 * the person is told how to export text. Source: rslib/src/import_export/package and
 * rslib/src/storage of github.com/ankitects/anki.
 */
import * as vscode from 'vscode';
import { findInDeckInSteps, type Found } from '../../../study/importing';
import { fitting, type AnkiNote, type Row } from '../../../study/importing/anki';
import { HumanError, log } from '../../base/log';
import { nodeModule } from '../../base/nodeFiles';
import type { Slices } from '../../base/slices';
import { mostUnpacked, openArchive, unpack } from './archive';

/** The databases of a package, in order of preference: later ones may only be for old versions. */
const databases = ['collection.anki21b', 'collection.anki21', 'collection.anki2'];

/** The parts of `node:sqlite` used here. */
interface Sqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => {
    prepare(sql: string): { iterate(): Iterable<Row> };
    close(): void;
  };
}
type Database = InstanceType<Sqlite['DatabaseSync']>;

/** The parts of `node:zlib` used here, if it supports Zstandard. */
interface Zlib {
  zstdDecompress?(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number },
    done: (error: Error | null, result: Uint8Array) => void,
  ): void;
}

/**
 * Finds the questions of a package.
 *
 * @throws HumanError when this editor cannot read it, or it is damaged
 */
export async function readAnkiPackage(
  name: string,
  archive: Uint8Array,
  slices: Slices,
): Promise<Found> {
  const sqlite = nodeModule('node:sqlite') as Sqlite | undefined;
  const entries = openArchive(name, archive, path => databases.includes(path));
  const entry = databases.flatMap(path => entries.find(one => one.path === path) ?? [])[0];
  if (!entry) {
    throw new HumanError(
      vscode.l10n.t('{0} contains no Anki collection. Nothing was imported.', name),
    );
  }
  if (!sqlite) throw new HumanError(exportText(name));
  const packed = await unpack(name, entry);
  const bytes = entry.path === databases[0] ? await decompressed(name, packed) : packed;
  useKnownCollation(bytes);
  return withFile(bytes, async path => {
    const database = new sqlite.DatabaseSync(path, { readOnly: true });
    try {
      return await slices.run(findInDeckInSteps(notesOf(database, bytes.length)));
    } finally {
      database.close();
    }
  }).catch((error: unknown) => {
    if (error instanceof HumanError) throw error;
    log().warn(`${name}: ${String(error)}`);
    throw new HumanError(
      vscode.l10n.t(
        '{0} is damaged or comes from an unknown version of Anki. Nothing was imported. {1}',
        name,
        stepsText(),
      ),
    );
  });
}

function exportText(name: string): string {
  return vscode.l10n.t(
    '{0} is an Anki package, which this editor cannot open. {1}',
    name,
    stepsText(),
  );
}

function stepsText(): string {
  return vscode.l10n.t(
    'In Anki, choose File > Export and the format “Notes in Plain Text (.txt)”, select “Include deck name”, and import the file that it writes.',
  );
}

function decompressed(name: string, packed: Uint8Array): Promise<Uint8Array> {
  const zlib: Zlib | undefined = nodeModule('node:zlib');
  if (!zlib?.zstdDecompress) throw new HumanError(exportText(name));
  return new Promise((resolve, reject) => {
    zlib.zstdDecompress?.(packed, { maxOutputLength: mostUnpacked }, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

/**
 * Anki sorts field names with a collation of its own, without which SQLite refuses to read their
 * table. The copy that is read declares collations that SQLite has.
 */
function useKnownCollation(bytes: Uint8Array): void {
  const database = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = database.indexOf('CREATE TABLE fields (');
  if (table === -1) return;
  const declared = database.subarray(table, table + 300);
  const at = declared.indexOf('COLLATE unicase');
  if (at !== -1) declared.write('COLLATE binary ', at);
}

/** Writes bytes to a private file, for a reader that needs a file. */
async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const [fs, os, path] = await Promise.all([
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
  ]);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'django-interview-'));
  try {
    const file = path.join(folder, 'collection.db');
    await fs.writeFile(file, bytes, { mode: 0o600 });
    return await use(file);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/**
 * The tables to read, which must be plain tables with stored columns: otherwise a package could
 * make them run for ever. SQLite ignores case in their names.
 */
const tables = ['notes', 'cards', 'col', 'notetypes', 'fields', 'decks'];

/** A note's further fields are left out: no type has as many. */
const mostFields = 200;

/** The most rows that are read, by kind: a damaged table may never end. */
const mostRows = { kinds: 10_000, notes: 200_000, cards: 1_000_000 };

/** @param size of the database's file, in bytes */
function* notesOf(database: Database, size: number): Generator<AnkiNote> {
  const within = fitting(size);
  const rows = (sql: string, most: number) =>
    within(database.prepare(`${sql} LIMIT ${most}`).iterate());
  const all = (sql: string) => [...rows(sql, mostRows.kinds)];
  const present = new Set<string>();
  for (const { name, type, sql } of all('SELECT name, type, sql FROM sqlite_master')) {
    const table = tables.find(one => one === text(name).toLowerCase());
    if (table === undefined) continue;
    const isPlain = type === 'table' && /^create table /i.test(text(sql));
    // Computed columns are hidden (2 or 3), however they are declared. Asked by a statement, since a
    // package can have a table of its own by the name of the function `pragma_table_xinfo`.
    const columns = within(database.prepare(`PRAGMA table_xinfo('${table}')`).iterate());
    if (!isPlain || [...columns].some(({ hidden }) => hidden !== 0))
      throw new Error(`table ${table}`);
    present.add(table);
  }
  const types = new Map<string, { name: string; readonly fields: string[] }>();
  const decks = new Map<string, string>();
  if (present.has('notetypes')) {
    for (const { id, name } of all('SELECT id, name FROM notetypes'))
      types.set(text(id), { name: text(name), fields: [] });
    for (const { ntid, ord, name } of all('SELECT ntid, ord, name FROM fields')) {
      const fields = types.get(text(ntid))?.fields;
      if (fields) fields[Number(ord)] = text(name);
    }
    for (const { id, name } of all('SELECT id, name FROM decks'))
      decks.set(text(id), text(name).replaceAll('\x1f', '::'));
  } else {
    const [col] = all('SELECT models, decks FROM col');
    for (const [id, model] of objects(col?.models)) {
      const fields = objects(model.flds).map(([, { name }]) => text(name));
      types.set(id, { name: text(model.name), fields });
    }
    for (const [id, { name }] of objects(col?.decks)) decks.set(id, text(name));
  }
  const deckOfNote = new Map<string, string>();
  for (const { nid, did, odid } of rows('SELECT nid, did, odid FROM cards', mostRows.cards)) {
    // A card in a filtered deck belongs to its original deck.
    const deck = decks.get(text(Number(odid) === 0 ? did : odid));
    if (deck !== undefined && !deckOfNote.has(text(nid))) deckOfNote.set(text(nid), deck);
  }
  for (const { id, mid, tags, flds } of rows(
    'SELECT id, mid, tags, flds FROM notes',
    mostRows.notes,
  )) {
    const type = types.get(text(mid));
    const fields = text(flds)
      .split('\x1f', mostFields)
      .map((cell, index) => ({ cell, name: type?.fields[index] ?? '' }));
    yield {
      type: type?.name ?? '',
      fields,
      tags: text(tags),
      deck: deckOfNote.get(text(id)) ?? '',
    };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : '';
}

/** The objects in a JSON text, or in an already parsed one, by name. */
function objects(value: unknown): [string, Row][] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(parsed).filter(
    (entry): entry is [string, Row] => typeof entry[1] === 'object' && entry[1] !== null,
  );
}
