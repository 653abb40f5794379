/** The rules for every built-in answer. Each returns problems with their lines. */
import MarkdownIt from 'markdown-it';
import { djangoReleases, parseFenceInfo } from '../../../src/study/markdown/fence';
import { parseAnswer, parsePack, questionBody, type PackFile } from '../../../src/study/pack';
import type { Answer, Question, Section, SectionKind } from '../../../src/study/question';

/** A question with its answer, as the rules read it. */
export interface Written {
  readonly question: Question;
  readonly answer: Answer;
}

/** A problem on a line of the question's file, counted from 0. */
export interface Finding {
  readonly line: number;
  readonly what: string;
}

export type Rule = (written: Written) => Finding[];

/** Splits a pack into its questions. */
export function readWritten(files: readonly PackFile[]): Written[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return parsePack(files)
    .collections.flatMap(({ categories }) => categories)
    .flatMap(({ questions }) => questions)
    .map(question => {
      const body = questionBody(texts.get(question.source.file)!, question.source);
      return { question, answer: parseAnswer(body, question.source.bodyLine) };
    });
}

const sectionTitles = [
  'In short',
  'In depth',
  'Key points',
  'Pitfalls',
  'Follow-up questions',
  'Read more',
];

export const sectionsInOrder: Rule = ({ question, answer }) => {
  const titles = answer.sections.map(({ title }) => title);
  if (titles.join() === sectionTitles.join()) return [];
  const what = `the sections are ${titles.join(', ') || 'missing'}, not ${sectionTitles.join(', ')}`;
  return [{ line: question.source.startLine, what }];
};

export const lengthInAll: Rule = ({ question, answer }) => {
  const words = answer.sections.reduce((sum, { markdown }) => sum + countWords(markdown), 0);
  return inRange(words, 400, 900, 'words without code', question.source.startLine);
};

export const inShort: Rule = written =>
  withSection(written, 'in-short', section => {
    const line = section.line;
    const spoken = tokensOf(section).every(({ type }) => !/fence|code_block|list|table/.test(type));
    const prose = spoken
      ? []
      : [{ line, what: 'In short is to be spoken: no code, list or table' }];
    return [...prose, ...inRange(countWords(section.markdown), 70, 150, 'words In short', line)];
  });

export const keyPoints: Rule = written =>
  withSection(written, 'key-points', section => [
    ...nothingButList(section),
    ...inRange(written.answer.keyPoints.length, 4, 7, 'key points', section.line),
  ]);

export const followUps: Rule = written =>
  withSection(written, 'follow-up-questions', section => [
    ...nothingButList(section),
    ...inRange(written.answer.followUps.length, 3, 5, 'follow-up questions', section.line),
    ...written.answer.followUps
      .filter(({ question, answer }) => !/[?.]$/.test(question) || countWords(answer) < 3)
      .map(({ question }) => ({
        line: section.line,
        what: `“${question}” is not a question in bold with an answer after it`,
      })),
  ]);

/** Sites of documentation and standards, each the official one for its subject. */
const sites = new Set(
  `agilemanifesto.org 12factor.net csrc.nist.gov developer.mozilla.org docs.allauth.org
  docs.ansible.com docs.aws.amazon.com docs.celeryq.dev docs.cloud.google.com docs.cypress.io
  docs.djangoproject.com docs.docker.com docs.github.com docs.graphene-python.org docs.python.org
  docs.saltproject.io docs.travis-ci.com gdpr-info.eu git-scm.com google.github.io grafana.com
  graphql.org gunicorn.org martinfowler.com matplotlib.org numpy.org owasp.org pandas.pydata.org
  playwright.dev prometheus.github.io prometheus.io react.dev redis.io scikit-learn.org
  scrumguides.org seaborn.pydata.org spec.openapis.org sre.google uvicorn.dev vuejs.org web.dev
  cheatsheetseries.owasp.org www.django-rest-framework.org www.djangoproject.com www.jenkins.io
  www.obeythetestinggoat.com www.pgbouncer.org www.postgresql.org www.rfc-editor.org
  www.selenium.dev www.w3.org`.split(/\s+/),
);

export const readMore: Rule = written =>
  withSection(written, 'read-more', section => {
    const links = linksOf(section);
    return [
      ...inRange(links.length, 2, 5, 'links to read more', section.line),
      ...links
        .filter(link => !isDocumentation(link.href))
        .map(({ href, line }) => ({ line, what: `${href} is on none of the documentation sites` })),
    ];
  });

