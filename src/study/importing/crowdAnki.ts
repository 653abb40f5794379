/**
 * Reads the JSON of CrowdAnki, the form in which Anki decks are shared in repositories. Source:
 * github.com/Stvad/CrowdAnki, crowd_anki/representation/deck.py and note.py.
 */
import type { AnkiNote } from './anki';
import { longestCategory } from './found';
import { isObject } from '../values';

/** The depth to which decks are searched. */
const deepest = 16;

/** The field names of note types by their ids. */
interface NoteType {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Whether a JSON value is a deck of CrowdAnki. */
export function isCrowdAnki(value: unknown): boolean {
  return isObject(value) && value.__type__ === 'Deck' && Array.isArray(value.notes);
}

/** The notes of a deck and those inside it. */
export function* crowdAnkiNotes(deck: unknown): Iterable<AnkiNote> {
  const types = new Map<string, NoteType>();
  findTypes(deck, types, 0);
  yield* notesIn(deck, types, '', 0);
}

function findTypes(deck: unknown, types: Map<string, NoteType>, depth: number): void {
  if (!isObject(deck) || depth > deepest) return;
  for (const type of objectsIn(deck.note_models)) {
    if (typeof type.crowdanki_uuid !== 'string') continue;
    const fields = objectsIn(type.flds).map(({ name }) => textOf(name));
    types.set(type.crowdanki_uuid, { name: textOf(type.name), fields });
  }
  for (const child of objectsIn(deck.children)) findTypes(child, types, depth + 1);
}

function* notesIn(
  deck: unknown,
  types: ReadonlyMap<string, NoteType>,
  above: string,
  depth: number,
): Iterable<AnkiNote> {
  if (!isObject(deck) || depth > deepest) return;
  // A deck inside another may repeat its path. Cut: thousands may be inside one of a long name.
  const name = textOf(deck.name).slice(-longestCategory);
  const path = above === '' || name.startsWith(`${above}::`) ? name : `${above}::${name}`;
  for (const note of objectsIn(deck.notes)) {
    const type = types.get(textOf(note.note_model_uuid));
    const cells = Array.isArray(note.fields) ? (note.fields as unknown[]) : [];
    const tags = Array.isArray(note.tags) ? (note.tags as unknown[]).map(textOf) : [];
    yield {
      type: type?.name ?? '',
      fields: cells.map((cell, index) => ({ cell: textOf(cell), name: type?.fields[index] ?? '' })),
      deck: path,
      tags: tags.join(' '),
    };
  }
  for (const child of objectsIn(deck.children)) yield* notesIn(child, types, path, depth + 1);
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
