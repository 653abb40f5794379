/** Reads a page, and what is passed over in it: tables of contents, credits, links elsewhere. */
import type { Steps } from '../steps';
import { keysIn } from './answerKeys';
import type { LeftOut } from './found';
import { withoutFrontMatter } from './frontMatter';
import { isEmpty, longestLine, readLines, type Line } from './lines';
import { linesInStep, type Candidate, type Page } from './shape';
import { linkedName } from './shapes/links';
import { areCredits, isApparatus, isTask, lettersOf, likeness, surely } from './titles';
import { undress } from './undress';

/** Reads the lines of a normalised Markdown text, and which of them no reading may explain. */
export function* readPage(text: string): Steps<Page> {
  const content = withoutFence(withoutFrontMatter(text));
  const lines = yield* readLines(content);
  yield;
  const leftOut: LeftOut[] = [];
  const passedOver = new Set<number>();
  const telling = [0];
  const marked: number[] = [];
  /** The links of each group, the empty one that of all. */
  const alike = new Map<string, { links: number; asking: number }>();
  /** Whether a heading within the page says that questions are below it. */
  let areQuestions = false;
  const kinds: ReturnType<typeof passedOverFor>[] = [];
  const groups: (readonly string[])[] = [];
  let areElsewhere = false;
  /** The links to other pages, the parts they are in, and how many lines tell something. */
  const links = new Set<number>();
  const parts = new Set<number>();
  let [part, told] = [0, 0];
  const entries = yield* entriesIn(lines);
  let [answered, headings]: (ReadonlySet<string> | undefined)[] = [];
  // An entry that also leads to the answers of its section.
  const isEntryOf = ({ mark, opaque }: Line) => {
    if (!mark || opaque || !mark.rest.includes('](#')) return false;
    const name = entryWithAnswers.exec(mark.rest)?.[1];
    return name !== undefined && (headings ??= headingsOf(lines)).has(lettersOf(name));
  };
  // A link to another file, where the page has the answer itself.
  const isAnsweredBelow = (line: Line) =>
    isFileLink(line) && (answered ??= answeredIn(lines)).has(lettersOf(linkOf(line)));
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    if (line.level > 0) {
      areElsewhere = areCredits(line.title);
      areQuestions = line.level > 1 && /\bquestions\b/i.test(line.heading);
      part = index;
    }
    const isEntry = entries.has(index) || isAnsweredBelow(line) || isEntryOf(line);
    const found = isEntry ? 'contents' : line.opaque ? undefined : passedOverFor(line);
    // Below "Further reading", a link that asks is an article, too.
    const kind = found === 'asking' && areElsewhere ? 'links' : found;
    kinds.push(kind);
    const isLink = kind === 'links' || kind === 'asking';
    if (line.level === 0 && !areElsewhere && kind !== 'contents' && /\S/.test(line.text)) {
      told++;
      if (linkedName(line) !== undefined) {
        links.add(index);
        parts.add(part);
      }
    }
    const own = isLink && !areElsewhere ? groupsOf(line) : none;
    groups.push(own);
    for (const group of isLink ? ['', ...own] : none) {
      const counted = alike.get(group) ?? { links: 0, asking: 0 };
      const asks = kind === 'asking' || (own.length > 0 && isTask(linkOf(line)));
      // There, the terms among links to files are questions if others ask.
      if (asks || !areQuestions || group !== nearby) counted[asks ? 'asking' : 'links']++;
      alike.set(group, counted);
    }
  }
  // Among links to articles, one whose title begins with "What" is another article.
  const all = alike.get('');
  const areArticles = all !== undefined && all.links > leastShare * all.asking;
  // Among alike links that ask, the others are questions, too.
  const isAskedIn = (group: string) => {
    const { links, asking } = alike.get(group) ?? { links: 0, asking: 0 };
    return asking >= leastAlike && asking >= mostOthers * links;
  };
  // Links and nothing else below several headings are what there is to study, not what there is to
  // read besides questions.
  const isStudied =
    links.size >= Math.max(leastStudied, mostStudied * told) &&
    parts.size > 1 &&
    ![...alike.keys()].some(isAskedIn) &&
    (yield* askedIn(lines)) < Math.max(leastAsked, leastAskedShare * links.size);
  if (!isStudied) links.clear();
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    if (line.level > 0 || line.label) marked.push(index);
    const before = telling[index] ?? 0;
    telling.push(before);
    if (line.comment || line.text.trim() === '') continue;
    const kind = kinds[index];
    const isQuestion =
      !areArticles && (kind === 'asking' || groups[index]?.some(isAskedIn) === true);
    const reason = isQuestion ? undefined : kind === 'asking' ? 'links' : kind;
    const isTopic = links.has(index);
    if (reason === undefined || isTopic) telling[index + 1] = before + 1;
    if (reason === undefined) continue;
    passedOver.add(index);
    if (isTopic) continue;
    const last = leftOut.at(-1);
    // A table of contents counts as one omission, not fifty.
    if (last?.reason === reason && passedOver.has(index - 1)) continue;
    leftOut.push({ reason, line: index + 1, text: line.text.trim().slice(0, 80) });
  }
  const keys = yield* keysIn(lines);
  return { text: content, lines, marked, telling, leftOut, passedOver, keys, links };
}

