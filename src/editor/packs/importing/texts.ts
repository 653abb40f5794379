/** Messages about the files of an import. */
import * as vscode from 'vscode';
import type { Found, LeftOut, Reading } from '../../../study/importing';
import type { LeftOutReason, Oddity } from '../../../study/importing/found';
import type { Field } from '../../../study/importing/names';

/** Why nothing in a file can be imported, and what to do. */
export function failureText(failure: NonNullable<Found['failure']>, name: string): string {
  switch (failure) {
    case 'too-large':
      return vscode.l10n.t('{0} has more than 5 MB. Divide it and import its parts.', name);
    case 'not-json':
      return vscode.l10n.t(
        '{0} is not valid JSON. Open it in an editor to see where it breaks.',
        name,
      );
    case 'links':
      return vscode.l10n.t(
        '{0} has links to other pages and no questions. Import the pages that it links to.',
        name,
      );
    case 'nothing':
      return vscode.l10n.t(
        'There are no questions in {0}. A table needs a column “question”, Markdown a list or headings.',
        name,
      );
  }
}

/** What a reading treats as questions. */
export function readingName({ shape, level }: Reading): string {
  switch (shape) {
    case 'pack':
      return vscode.l10n.t('a question pack');
    case 'headings':
      return vscode.l10n.t('headings of level {0}', level);
    case 'question-headings':
      return level === 0
        ? vscode.l10n.t('headings that are questions')
        : vscode.l10n.t('numbered headings');
    case 'numbers':
      return level === 0
        ? vscode.l10n.t('numbered lines in bold')
        : level === 1
          ? vscode.l10n.t('numbered lines that are questions')
          : vscode.l10n.t('numbered lines');
    case 'bold':
      return level === 0
        ? vscode.l10n.t('bold lines that are questions')
        : vscode.l10n.t('bold lines');
    case 'list':
      return level === 0
        ? vscode.l10n.t('list items')
        : level === 1
          ? vscode.l10n.t('items of nested lists')
          : level === 2
            ? vscode.l10n.t('list items with the text below them')
            : vscode.l10n.t('all list items with the text below them');
    case 'details':
      return vscode.l10n.t('foldable answers');
    case 'labels':
      return level === 0
        ? vscode.l10n.t('“Q:” and “A:”')
        : vscode.l10n.t('options above the number of the right one');
    case 'flashcards':
      return vscode.l10n.t('flashcards in notes');
    case 'table':
    case 'columns':
      return vscode.l10n.t('a table');
    case 'fences':
      return vscode.l10n.t('blocks of code that are questions');
    case 'paragraphs':
      return level === 0
        ? vscode.l10n.t('paragraphs that are questions')
        : vscode.l10n.t('the first paragraphs between rules');
    case 'lines':
      return vscode.l10n.t('one question a line');
    case 'json':
      return 'JSON';
    case 'gift':
      return 'GIFT';
    case 'anki':
      return vscode.l10n.t('Anki notes');
  }
}

/** How much was skipped and why, in one sentence. */
export function leftOutText(leftOut: readonly LeftOut[]): string {
  const counts = new Map<LeftOutReason, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => reasonText(reason, count));
  return vscode.l10n.t('Left out: {0}.', parts.join(', '));
}

function reasonText(reason: LeftOutReason, count: number): string {
  switch (reason) {
    case 'duplicate':
      return vscode.l10n.t('repeated: {0}', count);
    case 'empty':
      return vscode.l10n.t('without a question: {0}', count);
    case 'unwritten':
      return vscode.l10n.t('answers still to be written: {0}', count);
    case 'contents':
      return vscode.l10n.t('tables of contents: {0}', count);
    case 'links':
      return vscode.l10n.t('lists of links: {0}', count);
    case 'too-many':
      return vscode.l10n.t('over the limit of a pack: {0}', count);
    case 'media':
      return vscode.l10n.t('pictures and sounds: {0}', count);
    case 'translation':
      return vscode.l10n.t('in a further language: {0}', count);
  }
}

/** One skipped part, and why. */
export function leftOutLine({ reason, line, text }: LeftOut): {
  readonly label: string;
  readonly description: string;
} {
  const why = whyLeftOut(reason);
  return {
    label: text === '' ? '…' : text,
    description: line === undefined ? why : vscode.l10n.t('{0}, line {1}', why, line),
  };
}

function whyLeftOut(reason: LeftOutReason): string {
  switch (reason) {
    case 'duplicate':
      return vscode.l10n.t('repeated');
    case 'empty':
      return vscode.l10n.t('without a question');
    case 'unwritten':
      return vscode.l10n.t('answer still to be written');
    case 'contents':
      return vscode.l10n.t('table of contents');
    case 'links':
      return vscode.l10n.t('links to other pages');
    case 'too-many':
      return vscode.l10n.t('over the limit of a pack');
    case 'media':
      return vscode.l10n.t('picture or sound');
    case 'translation':
      return vscode.l10n.t('in a further language');
  }
}

/** Irregularities that were read nevertheless. */
export function oddityText({ kind, line }: Oddity): string {
  if (kind === 'surplus')
    return vscode.l10n.t(
      'Line {0} has more cells than there are columns; a cell may lack quotation marks.',
      line,
    );
  return vscode.l10n.t(
    'The quotation mark on line {0} is never closed, so it was read as text.',
    line,
  );
}

/** The possible meanings of a table's column. */
export function columnNames(): readonly {
  readonly field: Field | undefined;
  readonly label: string;
}[] {
  return [
    { field: 'title', label: vscode.l10n.t('Question') },
    { field: 'answer', label: vscode.l10n.t('Answer') },
    { field: 'hint', label: vscode.l10n.t('Hint') },
    { field: 'category', label: vscode.l10n.t('Category') },
    { field: undefined, label: vscode.l10n.t('Leave out') },
  ];
}
