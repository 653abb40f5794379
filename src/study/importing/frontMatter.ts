/** The lines between two `---` at the top of a file: metadata, or the questions of a page. */
import { dedent } from './lines';

/**
 * A normalised text with its front matter blanked out, line by line; a list of `question:` and
 * `answer:` in it becomes `Q:` and `A:`.
 */
export function withoutFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---\n', 3);
  const data = end === -1 ? [] : text.slice(4, end).split('\n');
  const isData = data.length > 0 && data.every(line => /^(?:\s|#|-\s|[\w.-]+\s?:|$)/.test(line));
  return isData ? ['', ...questionsIn(data), text.slice(end + 5)].join('\n') : text;
}

/** `  - question: What?`, also with its text further in on the lines below. */
const field = /^(\s*(?:- +)?)(question|answer):\s*(?:[|>][-+]?$)?/;

/** The least number of questions that are a list. */
const leastQuestions = 2;

/** The lines and the one that closes them. */
function questionsIn(data: readonly string[]): readonly string[] {
  const asked = data.filter(line => field.exec(line)?.[2] === 'question').length;
  const isList = asked >= leastQuestions;
  /** The columns before the last name, while its text goes on. */
  let indent = Infinity;
  const lines = data.map(line => {
    const [name, before = ''] = (isList ? field.exec(line) : null) ?? [];
    if (name !== undefined) {
      indent = before.length;
      const rest = line.slice(name.length).trim();
      // The file that has it.
      if (/^[\w./-]+\.mdx?$/.test(rest)) return '';
      return `${name.includes('question') ? 'Q' : 'A'}: ${rest.replace(/^(["'])(.*)\1$/, '$2')}`;
    }
    if (line.trim() !== '' && line.search(/\S/) <= indent) indent = Infinity;
    return indent === Infinity ? '' : dedent(line, indent + 2);
  });
  // What is below belongs to no answer.
  return [...lines, isList ? '#' : ''];
}
