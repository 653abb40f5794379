/**
 * Questions as a text file for Anki (2.1.54 or newer). As in its manual, file headers name the
 * separator, the note type and the columns of deck and tags; the first field is our own id, by
 * which Anki updates an existing note and keeps its schedule. Source: docs.ankiweb.net, "Importing:
 * Text Files".
 */
import Papa from 'papaparse';
import { harmlessCell, harmlessHtml } from './cells';
import { answerHtml, hintHtml, titleHtml, type ExportedQuestion } from './question';
import { escapeHtml } from '../html';
import { finish, type Steps } from '../steps';

/** The note type the file asks for; Anki uses the selected one if it has none by this name. */
export const ankiNoteType = 'Django Interview';
/** The columns in order; the first four are the fields of the note type. */
export const ankiColumns = ['Id', 'Question', 'Hint', 'Answer', 'Deck', 'Tags'] as const;

/** A backslash, and a character that cannot be seen: together they begin no formula of Anki's. */
export const harmlessBackslash = '\\\u2060';

/** The text of the file. */
export function ankiFile(questions: readonly ExportedQuestion[]): string {
  return finish(ankiFileInSteps(questions));
}

/** `ankiFile` in steps of a question. */
export function* ankiFileInSteps(questions: readonly ExportedQuestion[]): Steps<string> {
  const headers = [
    '#separator:tab',
    '#html:true',
    `#notetype:${ankiNoteType}`,
    `#columns:${ankiColumns.join('\t')}`,
    `#deck column:${ankiColumns.indexOf('Deck') + 1}`,
    `#tags column:${ankiColumns.indexOf('Tags') + 1}`,
  ];
  const rows: string[][] = [];
  for (const exported of questions) {
    rows.push([
      ...[
        escapeHtml(exported.question.id),
        titleHtml(exported),
        hintHtml(exported),
        answerHtml(exported),
      ].map(html => harmlessHtml(withoutMath(withoutAnkiTags(html)))),
      harmlessCell(deckOf(exported)),
      harmlessCell(tagOf(exported)),
    ]);
    yield;
  }
  const text = Papa.unparse(rows, { delimiter: '\t', newline: '\n', quotes: true });
  return `${headers.join('\n')}\n${text}\n`;
}

/**
 * HTML in which Anki finds none of its tags: `[latex]` starts LaTeX, which may read files, and
 * `[sound:…]` a player. It looks for them in the text of a field as it is, before entities are read.
 */
function withoutAnkiTags(html: string): string {
  return html.replace(/\[(?=\/?(?:latex|\$|sound:|anki:))/gi, '&#91;');
}

/** Code, in which Anki typesets no formula. */
const code = /(<(?:pre|code)\b[^]*?<\/(?:pre|code)>)/;

/**
 * HTML in which Anki finds no formula to typeset, since one may have links that run a script. Formulas
 * are shown as they are written here, too.
 */
function withoutMath(html: string): string {
  return html
    .split(code)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\\(?=[([])/g, harmlessBackslash)))
    .join('');
}

/** A deck below another is named `Above::Below`. */
function deckOf({ collection, category }: ExportedQuestion): string {
  const parts = ['Django Interview', collection.title, category.title];
  return parts.map(part => part.replace(/:{2,}/g, ':').replace(/\s+/g, ' ').trim()).join('::');
}

/** Tags have no spaces and are nested like decks. */
function tagOf({ category }: ExportedQuestion): string {
  return `django-interview::${category.id.replace(/\//g, '::').replace(/\s+/g, '-')}`;
}