/** The groups of most lines. */
const none: readonly string[] = [];

/** The most parts that are named: a person looks at no more. */
const mostNamed = 2000;

/** A line between a table's head and its rows. */
const tableRule = /^(?=[^-]*-)(?=[^|]*\|)[\s:|-]+$/;

/**
 * Names what belongs to none of a reading's questions and their answers: each part from one of them,
 * or a heading, to the next. It skips headings that are not questions, pictures, and repetitions of
 * a category, a question or a part already named.
 */
export function* belongingToNone(
  { lines, telling }: Page,
  taken: readonly Candidate[],
): Steps<LeftOut[]> {
  const found: LeftOut[] = [];
  /** How many candidates begin at each line, less how many end. */
  const changes = new Int32Array(lines.length + 1);
  const names = new Set<string>();
  let last = '';
  for (const [index, { question, start, end }] of taken.entries()) {
    if (index % linesInStep === linesInStep - 1) yield;
    changes[start] = (changes[start] ?? 0) + 1;
    changes[end] = (changes[end] ?? 0) - 1;
    names.add(lettersOf(question.title));
    if (question.category !== last) names.add(lettersOf((last = question.category)));
  }
  names.delete('');
  let [around, isNew] = [0, true];
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = lines[index];
    if (!line) continue;
    around += changes[index] ?? 0;
    if (around > 0 || line.level > 0) isNew = true;
    const { text } = line;
    if (!isNew || around > 0 || telling[index + 1] === telling[index]) continue;
    if (line.back || isEmpty(text)) continue;
    const words = text.slice(0, longestLine);
    const isAsking = line.level > 0 && likeness(undress(line.heading).title, false) >= surely;
    if (line.level > 0 && !isAsking) continue;
    if (tableRule.test(words) || tableRule.test(lines[index + 1]?.text.slice(0, longestLine) ?? ''))
      continue;
    const letters = lettersOf(shownIn(text));
    if (!line.opaque && (names.has(letters) || showsNoWords(line))) continue;
    found.push({ reason: 'empty', line: index + 1, text: text.trim().slice(0, 80) });
    if (found.length === mostNamed) break;
    if (letters !== '') names.add(letters);
    isNew = false;
  }
  return found;
}

/** The start of a line, without pictures and tags. */
function shownIn(text: string): string {
  const words = text.slice(0, longestLine).replace(/!\[[^[\]]*\]\([^()]*\)|<[^<>]*>/g, '');
  // Around a picture, a link has no words either.
  return words.replace(/\[\s*\]\([^()]*\)/g, '');
}

/** Whether a line is empty, or has nothing but marks and pictures. */
export function showsNoWords({ text, opaque }: Line): boolean {
  return isEmpty(text) || (!opaque && !/[\p{L}\p{N}]/u.test(shownIn(text)));
}

function headingsOf(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ heading }) => (heading ? [lettersOf(heading)] : [])));
}

/** The least number of lines that end in rising numbers of pages. */
const leastPages = 5;
/** How much of a line's end is searched for one, in characters. */
const longestPage = 20;

/**
 * The lines of tables of contents without links: items below a heading that says so, most of which
 * name other headings, and lines of a word processor that end in a tab or dots and a page, most
 * of which name other lines: questions may end in a year or in their number.
 */
