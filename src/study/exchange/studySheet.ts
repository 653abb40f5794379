/** Questions as a self-contained HTML page to print or read anywhere. */
import { renderBlock } from '../markdown/render';
import { answerHtml, groupBy, hintHtml, titleHtml, type ExportedQuestion } from './question';
import { sheetStyle, sheetStyleHash } from './sheetStyle';
import { escapeHtml } from '../html';
import { finish, type Steps } from '../steps';

/** The page's own texts, in the person's language, as plain text. */
export interface SheetTexts {
  /** The language of these texts, such as `en`. */
  readonly language: string;
  readonly title: string;
  /** A line under the title: number of questions and date. */
  readonly subtitle: string;
  readonly contents: string;
  readonly hint: string;
  readonly note: string;
  /** Whether it is a cheat sheet: short answers and key points, one category per page. */
  readonly isShort?: boolean;
}

/**
 * The page's text. Packs and notes are Markdown without raw HTML; in addition the page's own policy
 * allows no script, no connection, and only pictures embedded in the page.
 */
export function studySheet(questions: readonly ExportedQuestion[], texts: SheetTexts): string {
  return finish(studySheetInSteps(questions, texts));
}

/** `studySheet` in steps of a question. */
export function* studySheetInSteps(
  questions: readonly ExportedQuestion[],
  texts: SheetTexts,
): Steps<string> {
  const numbers = new Map(questions.map((exported, index) => [exported, index + 1]));
  const categories = groupBy(questions, ({ category }) => category);
  const entry = (exported: ExportedQuestion) =>
    `<li><a href="#q${numbers.get(exported) ?? 0}">${withoutLinks(titleHtml(exported))}</a></li>`;
  const contents = categories.map(({ group, questions }) => {
    const title = escapeHtml(group.title);
    const [first] = questions;
    // A cheat sheet has a page for each category, so its contents list those.
    return texts.isShort
      ? `<li><a href="#q${(first && numbers.get(first)) ?? 0}">${title}</a></li>`
      : `<li>${title}\n<ol>\n${questions.map(entry).join('\n')}\n</ol></li>`;
  });
  const body: string[] = [];
  for (const { group, questions: ofGroup } of categories) {
    body.push(`<section>\n<h2>${escapeHtml(group.title)}</h2>`);
    for (const exported of ofGroup) {
      body.push(questionHtml(exported, numbers.get(exported) ?? 0, texts));
      yield;
    }
    body.push('</section>');
  }
  return `<!doctype html>
<html lang="${escapeHtml(texts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${sheetStyleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(texts.title)}</title>
<style>${sheetStyle}</style>
</head>
<body${texts.isShort ? ' class="cheat"' : ''}>
<header>
<h1>${escapeHtml(texts.title)}</h1>
<p>${escapeHtml(texts.subtitle)}</p>
</header>
<nav aria-label="${escapeHtml(texts.contents)}">
<h2>${escapeHtml(texts.contents)}</h2>
<ul>
${contents.join('\n')}
</ul>
</nav>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function questionHtml(exported: ExportedQuestion, number: number, texts: SheetTexts): string {
  const hint = texts.isShort ? '' : hintHtml(exported);
  return [
    `<article id="q${number}">`,
    `<h3>${number}. ${titleHtml(exported)}</h3>`,
    ...(hint === ''
      ? []
      : [`<div class="hint"><strong>${escapeHtml(texts.hint)}</strong>${hint}</div>`]),
    answerHtml(exported, texts.isShort),
    ...(exported.note === '' || texts.isShort
      ? []
      : [
          `<aside class="note"><h4>${escapeHtml(texts.note)}</h4>${renderBlock(exported.note)}</aside>`,
        ]),
    '</article>',
  ].join('\n');
}

/** A link cannot be inside another. */
function withoutLinks(html: string): string {
  return html.replace(/<\/?a\b[^>]*>/g, '');
}