export const linksAreSecure: Rule = ({ answer }) =>
  answer.sections.flatMap(section =>
    linksOf(section)
      .filter(({ href }) => !/^(https:\/\/|#)/.test(href))
      .map(({ href, line }) => ({ line, what: `${href} is not an https address` })),
  );

/** Lower-case names, otherwise indistinguishable from words. */
const lowerCaseNames = ['scikit-learn'];

/** Names in a hint: code in backticks, and capitalised words that do not start a sentence. */
export function namesIn(hint: string): string[] {
  const code = [...hint.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const words = hint
    .replace(/`[^`]+`/g, ' ')
    .split(/[\s,;()/]+/)
    .map(word => word.replace(/[.:]+$/, '').replace(/['’]s$/, ''));
  const names = words.filter((word, index) => {
    const inner = /[A-Z]/.test(word.slice(1));
    return inner || (index > 0 && /^[A-Z]/.test(word));
  });
  const lower = lowerCaseNames.filter(name => hint.includes(name));
  // A plural names the same thing: CDNs, ModelForms. "RESTful" also counts as REST.
  const singular = names.map(name =>
    /[A-Z]/.test(name.slice(1)) ? name.replace(/s$|ful$/, '') : name,
  );
  return [...new Set([...code, ...singular, ...lower])];
}

export const hintIsCovered: Rule = ({ question, answer }) => {
  const text = answer.sections
    .map(({ markdown }) => markdown)
    .join('\n')
    .toLowerCase();
  return namesIn(question.hint ?? '')
    .filter(name => !text.includes(name.toLowerCase()))
    .map(name => ({
      line: question.source.startLine,
      what: `the hint names ${name} and the answer does not`,
    }));
};

const languages = new Set(
  'python django html bash sql json yaml toml dockerfile nginx ini javascript graphql text po diff http'.split(
    ' ',
  ),
);

const attributeNames = ['title', 'norun', 'django'];

export const codeIsNamed: Rule = ({ answer }) =>
  answer.sections.flatMap(section =>
    tokensOf(section).flatMap(({ type, info, line }) => {
      if (type === 'code_block') return [{ line, what: 'this code is indented, not fenced' }];
      if (type !== 'fence') return [];
      const { language, attributes, rest } = parseFenceInfo(info);
      const known = [...attributes.keys()].filter(name => attributeNames.includes(name));
      if (!languages.has(language)) return [{ line, what: `“${language}” is no known language` }];
      if (rest !== '' || known.length !== attributes.size) {
        return [{ line, what: `“${info}” has more than a language, title, norun and django` }];
      }
      if (attributes.has('django') && djangoReleases(attributes.get('django')) === undefined) {
        return [{ line, what: `“${info}”: django is a release such as 6.0, or <6.0` }];
      }
      return [];
    }),
  );

/** Returns paragraphs that occur in several places, from 8 words on. */
export function duplicates(all: readonly Written[]): { written: Written; finding: Finding }[] {
  const seen = new Map<string, string>();
  return all.flatMap(written =>
    written.answer.sections.flatMap(section =>
      tokensOf(section).flatMap(({ type, content, line }) => {
        const key = content.toLowerCase().replace(/\s+/g, ' ').trim();
        const isLink = section.kind === 'read-more';
        if (type !== 'inline' || isLink || countWords(key) < 8) return [];
        const place = seen.get(key);
        seen.set(key, place ?? `${written.question.source.file}:${line + 1}`);
        const what = `this paragraph stands at ${place ?? ''} as well`;
        return place === undefined ? [] : [{ written, finding: { line, what } }];
      }),
    ),
  );
}

/** Counts spoken words: no code blocks, no addresses, no marks. */
export function countWords(markdown: string): number {
  return markdown
    .replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .split(/\s+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word)).length;
}

function inRange(
  count: number,
  least: number,
  most: number,
  what: string,
  line: number,
): Finding[] {
  if (count >= least && count <= most) return [];
  return [{ line, what: `${count} ${what}, not ${least} to ${most}` }];
}

function withSection(
  { question, answer }: Written,
  kind: SectionKind,
  check: (section: Section) => Finding[],
): Finding[] {
  const section = answer.sections.find(candidate => candidate.kind === kind);
  if (section) return check(section);
  return [{ line: question.source.startLine, what: `the section ${kind} is missing` }];
}

function nothingButList(section: Section): Finding[] {
  const top = tokensOf(section).filter(({ level, nesting }) => level === 0 && nesting >= 0);
  if (top.length === 1 && top[0]?.type === 'bullet_list_open') return [];
  return [{ line: section.line, what: `${section.title} is to be one list of bullets` }];
}

interface Piece {
  readonly type: string;
  readonly level: number;
  readonly nesting: number;
  readonly info: string;
  readonly content: string;
  readonly hrefs: readonly string[];
  /** In the question's file, from 0. */
  readonly line: number;
}

const reader = new MarkdownIt();

/** The blocks of a section according to markdown-it, each with its line. */
export function tokensOf(section: Section): Piece[] {
  // A section's text starts below its heading, after one blank line.
  const first = section.line + 2;
  return reader.parse(section.markdown, {}).map(token => ({
    type: token.type,
    level: token.level,
    nesting: token.nesting,
    info: token.info.trim(),
    content: token.content,
    hrefs: (token.children ?? []).flatMap(child =>
      child.type === 'link_open' ? [String(child.attrGet('href'))] : [],
    ),
    line: first + (token.map?.[0] ?? 0),
  }));
}

function linksOf(section: Section): { href: string; line: number }[] {
  return tokensOf(section).flatMap(({ hrefs, line }) => hrefs.map(href => ({ href, line })));
}

function isDocumentation(href: string): boolean {
  const { protocol, hostname } = new URL(href);
  return protocol === 'https:' && (sites.has(hostname) || hostname.endsWith('.readthedocs.io'));
}
