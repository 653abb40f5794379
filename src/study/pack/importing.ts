/** Questions out of files that are no packs: tables, JSON, and any list in Markdown. */
import Papa from 'papaparse';
import { finish } from '../steps';
import { isList, listItems, normalize, readBlocks } from './blocks';
import { maximumFileLength, maximumQuestions, questionsOf, readPackFile } from './file';
import { questionBody } from './answer';
import { splitBold } from './inline';

/** A question that was found. All but `title` may be empty. */
export interface FoundQuestion {
  readonly title: string;
  readonly hint: string;
  readonly answer: string;
  readonly category: string;
}

export interface Found {
  readonly questions: readonly FoundQuestion[];
  /** How many rows or items were left out, because they have no question or one that was there already. */
  readonly leftOut: number;
  /** Why nothing could be read. */
  readonly failure?: 'too-large' | 'not-json' | 'nothing';
}

/** Finds the questions of a file, whose name tells its kind. Never throws. */
export function findQuestions(name: string, original: string): Found {
  if (original.length > maximumFileLength) {
    return { questions: [], leftOut: 0, failure: 'too-large' };
  }
  const text = normalize(original);
  let rows: FoundQuestion[];
  if (/\.json$/i.test(name)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { questions: [], leftOut: 0, failure: 'not-json' };
    }
    rows = ofJson(value, '', 0);
  } else if (/\.(csv|tsv|tab)$/i.test(name)) rows = ofTable(text, /\.(tsv|tab)$/i.test(name));
  else if (/\.txt$/i.test(name)) rows = ofPlainText(text);
  else rows = ofMarkdown(text);
  const seen = new Set<string>();
  const questions = rows.filter(({ title }) => {
    const key = title.toLowerCase();
    if (title === '' || seen.has(key) || seen.size >= maximumQuestions) return false;
    seen.add(key);
    return true;
  });
  const leftOut = rows.length - questions.length;
  return questions.length === 0
    ? { questions, leftOut, failure: 'nothing' }
    : { questions, leftOut };
}

type Field = keyof FoundQuestion;

/** The names that other programs give the fields. */
const fieldNames = new Map<string, Field>([
  ...(['question', 'title', 'front', 'q', 'wording'] as const).map(
    name => [name, 'title'] as const,
  ),
  ...(['hint', 'clue', 'note'] as const).map(name => [name, 'hint'] as const),
  ...(['answer', 'back', 'a', 'body', 'solution'] as const).map(name => [name, 'answer'] as const),
  ...(['category', 'deck', 'topic', 'section', 'tags', 'group'] as const).map(
    name => [name, 'category'] as const,
  ),
]);

function question(fields: Partial<Record<Field, string>>): FoundQuestion {
  return {
    title: (fields.title ?? '').replace(/\s+/g, ' ').trim(),
    hint: (fields.hint ?? '').trim(),
    answer: (fields.answer ?? '').trim(),
    category: (fields.category ?? '').replace(/\s+/g, ' ').trim(),
  };
}

function ofTable(text: string, tabs: boolean): FoundQuestion[] {
  const { data } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    ...(tabs && { delimiter: '\t' }),
  });
  const [head = []] = data;
  const named = head.map(cell => fieldNames.get(cell.trim().toLowerCase()));
  const hasHead = named.includes('title');
  // Without names: the question, its answer, its hint, its category.
  const fields = hasHead ? named : (['title', 'answer', 'hint', 'category'] as const);
  return data.slice(hasHead ? 1 : 0).map(row => {
    const found: Partial<Record<Field, string>> = {};
    row.forEach((cell, index) => {
      const field = fields[index];
      if (field !== undefined) found[field] ??= cell;
    });
    return question(found);
  });
}

/** A text file is a table where it has tabs or names its columns, and otherwise a question a line. */
function ofPlainText(text: string): FoundQuestion[] {
  // Anki begins its exports with lines such as "#separator:tab".
  const content = text.replace(/^(?:#[a-z ]+:.*\n)+/i, '');
  const [first = ''] = content.split('\n', 1);
  if (content.includes('\t')) return ofTable(content, true);
  const names = first.split(/[,;|]/).map(name => fieldNames.get(name.trim().toLowerCase()));
  if (names.includes('title')) return ofTable(content, false);
  return content.split('\n').flatMap(title => (title.trim() === '' ? [] : [question({ title })]));
}

/** How deep JSON is looked into. */
const deepest = 8;

/** Reads questions wherever they are: strings and objects in lists, lists under names of categories. */
function ofJson(value: unknown, category: string, depth: number): FoundQuestion[] {
  if (typeof value === 'string') return [question({ title: value, category })];
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap(item => ofJson(item, category, depth + 1));
  const fields: Partial<Record<Field, string>> = {};
  const lists: [string, unknown][] = [];
  for (const [name, content] of Object.entries(value)) {
    const field = fieldNames.get(name.toLowerCase());
    if (field !== undefined && (typeof content === 'string' || typeof content === 'number')) {
      fields[field] ??= String(content);
    } else if (typeof content === 'object') lists.push([name, content]);
  }
  const nested = lists.flatMap(([name, content]) => {
    const isPlain = /^(questions|items|cards|notes|categories)$/i.test(name);
    const title = fields.category ?? fields.title;
    return ofJson(content, isPlain ? (title ?? category) : name, depth + 1);
  });
  // An object with questions in it is a category, whatever it calls its title.
  if (nested.length > 0) return nested;
  return fields.title === undefined ? [] : [question({ category, ...fields })];
}

function ofMarkdown(text: string): FoundQuestion[] {
  const draft = finish(readPackFile({ path: 'import.md', text }));
  const asPack = draft.questions.collections.flatMap(({ categories }) =>
    categories.flatMap(({ title = '', questions }) =>
      questions.map(one =>
        question({
          title: one.title,
          hint: one.hint ?? '',
          answer: questionBody(text, one.source),
          category: title,
        }),
      ),
    ),
  );
  const asList = ofList(text);
  // A list under a heading or two is meant as a list; headings with text below are questions.
  const answered = questionsOf(draft).some(one => one.hint !== undefined);
  return answered || draft.questions.bullets || asList.length <= asPack.length ? asPack : asList;
}

function ofList(text: string): FoundQuestion[] {
  const { blocks, lines } = readBlocks(text);
  let category = '';
  return blocks.flatMap(block => {
    if (block.type === 'heading') category = block.text;
    if (!isList(block)) return [];
    return listItems(block, lines).map(({ markdown, text: first }) => {
      const parts = splitBold(first);
      const below = markdown.split('\n').slice(first === '' ? 0 : first.split('\n').length);
      const answer = [parts?.rest ?? '', ...below].join('\n');
      return question({ title: parts?.bold ?? first, answer, category });
    });
  });
}
