/** `- Q`, `- **Q** answer`, `- **Term**: meaning`, `- Term — meaning`, with indented text below. */
import { isAnswerLabel } from '../body';
import { indentOf, isEmpty, longestLine, type Line, type Mark } from '../lines';
import { linesInStep, tellingLines, type Page, type Proposal, type Start } from '../shape';
import type { Steps } from '../../steps';
import { oneLine } from '../found';
import { areExercises, likeness, surely } from '../titles';
import { undress } from '../undress';
import { divided, isLink, leastWrapped } from './numbers';
import { isTopicAt, sectionsFrom } from './sections';
import { areTopic, topicsAbove } from './topics';
import { addTo } from '../grouping';

/** Lists nested deeper are part of an answer. */
const deepest = 2;

/** An item that encloses the line. */
interface Open {
  readonly indent: number;
  readonly width: number;
  readonly wording: string;
  /** The category it gives the items in it. */
  category?: string;
  /** The items in it. */
  readonly items: Start[];
}

/** A reading of the items at each depth; the parent items give the category. */
export function* listShape(page: Page): Steps<Proposal[]> {
  const byDepth: Start[][] = Array.from({ length: deepest }, () => []);
  /** The columns and wordings of the items enclosing the line. */
  const open: Open[] = [];
  /** The items, those at the margin and one deeper, with the items in them. */
  const parents = new Map<Start, readonly Start[]>();
  const hasItems = page.lines.some(({ mark }) => mark);
  const steps = new Set<number>();
  const children = hasItems ? yield* childrenByOne(page, steps) : steps;
  const ends = hasItems ? yield* endsOfLists(page, children) : [];
  const areAnswersBelow = hasItems && (yield* haveAnswersBelow(page));
  let isExercise = false;
  for (let index = 0; index < page.lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const line = page.lines[index];
    if (!line) continue;
    if (line.opaque) continue;
    const { mark, text } = line;
    if (line.level > 0) {
      open.length = 0;
      isExercise = areExercises(line.heading);
      continue;
    }
    if (!mark) {
      if (open.length === 0 || text.trim() === '') continue;
      // Text at the margin after a blank line ends the list.
      const isBlankAbove = (page.lines[index - 1]?.text ?? '').trim() === '';
      if (isBlankAbove && indentOf(text) < 2) open.length = 0;
      continue;
    }
    // A step of an answer.
    if (steps.has(index)) continue;
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= mark.indent) open.pop();
    // Nobody indents by less than two spaces, but below a question.
    while (!children.has(index) && open.length > 0 && mark.indent < (open.at(-1)?.indent ?? 0) + 2)
      open.pop();
    const depth = open.length;
    const parent = open.at(-1);
    const items: Start[] = [];
    open.push({ indent: mark.indent, width: mark.width, wording: mark.rest, items });
    // Below a label that is an item itself, items may be one deeper.
    const isRead = depth < deepest || (depth === deepest && isLabel(parent?.wording));
    if (!isRead || page.passedOver.has(index) || mark.rest.trim() === '') continue;
    const read = readItem(page, index, mark, ends, areAnswersBelow);
    const isTask = isExercise && depth === 0 && mark.number !== undefined;
    const start = isTask ? { ...read, asks: true } : read;
    const own = depth > 0 && parent ? { ...start, category: categoryOf(parent) } : start;
    byDepth[depth]?.push(own);
    parent?.items.push(own);
    if (depth < deepest) parents.set(own, items);
  }
  const ungrouped = withoutGroups(byDepth[0] ?? [], parents);
  if (ungrouped) byDepth[1] = ungrouped;
  const proposals: Proposal[] = [];
  for (const [level, starts] of byDepth.entries()) {
    const own = level === 0 ? withStrayText(page, starts) : starts;
    if (own.length > 0) proposals.push(yield* sectionsFrom('list', level, page, own));
  }
  for (const [index, starts] of withTextBelow(page, byDepth[0] ?? []).entries())
    proposals.push(yield* sectionsFrom('list', deepest + index, page, starts));
  return proposals;
}

