/**
 * The answer of a question that an object holds: its options, the right ones marked, and why. JSON
 * has such objects, and tables with a column for each option are read as them. Reading options is in
 * `quizOptions.ts`, finding the right ones in `rightOptions.ts`.
 */
import { codeBlock } from '../pack/write';
import { isObject } from '../values';
import { fieldOf, isWeak } from './names';
import { plainToMarkdown } from './plainText';
import {
  asides,
  codeNames,
  explanationNames,
  optionNames,
  rightNames,
  scalars,
  withLineEnds,
} from './quizFields';
import { lettersOf, quizFieldsOf } from './quizOptions';
import { quizIn } from './rightOptions';

/**
 * The answer, with the code that is asked about, the options, the right ones, and why.
 *
 * @param toMarkdown converts a text
 */
export function answerIn(
  object: Readonly<Record<string, unknown>>,
  firstOption: 0 | 1 | undefined,
  toMarkdown = plainToMarkdown,
): string {
  const entries = quizFieldsOf(object);
  const parts = entries.flatMap(([name, content]) => {
    const isCode = codeNames.test(name) && typeof content === 'string' && content.trim() !== '';
    return isCode ? [codeBlock(withLineEnds(content).replace(/^\s*\n/, ''), '')] : [];
  });
  // What is called the answer comes before what describes it.
  const answers = entries.filter(
    ([name]) => fieldOf(name) === 'answer' && !explanationNames.test(name),
  );
  const ordered = [
    ...answers.filter(([name]) => !isWeak(name)),
    ...answers.filter(([name]) => isWeak(name)),
  ];
  const { options, only, beside } = quizIn(entries, firstOption);
  if (options.length > 0) {
    const letters = lettersOf(entries);
    const items = options.map(({ text, isRight }) =>
      optionItem(`${letters.get(text) ?? ''}${text}`, isRight, toMarkdown),
    );
    parts.push(items.join('\n'), ...beside.map(toMarkdown));
    for (const [name, content] of ordered)
      if (!optionNames.test(name) && !rightNames.test(name))
        parts.push(...textsIn(content, toMarkdown));
  } else if (only !== undefined) {
    parts.push(toMarkdown(only));
  } else {
    for (const [, content] of ordered) parts.push(...textsIn(content, toMarkdown));
    if (parts.length === 0) parts.push(...beside.map(toMarkdown));
  }
  for (const [name, content] of entries) {
    if (!explanationNames.test(name)) continue;
    parts.push(
      ...(isObject(content) ? textsIn(content, toMarkdown) : scalars(content).map(toMarkdown)),
    );
  }
  return parts.filter(part => part !== '').join('\n\n');
}

/** The Markdown of an answer: of a list of texts as items, of objects with all that they say. */
function textsIn(content: unknown, toMarkdown: typeof plainToMarkdown): string[] {
  const all = Array.isArray(content) ? (content as unknown[]).slice(0, 200) : [content];
  if (!all.some(isObject)) {
    const texts = scalars(content);
    return texts.length > 1
      ? [texts.map(text => `- ${inline(text, toMarkdown)}`).join('\n')]
      : texts.map(toMarkdown);
  }
  return all.flatMap(item =>
    isObject(item)
      ? Object.entries(item).flatMap(([name, own]) =>
          typeof own === 'string' && codeNames.test(name) && own.trim() !== ''
            ? [codeBlock(withLineEnds(own), '')]
            : (typeof own === 'string' && !asides.test(name)) || Array.isArray(own)
              ? scalars(own).map(toMarkdown)
              : [],
        )
      : scalars(item).map(toMarkdown),
  );
}

/** An option as an item; one of several lines, such as code, stays as it is. */
function optionItem(text: string, isRight: boolean, toMarkdown: typeof plainToMarkdown): string {
  if (!text.trim().includes('\n') || isWrapped(text)) {
    const words = inline(text, toMarkdown);
    return isRight ? `- **${words}** ✓` : `- ${words}`;
  }
  const lines = toMarkdown(text).replace(/^/gm, '  ');
  return `- ${isRight ? '**✓**' : '✗'}\n\n${lines}\n`;
}

/** Whether a text goes on where a line ends, as in narrow cells: `in the high\nroad`. */
function isWrapped(text: string): boolean {
  const lines = text.trim().split('\n', mostWrapped + 1);
  return (
    lines.length <= mostWrapped &&
    !/[=;{}<>`_]/.test(text) &&
    lines.every((line, index) => index === 0 || /^\s?\p{Ll}/u.test(line)) &&
    lines
      .slice(0, -1)
      .every(line => /\S\s\S+\s\S.*[\p{L}\d,]\s?$/u.test(line.slice(0, longestWrapped)))
  );
}

/** Maximum number of lines of a wrapped text, and of characters that are looked at in each. */
const mostWrapped = 8;
const longestWrapped = 200;

/** A text in an item: its own lines as one, and breaks that it is converted to below its start. */
function inline(text: string, toMarkdown: typeof plainToMarkdown): string {
  const markdown = toMarkdown(text);
  return text.includes('\n') ? markdown.replace(/\\?\n/g, ' ') : markdown.replaceAll('\n', '\n  ');
}