function* entriesIn(lines: readonly Line[]): Steps<ReadonlySet<number>> {
  const found = new Set<number>();
  let headings: ReadonlySet<string> | undefined;
  const isHeading = (text: string) => (headings ??= headingsOf(lines)).has(lettersOf(text));
  let [last, named, inContents] = [0, 0, false];
  let [items, pages]: [number[], number[]] = [[], []];
  const runs: number[][] = [];
  const take = (all: readonly number[], isTable: boolean) => {
    if (isTable) for (const one of all) found.add(one);
  };
  for (let index = 0; index <= lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const { text = 'x', opaque = true, level = 1, names = true, mark } = lines[index] ?? {};
    if (level > 0) {
      take(items, named > 1 && named * 2 >= items.length);
      [items, named, inContents] = [[], 0, !names];
    } else if (inContents && mark) {
      items.push(index);
      if (isHeading(mark.rest)) named++;
    }
    const end = text.slice(-longestPage).trimEnd();
    if (index < lines.length && end === '') continue;
    const mayCount = !opaque && /\d$/.test(end);
    const page = mayCount ? /\S(?:\t| ?\.{3,} ?)(\d{1,4})$/.exec(end)?.[1] : undefined;
    if (page === undefined || Number(page) < last) {
      if (pages.length >= leastPages) runs.push(pages);
      pages = [];
    }
    if (page !== undefined) pages.push(index);
    last = Number(page ?? 0);
  }
  if (runs.length === 0) return found;
  const paged = new Set(runs.flat());
  const words = (at: number) => lettersOf(lines[at]?.text ?? '');
  const others = new Set<string>();
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    if (!paged.has(index)) others.add(words(index));
  }
  others.delete('');
  for (const run of runs)
    take(run, run.filter(at => others.has(words(at))).length * 2 >= run.length);
  return found;
}

/** The least number of alike links that ask, and how many there are for each other one. */
const leastAlike = 5;
const mostOthers = 2;

/** The words of an item that is only a link. */
function linkOf({ mark }: Line): string {
  return onlyLink.exec(mark?.rest.trim() ?? '')?.[1] ?? '';
}

/** The least number of links to study by, and their share of the lines. */
const leastStudied = 6;
const mostStudied = 0.75;
/**
 * The least number of questions that are not links in a list of questions, and how many they are to
 * each link: the page itself may begin with "What is it?" and "How to use it?".
 */
const leastAsked = 3;
const leastAskedShare = 1 / 16;

/** How many lines ask. */
function* askedIn(lines: readonly Line[]): Steps<number> {
  let asked = 0;
  for (const [index, line] of lines.entries()) {
    if (index % linesInStep === linesInStep - 1) yield;
    if (isAsked(line)) asked++;
  }
  return asked;
}

/** Whether a line is a heading, an item or a paragraph that asks, and no link. */
function isAsked(line: Line): boolean {
  const { level, heading, mark, text, opaque } = line;
  if (opaque || text.length > longestLine || text.includes('](') || text.includes('://'))
    return false;
  if (level === 0 && !mark) return /[?？؟](?:[*_]{1,3}|<\/\w+>){0,3}\s*$/.test(text.slice(-30));
  const { title, numbered } = undress(level > 0 ? heading : (mark?.rest ?? '').trim());
  return likeness(title, numbered) >= surely;
}

/** Stands for the site of links to other files. */
const nearby = '#';

/** The least number of links to files whose questions the page answers itself. */
const leastAnswered = 3;

/** The wordings of headings with text below that are also those of links, if there are a few. */
function answeredIn(lines: readonly Line[]): ReadonlySet<string> {
  const answered = new Set<string>();
  let heading = '';
  for (const { level, text } of lines) {
    if (level > 0) heading = lettersOf(text);
    else if (/\S/.test(text)) answered.add(heading);
  }
  const isIn = (line: Line) => isFileLink(line) && answered.has(lettersOf(linkOf(line)));
  return lines.filter(isIn).length < leastAnswered ? new Set() : answered;
}

/** Whether an item is only a link that asks, to another file. */
function isFileLink(line: Line): boolean {
  if (line.mark === undefined || line.opaque || !line.text.includes('](')) return false;
  const [found, site] = target.exec(line.mark.rest) ?? [];
  return found !== undefined && site === undefined && passedOverFor(line) === 'asking';
}

/** What makes links alike: numbers, the same site, other files nearby. */
function groupsOf(line: Line): readonly string[] {
  const link = linkOf(line);
  if (link === '' || areCredits(link) || isApparatus(link) || serviceFile.test(line.text))
    return [];
  const [found, site = nearby] = target.exec(line.mark?.rest ?? '') ?? [];
  return [...(line.mark?.number === undefined ? [] : ['1.']), ...(found ? [site] : [])];
}