/**
 * The least number of items that ask in a group and outside of all, that of links in a group, and
 * the share in a group.
 */
const leastAsking = 3;
const leastLinks = 2;
const mostAsking = 0.75;
/** Sentences, whose likeness is less, name no group. */
const leastName = 0.2;

/**
 * The items at the margin that ask, and those in the others, such as the days of a calendar; if
 * there are both.
 */
function withoutGroups(
  outer: readonly Start[],
  parents: ReadonlyMap<Start, readonly Start[]>,
): Start[] | undefined {
  const likely = ({ wording }: Start) =>
    likeness(undress(wording).title.replace(/[:：]$/, ''), false);
  const isAsking = (start: Start) => start.asks === true || likely(start) >= surely;
  const itemsOf = (start: Start) =>
    (parents.get(start) ?? []).flatMap((item, at, all) => {
      const own = isLabel(item.wording) ? (parents.get(item) ?? []) : [];
      const until = all[at + 1]?.line ?? Infinity;
      return own.length > 0
        ? own.map(one => ({ ...one, end: Math.min(until, one.end ?? until) }))
        : [item];
    });
  const groups = new Set(
    outer.filter(start => {
      const items = itemsOf(start);
      if (items.length === 0) return false;
      const areLinks = items.every(({ asks }) => asks);
      // A label names even one, if nothing else is below it.
      const isName = isLabel(start.wording) && !introduces.test(start.wording);
      const isNamed = isName && items.every(isAsking);
      const least = isNamed ? 1 : areLinks ? leastLinks : leastAsking;
      if (items.length < least || isAsking(start) || likely(start) < leastName) return false;
      const asking = items.filter(isAsking).length;
      return asking >= least && asking >= mostAsking * items.length;
    }),
  );
  const others = groups.size === 0 ? [] : outer.filter(start => !groups.has(start));
  if (others.filter(isAsking).length < leastAsking) return undefined;
  return outer.flatMap(start => (groups.has(start) ? itemsOf(start) : [start]));
}

/** "In this query:" is a part of what is asked below it. */
const introduces = /^(?:in|given|consider|for|with|using|after|if|when|suppose)\s/i;

/** Whether an item's wording ends in a colon, as `Motivation:` does. */
function isLabel(wording = ''): boolean {
  return /[:：]\s*$/.test(wording.slice(-longestEnd));
}

/** How many items must have text at the margin below them and another item after it. */
const leastWithText = 2;

/** How much of a line's end is looked at, in characters. */
const longestEnd = 40;

/**
 * The bullets that ask, and all of them, where the answers are between them without any
 * indentation; empty for other lists.
 */
function withTextBelow(page: Page, starts: readonly Start[]): readonly (readonly Start[])[] {
  const parts = partsIn(page, starts);
  // Numbers at the margin are steps of an answer.
  const bullets = starts.filter(
    ({ line }) => page.lines[line]?.mark?.number === undefined && !parts.has(line),
  );
  const asking = bullets.filter(({ wording }) => likeness(undress(wording).title, false) >= surely);
  const toNext = (start: Start): Start => ({ ...start, end: Infinity });
  const choices = asking.length === bullets.length ? [bullets] : [asking, bullets];
  return choices
    .filter(chosen => {
      const between = chosen
        .slice(1)
        .map((next, index) => textBetween(page, chosen[index], next, parts));
      if (between.includes('items')) return false;
      // Fast path: most lists have none.
      if (between.filter(one => one === 'text').length < leastWithText) return false;
      const topics = topicsAbove(page, chosen.map(toNext));
      const told = chosen.slice(1).flatMap(({ line }, at) => {
        const isTold = between[at] === 'text' && !topics.has(at + 1);
        return isTold ? [page.lines.slice(chosen[at]?.end ?? line, line)] : [];
      });
      // A quotation is an answer if most questions have one.
      const areMost = told.length * 2 > between.length;
      const isQuoted = (lines: readonly Line[]) =>
        lines.find(({ text }) => !isEmpty(text))?.text.startsWith('>') === true;
      const answers = told.filter(lines => areMost || !isQuoted(lines));
      return answers.length >= leastWithText;
    })
    .map(chosen => chosen.map(toNext));
}

