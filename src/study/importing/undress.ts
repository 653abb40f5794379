/** Takes off a wording what is not asked: its number, marks around it, references behind it. */
import { remembering } from './remembered';
import { questionWords } from './sides';
import { beginnings, withoutOpening } from './titles';

/** A wording without its decoration. */
export interface Undressed {
  readonly title: string;
  /** Whether it was preceded by a number or `Q`. */
  readonly numbered: boolean;
  /** That number. */
  readonly number?: number;
  /** Whether a word before it says that it is a question. */
  readonly named?: true;
  /** References after it, such as `[[source](https://…)]`, which belong to its answer. */
  readonly cited?: string;
}

/** A longer wording, in characters, is left as it is. */
export const longestWording = 1000;

/**
 * `Q1.`, `Q-1`, `Frage 2:`, `Question 3 (one right):`, `题目001：`, `問題1`, `#3)`, `4 -`, `(5)`, `[5]`, `⑥`, `七、`, `VIII.`;
 * without a mark behind it, only with a number.
 */
export const label = new RegExp(
  [
    String.raw`^(?:q\s?[.-]?\s?\p{Nd}{1,4}\s+(?=\S)`,
    String.raw`(?:[题題]目|[问問][题題]?)\s?\p{Nd}{1,4}\s?(?:[.):：、．]{1,3}\s*|[-–—]\s+|(?<=\s)(?=\S)|(?=\*\*)|$)`,
    String.raw`(?:qn?|第|${questionWords})\s?\.?\s?(?:no\.?\s?)?(?:[-#]\s?)?\p{Nd}{0,4}\s?(?:题\s?|\([^()]{1,40}\)\s?)?(?:[.):：、．]{1,3}\s*|(?<=[\p{Nd}\s])[-–—]\s+|(?=\*\*)|$)`,
    String.raw`【(?:${questionWords})\s?\p{Nd}{0,4}】[:：]?\s*`,
    String.raw`0\d-\d\d[.):]\s+(?=\p{L})`,
    String.raw`#?\p{Nd}{1,4}\s?(?:[.)、．]|\\\.)(?:\s+|(?=[^\p{Nd}\s])|$)`,
    String.raw`\d{1,4}\s?[-–:：]\s+(?=[^\s\d=+<>-])`,
    String.raw`[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*|\(\d{1,4}\)\s*|\[\d{1,4}\]\s+|\d{1,4}$)`,
  ].join('|'),
  'iu',
);
const roman = /^(?=[IVXL]{1,7}[.)]\s+\S)(X{0,3})(IX|IV|V?I{0,3})[.)]\s+/;
/** `8a What?`, `8b) Views`: a letter behind the number, unlike "2d Arrays" and "1e Forme normale". */
const lettered = new RegExp(
  String.raw`^(?![1-4]d)\d{1,3}[a-f](?:[.)]\s+(?=\S)|\s+(?=${beginnings.source.slice(1)}))`,
  'iu',
);
const bullet = /^[❓❔🔹🔸🔷🔶👉📌]\uFE0F?\s*(?=[^\s*])/u;
const level =
  /^\[(?:easy|medium|hard|beginner|intermediate|advanced|basics?|junior|mid(?:dle)?|senior|[emh](?=\]\s))\]\s*(?=\S)/i;

/** An arrow that leads back to the top, at either end of a wording. */
const arrow =
  /^\[{1,2}[^\p{L}\p{N}\]]{1,8}\]{1,2}\(#[^()\s]*\){1,2}|\[[^\p{L}\p{N}\]]{1,8}\]\(#[^()\s]*\)$/gu;

/**
 * A reference after a wording: `[[source](https://…)]` or `[[source]](https://…)`, after a sentence
 * also `[see answer](https://…)`.
 */
const citation =
  /\s?(?:\[\[[^[\]]{1,40}\](?:\]\(https?:[^()\s]*\)|\(https?:[^()\s]*\)\])|(?<=[?？.!]\s)\[(?:(?:get|see|view|show|the|full|detailed) ){0,2}(?:answers?|solutions?|sources?)\]\(https?:[^()\s]*\))\s?$/i;

/** A wording that says that it is a question. */
const called = new RegExp(`^【?(?:q|${questionWords})`, 'i');

/** How many characters may be before bold. */
const mostBefore = 42;

/** The value of decimal digits of any script, such as ४२. */
export function valueOf(digits: string): number {
  return Number(
    digits.replace(/\D/gu, digit => {
      let value = 0;
      const code = digit.codePointAt(0) ?? 0;
      // From 0 to 9, they follow each other.
      while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
      return String(value);
    }),
  );
}

function numberOf(mark: string): number | undefined {
  const digits = /\p{Nd}{1,4}/u.exec(mark)?.[0];
  if (digits !== undefined) return valueOf(digits);
  const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'.indexOf(mark.charAt(0));
  if (circled !== -1) return circled + 1;
  const values = mark
    .split(/(?=.)/)
    .map(sign => 'IVXL'.indexOf(sign))
    .filter(at => at !== -1);
  if (values.length > 0) {
    const worth = values.map(at => [1, 5, 10, 50][at] ?? 0);
    return worth.reduce((sum, own, at) => sum + (own < (worth[at + 1] ?? 0) ? -own : own), 0);
  }
  const digit = (sign: string) => '十一二三四五六七八九'.indexOf(sign);
  const [, tens = '', ten, ones = ''] = /^(.?)(十)(.?)、/.exec(mark) ?? [];
  if (ten !== undefined) return (digit(tens) || 1) * 10 + Math.max(0, digit(ones));
  return digit(mark.charAt(0)) > 0 ? digit(mark.charAt(0)) : undefined;
}

