import assert from 'node:assert/strict';
import { parseAnswer, parsePack, questionBody } from '../../src/study/pack';
import type { Answer, Question } from '../../src/study/question';
import { readPackFolder, readText } from './repository';

/** Where an answer may send its reader: documentation, standards, and the sites of tools it names. */
const allowedHosts = JSON.parse(readText('test/fixtures/documentation-hosts.json')) as string[];
const frozenIds = JSON.parse(readText('test/fixtures/question-ids.json')) as string[];
const languages = new Set(
  'python django html bash sql json yaml toml dockerfile nginx ini javascript graphql text po diff http'.split(
    ' ',
  ),
);
const order = [
  'In short',
  'In depth',
  'Key points',
  'Pitfalls',
  'Follow-up questions',
  'Read more',
];

const files = readPackFolder('questions');
const texts = new Map(files.map(({ path, text }) => [path, text]));
const entries = parsePack(files).collections.flatMap(({ categories }) =>
  categories.flatMap(({ questions }) =>
    questions.map(question => {
      const body = questionBody(texts.get(question.source.file)!, question.source);
      return { question, body, answer: parseAnswer(body, question.source.bodyLine) };
    }),
  ),
);

const at = ({ source, id }: Question, line = source.startLine) =>
  `questions/${source.file}:${line + 1} (${id})`;
const section = (answer: Answer, title: string) =>
  answer.sections.find(one => one.title === title)?.markdown ?? '';
const withoutCode = (markdown: string) => markdown.replace(/^ *```[\s\S]*?^ *```$/gm, '');
/** Words as one would count them aloud: the addresses of links are not read. */
const words = (markdown: string) =>
  withoutCode(markdown)
    .replace(/\]\([^)]*\)/g, ']')
    .split(/\s+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word)).length;
const bullets = (markdown: string) => markdown.split('\n').filter(line => /^[-*] /.test(line));

/** Runs a check over all answers and names each one that fails it. */
function everyAnswer(check: (entry: (typeof entries)[number]) => string[]): void {
  const wrong = entries.flatMap(entry =>
    check(entry).map(what => `${at(entry.question)}: ${what}`),
  );
  assert.deepEqual(wrong, []);
}
const unless = (holds: boolean, what: string) => (holds ? [] : [what]);
const within = (count: number, least: number, most: number, what: string) =>
  unless(count >= least && count <= most, `${count} ${what}, not ${least} to ${most}`);

describe('the answers', () => {
  it('are for the questions whose ids were given for ever', () => {
    assert.deepEqual(
      entries.map(({ question }) => question.id),
      frozenIds,
    );
  });

  it('have the six sections in their order', () => {
    everyAnswer(({ answer }) => {
      const titles = answer.sections.map(one => one.title).filter(title => title !== '');
      return unless(titles.join() === order.join(), `the sections are ${titles.join(', ')}`);
    });
  });

  it('can be said in 30 to 60 seconds, and read in a few minutes', () => {
    everyAnswer(({ answer, body }) => [
      ...within(words(section(answer, 'In short')), 70, 150, 'words in short'),
      ...within(words(body), 400, 900, 'words in all'),
      ...unless(!section(answer, 'In short').includes('```'), 'code in short'),
    ]);
  });

  it('have their key points, answered follow-up questions and links in number', () => {
    everyAnswer(({ answer }) => [
      ...within(answer.keyPoints.length, 4, 7, 'key points'),
      ...within(answer.followUps.length, 3, 5, 'follow-up questions'),
      ...answer.followUps
        .filter(({ question, answer: text }) => words(question) < 2 || words(text) < 3)
        .map(({ question }) => `no answer to "${question}"`),
      ...within(bullets(section(answer, 'Read more')).length, 2, 5, 'links to read more'),
    ]);
  });

  it('link to documentation by https only', () => {
    everyAnswer(({ body }) =>
      [...withoutCode(body).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, address = '']) => {
        if (address.startsWith('#')) return [];
        if (!URL.canParse(address)) return [`no address: ${address}`];
        const { protocol, host } = new URL(address);
        return unless(protocol === 'https:' && allowedHosts.includes(host), `a link to ${address}`);
      }),
    );
  });

  it('speak of each tool that the hint names', () => {
    everyAnswer(({ question, body }) => {
      const hint = question.hint ?? '';
      const quoted = [...hint.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      // A capital inside a sentence: a name, such as Celery, SaltStack, JWT.
      const named = [...hint.matchAll(/(?<=[a-z,(/]\s?)\b[A-Z][A-Za-z]+\b/g)].map(([name]) => name);
      return [...quoted, ...named]
        .filter(name => !body.toLowerCase().includes(name.toLowerCase().replace(/s$/, '')))
        .map(name => `no word of ${name}`);
    });
  });

  it('name the language of every code block, and nothing but title and norun', () => {
    everyAnswer(({ body }) => {
      const fences = body.split('\n').filter(line => /^ *```/.test(line));
      return fences.flatMap((line, i) => {
        if (i % 2 === 1) return unless(/^ *```$/.test(line), `the fence ${line} is not closed`);
        const known = /^ *```([a-z]+)((?: (?:title|norun)="[^"]+")*)$/.exec(line);
        return unless(known !== null && languages.has(known[1]!), `the fence ${line}`);
      });
    });
  });

  it('repeat no paragraph of one another', () => {
    const first = new Map<string, string>();
    everyAnswer(({ question, body }) =>
      withoutCode(body)
        .split(/\n\s*\n/)
        .map(paragraph => paragraph.trim().replace(/\s+/g, ' '))
        .filter(paragraph => paragraph.length > 80)
        .flatMap(paragraph => {
          const other = first.get(paragraph);
          first.set(paragraph, question.id);
          return unless(
            other === undefined,
            `"${paragraph.slice(0, 40)}…" is in ${other ?? ''} too`,
          );
        }),
    );
  });
});