/** `**Use:** …`, the name of a part that answers have. */
const partName = /^\*\*([^*:：]{1,40})(?:[:：]\*\*|\*\*\s?[:：])/;
/** How often such a name comes in a list. */
const leastParts = 3;

/** The lines of items with the names of parts of answers: bold ones that come again and again. */
function partsIn({ lines }: Page, starts: readonly Start[]): ReadonlySet<number> {
  const byName = new Map<string, number[]>();
  for (const { line } of starts) {
    const name = partName.exec(lines[line]?.mark?.rest ?? '')?.[1]?.toLowerCase();
    if (name === undefined) continue;
    addTo(byName, name, line);
  }
  return new Set([...byName.values()].filter(own => own.length >= leastParts).flat());
}

/** The items; one that asks and alone has no answer has the text at the margin below it. */
function withStrayText(page: Page, starts: readonly Start[]): readonly Start[] {
  const isAnswered = ({ first = '', body, end = body }: Start) =>
    first !== '' || tellingLines(page, body, end) > 0;
  return starts.map((start, index) => {
    const [above, next] = [starts[index - 1], starts[index + 1]];
    if (!above || !next || isAnswered(start) || !isAnswered(above) || !isAnswered(next))
      return start;
    const { body, end = body } = start;
    const isStray =
      likeness(undress(start.wording).title, false) >= surely &&
      textBetween(page, start, next) === 'text' &&
      !leadsOn(page.lines.slice(end, next.line)) &&
      page.lines.slice(above.line, next.line).every(({ level }) => level === 0);
    return isStray ? { ...start, end: next.line } : start;
  });
}

/** Whether lines between questions are about those below: a quotation, a topic, bold or one line. */
function leadsOn(lines: readonly Line[]): boolean {
  const [first, second] = lines.filter(({ text }) => !isEmpty(text));
  const words = first?.text.slice(0, longestLine).trim() ?? '';
  if (/^(?:>|([*_]{2})[^*_]+\1$)/.test(words)) return true;
  return second === undefined && (areTopic(words) || /\bquestions\b/i.test(words));
}

/** What there is between two items of a section: text at the margin, or other items at once. */
function textBetween(
  { lines, passedOver }: Page,
  start: Start | undefined,
  next: Start,
  parts: ReadonlySet<number> = new Set(),
): 'text' | 'items' | undefined {
  let [first, last] = [-1, -1];
  for (let at = start?.end ?? next.line; at < next.line; at++) {
    const line = lines[at];
    if (!line || line.level > 0) break;
    if (line.text.trim() === '' || passedOver.has(at)) continue;
    if (first === -1) first = at;
    last = at;
  }
  if (first === -1) return undefined;
  if (parts.has(first)) return 'text';
  if (lines[first]?.mark && lines[first]?.opaque === false) return 'items';
  if (first === last && isTopicAt(lines, first)) return undefined;
  // Words with a colon introduce the items below them.
  const end = lines[last]?.text.slice(-longestEnd) ?? '';
  return lines[last]?.mark === undefined && /[:：]\s*$/.test(end) ? undefined : 'text';
}

/**
 * Items that are one column further in than the question above, or count from one right below a
 * bullet where most bullets ask; and ask nothing themselves.
 *
 * @param steps is given those that count
 */