/**
 * Removes the parts of a wording that are not asked: `Q1.`, `1)`, bold or a link around all of it,
 * an anchor, a comment, a reference behind it. Empty if it is only a number or `Q.`.
 */
export function undress(wording: string): Undressed {
  if (wording.length > longestWording || isBare(wording)) {
    return { title: wording.trim(), numbered: false };
  }
  return withoutDress(wording);
}

const withoutDress = remembering((wording: string): Undressed => {
  let title = wording;
  if (title.includes('<')) {
    title = title
      .replace(/<!--(?:(?!<!--).)*?-->/g, '')
      .replace(/<a\b[^<>]*>\s*<\/a>/gi, '')
      .replace(/\s?<\/?br\s*\/?>\s?/gi, ' ')
      .replace(/<\/?(?:b|strong|a|u|span|font)\b[^<>]*>/gi, '');
  }
  // Points and slashes written so that no link is made of them.
  if (title.includes('&#'))
    title = title.replace(/&#(4[67]|58);/g, (_, code) => String.fromCharCode(Number(code)));
  let cited = '';
  if (title.includes('](')) {
    title = title.trim().replace(arrow, '');
    if (title.startsWith('!['))
      title = title.replace(/^(?:!\[[^[\]]*\]\([^()\s]*\)\s*)+(?=\S)/, '');
    for (let found = citation.exec(title); found && found.index > 0; found = citation.exec(title)) {
      title = title.slice(0, found.index);
      cited = `${found[0].trim()} ${cited}`;
    }
  }
  let numbered = false;
  let number: number | undefined;
  let named = false;
  for (let round = 0; round < 4; round++) {
    const before = title;
    title = title.trim();
    if (round === 0 && title.charCodeAt(0) > 0x2000) title = title.replace(bullet, '');
    if (title.startsWith('#')) title = title.replace(/^#{1,6}\s+/, '');
    // A picture by its name, such as `:star:`.
    else if (title.startsWith(':')) title = title.replace(/^:[a-z0-9_+-]{1,40}:\s+/, '');
    // One outside of the bold wording stays before it.
    else {
      const at = title.slice(0, mostBefore).indexOf('**');
      const bold = at > 0 ? withoutOpening(title) : '';
      if (bold.startsWith('**')) title = title.slice(0, -bold.length) + unwrapped(bold);
    }
    if (title.startsWith('[')) title = title.replace(level, '');
    else if (/^[-=]{1,2}>/.test(title)) title = title.replace(/^[-=]{1,2}>\s{0,3}(?=\d)/, '');
    const found = (label.exec(title) ?? roman.exec(title) ?? lettered.exec(title))?.[0];
    if (found !== undefined && !/^\p{Nd}+\.\p{Nd}/u.test(title)) {
      title = title.slice(found.length);
      numbered = true;
      named ||= called.test(found);
      number ??= numberOf(found);
    }
    title = title.trim();
    const inner = unwrapped(title);
    // "**1.** What?" has its number in bold.
    if (inner !== title && /^\*\*(?:\d|q)/i.test(title) && !title.endsWith('**')) {
      numbered = true;
      number ??= numberOf(title);
    }
    title = inner;
    if (title === before) break;
  }
  return {
    title: title.replace(/^[-–—:]\s+/, '').trim(),
    numbered,
    ...(number === undefined ? {} : { number }),
    ...(named ? { named } : {}),
    ...(cited === '' ? {} : { cited: cited.trim() }),
  };
});

/** Fast path: whether a wording has no tags, links or label, like most lines. */
function isBare(wording: string): boolean {
  return bareStart.test(wording) && !dress.test(wording);
}

const bareStart =
  /^\s*(?![fpq]|domanda|so(?:ru|al)|câu|interviewer|vraag|ot[áa]zka|kérdés|sp[øo]rg|[ivx]{1,7}[.)])[a-z]/i;
const dress = /<|\]\(|&#/;

/** Without bold, emphasis or a link around all of it. */
function unwrapped(text: string): string {
  for (const marks of ['***', '**', '__', '*', '_']) {
    if (text.length <= 2 * marks.length || !text.startsWith(marks) || !text.endsWith(marks))
      continue;
    const inner = text.slice(marks.length, -marks.length);
    // `_name_` is one, and not in italics.
    if (marks === '_' && !inner.includes(' ')) continue;
    if (!inner.includes(marks) && !/^\s|\s$/.test(inner)) return inner;
  }
  // "**1.** What?" and "**Q:** What?" have only their number in bold.
  const bold = /^\*\*((?:q(?:uestion)?\s*)?(?:\d{1,4}\s*)?[.):：]?)\*\*[:：]?\s*(?=\S)/i.exec(text);
  if (bold?.[1]) return text.slice(bold[0].length);
  // "[css] [What is a float?](https://…)" has its subject before the link.
  const link = /^(?:\[[^[\]]{1,20}\]\s)?\[((?:[^[\]]|\[[^[\]]*\])*)\]\([^()\s]*\)$/.exec(text);
  return link?.[1] ?? text;
}