/** The site of a link, or another file. */
const target = /\]\((?:https?:\/\/([^()\s/]+)|(?!\w+:)[^()\s#]+(?:#[^()\s]+)?\))/;

/** How many links that ask nothing there are for each that seems to ask, in a list of articles. */
const leastShare = 3;

/**
 * `[Q](#q)` is a contents entry; `[Words](https://…)` leads elsewhere. `asking`: such a link with
 * the wording of a question.
 */
function passedOverFor({ text, mark, level }: Line): 'contents' | 'links' | 'asking' | undefined {
  if (text.length > longestLine || level > 0) return undefined;
  if (mark && /^<a href="#[^<>]*>[^<]*<\/a>\s*$/.test(mark.rest)) return 'contents';
  if (!text.includes('](') && !text.includes('] (') && !text.includes(']['))
    return mark && addressKind(mark.rest);
  const words = (mark?.rest.replace(/^\[[ xX]\]\s/, '') ?? text).trim();
  if (contentsEntry.test(words) || contentsRow.test(words)) return 'contents';
  const link = onlyLink.exec(words)?.[1];
  if (link === undefined || mark === undefined) return undefined;
  const { title, numbered } = undress(link);
  return likeness(title, numbered) >= surely && !serviceFile.test(words) ? 'asking' : 'links';
}

/** At the end of a link to a file that is about a repository; in folders, a README may be an answer. */
const serviceFile =
  /(?:\((?:\.{0,2}\/)*readme|[(/](?:licen[cs]e|contributing|changelog|code[_-]of[_-]conduct))(?:\.\w{1,8}){0,2}\)\W*$/i;

/** A link's text, which may have brackets inside. */
const linkText = String.raw`\[((?:[^[\]]|\[[^[\]]*\])*)\]`;
const contentsEntry = new RegExp(
  String.raw`^(?:\*\*|<b>)?(?:\d{1,4}[.)]?\s?)?${linkText}\(#[^)\s]*\)(?:\{#[^{}\s]*\})?(?:[\s*.]|</b>)*(?:-\s\d+\s\w+\.?)?(?:!\[[^[\]]*\](?:\[[^[\]]*\]|\([^()\s]*\)))?$`,
);
const entryWithAnswers = new RegExp(
  String.raw`^\*{0,2}${linkText}\(#[^)\s]*\)\*{0,2}\s[-–—]\s\*?\[[^[\]]{1,40}\]\([^)\s]*\)\*?\s*$`,
);
/** The rows of a contents table: | 1 | [What is it?](#what-is-it) | Basic | */
const contentsRow = new RegExp(String.raw`^\|[^[\]]*${linkText}\(#[^)\s]*\)[^[\]]*$`);
/**
 * Also by a reference, or with the address of someone's page: [Contents][contents],
 * [Ann](https://example.org) - https://ann.example
 */
const onlyLink = new RegExp(
  String.raw`^${linkText}(?:\((?!#)[^)\s]*\)|\s?\(\s?https?:[^)\s]*\s?\)|\[[^[\]]*\])\s?[.]?(?:\s[-–—]\s<?https?:\/\/[^\s<>]+>?)?$`,
);
/** Also with a few words that say what is there: PDF: https://example.org/a.pdf */
const bareAddress = /^(?:([^:：]{1,60}?)\s?(?:[:：]|\s[-–—])\s)?<?https?:\/\/\S+\s*$/;

/** Whether an item's text is only an address; what asks is a question with its source. */
function addressKind(text: string): 'links' | undefined {
  const found = text.includes('://') ? bareAddress.exec(text) : null;
  return found && likeness(undress(found[1] ?? '').title, false) < surely ? 'links' : undefined;
}

/** The least number of lines that ask in a block which is not said to be Markdown. */
const leastInFence = 3;

/** A file that is one block, as chats give it, or has only headings above, without its fences. */
function withoutFence(text: string): string {
  const [start, above = '', kind] = /^((?:[ \t]*(?:#.*)?\n)*)[ \t]*```(.*)\n/.exec(text) ?? [];
  const content = text.trimEnd();
  if (start === undefined || !content.endsWith('\n```')) return text;
  const inside = content.slice(start.length, -3);
  const isPlain = () =>
    /^(?:te?xt)?$/i.test(kind?.trim() ?? '') &&
    !inside.includes('```') &&
    (inside.match(/[?？][ \t]*$/gm) ?? []).length >= leastInFence;
  return /^(?:markdown|md)\s*$/i.test(kind ?? '') || isPlain() ? `${above}\n${inside}` : text;
}