function* childrenByOne({ lines }: Page, steps: Set<number>): Steps<Set<number>> {
  const children = new Set<number>();
  let parent: Mark | undefined;
  let [bullets, asking, step, last] = [0, 0, NaN, -1];
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const { mark, opaque = true, level = 0 } = lines[index] ?? {};
    if (level > 0) step = NaN;
    if (opaque || !mark) continue;
    const { indent, number } = mark;
    if (number === 1 && indent === parent?.indent && last === index - 1) step = 1;
    if (number !== undefined && number === step && indent === parent?.indent && !asks(mark)) {
      steps.add(index);
      step++;
    } else if (indent !== (parent?.indent ?? NaN) + 1) {
      parent = mark;
      step = NaN;
      last = number === undefined ? index : -1;
      if (number === undefined && indent < 2) {
        bullets++;
        if (asks(mark)) asking++;
      }
    } else if (parent && asks(parent) && !asks(mark)) children.add(index);
  }
  if (asking * 2 <= bullets) steps.clear();
  for (const one of steps) children.add(one);
  return children;
}

function asks({ rest, number }: Mark): boolean {
  return likeness(rest.slice(0, 400), number !== undefined) >= surely;
}

/** Made once: thousands of items would each hold their own copy. */
function categoryOf(parent: Open): string {
  parent.category ??= oneLine(
    undress(parent.wording)
      .title.replace(/[*_`]/g, '')
      .replace(/[:：]\s*$/, ''),
  );
  return parent.category;
}

/** Longer text behind a topic, in characters, is more than a question. */
const longestQuestion = 200;

/** Minimum indentation of an item's text, in columns, by the width of the item's mark. */
const leastIndents = [1, 2];

/**
 * For each of `leastIndents` and each line: the next line where a list has ended. Computed once
 * from the end, since otherwise each of thousands of list items would scan the whole list.
 */
function* endsOfLists(
  { lines }: Page,
  children: ReadonlySet<number>,
): Steps<readonly Uint32Array[]> {
  /** For each line, the least indentation of the text of lists that end there. */
  const leasts = new Uint8Array(lines.length).fill(Math.max(...leastIndents) + 1);
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const { text = '', opaque = true, mark } = lines[index] ?? {};
    if (opaque || text.trim() === '') continue;
    if (mark && mark.indent < 2 && !children.has(index)) leasts[index] = 0;
    else if ((lines[index - 1]?.text ?? '').trim() === '')
      leasts[index] = Math.min(indentOf(text) + 1, leasts[index] ?? 0);
  }
  const ends: Uint32Array[] = [];
  for (const least of leastIndents) {
    const next = new Uint32Array(lines.length);
    let last = lines.length;
    for (let index = lines.length - 1; index >= 0; index--) {
      if (index % linesInStep === 0) yield;
      if ((leasts[index] ?? 0) <= least) last = index;
      next[index] = last;
    }
    ends.push(next);
  }
  return ends;
}

function isAsked(text: string): boolean {
  return /[?？.。]\**$/.test(text);
}

/** The least number of items with their answer on the next line, and their least share. */
const leastBelow = 5;
const mostBelow = 0.8;

/** After so many lines a paragraph is not judged again: none asks that late. */
const mostLinesAsked = 20;

/** Whether what follows items on the next line, at the margin, is nearly always below a `?`. */
function* haveAnswersBelow({ lines }: Page): Steps<boolean> {
  let [below, asked] = [0, 0];
  for (let index = 0; index < lines.length; index++) {
    if (index % linesInStep === linesInStep - 1) yield;
    const [line, next] = [lines[index], lines[index + 1]];
    if (line?.opaque !== false || !line.mark || next?.opaque !== false || next.mark) continue;
    if (!/^[^\s|<>]/.test(next.text) || next.level > 0) continue;
    below++;
    if (isAsked(line.mark.rest.slice(-longestEnd).trimEnd())) asked++;
  }
  return asked >= leastBelow && asked >= mostBelow * below;
}

function readItem(
  page: Page,
  index: number,
  { rest, width: indent }: Mark,
  ends: readonly Uint32Array[],
  areAnswersBelow: boolean,
): Start {
  const { lines } = page;
  let body = index + 1;
  const words = [rest.replace(/^\[[ xX]\]\s+/, '')];
  // The item's first paragraph is its wording.
  for (; body < lines.length; body++) {
    const next = lines[body];
    if (!next || next.text.trim() === '' || next.opaque || next.mark || next.level > 0) break;
    if (/^\s*(?:\||>|<|https?:\/\/\S+\s*$)/.test(next.text) || isAnswerLabel(next)) break;
    // Further in than a short wording is a long answer; nobody wraps Chinese.
    const isLong = rest.length < leastWrapped && next.text.trim().length >= leastWrapped;
    const mayEnd = isLong && indentOf(next.text) >= indent + 2;
    if (
      words.length === 1 &&
      (mayEnd || /^\p{Script=Han}/u.test(rest)) &&
      likeness(rest, false) >= surely
    )
      break;
    // The text after the wording is the answer, indented or not.
    if (isAsked((words.at(-1) ?? '').trimEnd())) break;
    if (
      areAnswersBelow &&
      words.length <= mostLinesAsked &&
      /^\S/.test(next.text) &&
      likeness(words.join(' '), false) >= surely
    )
      break;
    words.push(next.text.trim());
  }
  const end = ends[leastIndents.indexOf(Math.min(2, indent))]?.[body] ?? lines.length;
  const { title, first } = term(words.join(' '));
  // Links that do not ask are passed over, unless the others ask.
  const asks = isLink(title);
  return { line: index, body, end, wording: title, first, numbered: false, indent, asks };
}

/** Whether text behind a topic is a question, as in `**Caching**: when is it worth it?` */
function asksAlone(text: string): boolean {
  // "Is a callable." begins like a question.
  return text.length <= longestQuestion && /[?？؟]$/.test(text);
}

/** `**Day 12**`, `**第 57 期**`. */
const isCount =
  /^[^\p{L}]*(?:第\s?\d{1,4}\s?[期天题]|(?:day|week|issue|no\.)\s?\d{1,4})[^\p{L}]*$/iu;

/** A term and its meaning: `**Term**: meaning`, `Term — meaning`, `Question? (hint)`. */
function term(text: string): { title: string; first: string } {
  const bold = divided(text);
  // One a day, each a link: the number says nothing of it.
  const address = /^\[.*\]\((https?:[^()\s]+)\)\s*$/.exec(bold.rest)?.[1];
  if (address !== undefined && isCount.test(bold.title))
    return { title: bold.rest, first: `<${address}>` };
  if (bold.rest !== '') {
    const topic = undress(bold.title).title.replace(/\s?[:：]$/, '');
    const isTopic = likeness(topic, false) < surely && asksAlone(bold.rest);
    return isTopic
      ? { title: `${topic}${/\p{Script=Han}/u.test(topic) ? '：' : ': '}${bold.rest}`, first: '' }
      : { title: bold.title, first: bold.rest };
  }
  const arrow = /^([^→\n]{1,200}?[?？])\s?(?:[-=]{1,2}>|→)\s?(?=\S)/.exec(text);
  if (arrow?.[1] !== undefined) return { title: arrow[1], first: text.slice(arrow[0].length) };
  const dash = /^([^—–?？]{1,80}?)\s{1,9}(?:—|–|--)\s{1,9}(\S.*)$/.exec(text);
  // Behind a sentence, a dash is in the next one; what asks behind it goes on.
  if (
    dash?.[1] !== undefined &&
    dash[2] !== undefined &&
    !/[.!。]\s/.test(dash[1]) &&
    !asksAlone(dash[2])
  )
    return { title: dash[1], first: dash[2] };
  return { title: text, first: '' };
}
