/** Marks the right ones among the options in an answer: packs have no tick boxes. */
import { isEmpty } from './lines';
import { announcesBelow, longAnswerWords } from './sides';

/** Whether a line is an option with a box: `- [ ] wrong`, `- [x] right`. */
export function isOption(line: string): boolean {
  return line.includes('[') && /^\s*[-*+]\s+\[[ xX]\](?:\s|$)/.test(line);
}

/**
 * An answer with its right options in bold: those with a cross in their box, or those that a line
 * below all of them names.
 *
 * @param hasBoxes whether there are options with boxes
 */
export function withRightOptions(lines: readonly string[], hasBoxes: boolean): readonly string[] {
  const itemised = hasBoxes ? lines : withItems(lines);
  const ticked = withTicks(itemised);
  if (ticked !== itemised) return withMarks(ticked);
  return hasBoxes ? withMarks(lines) : lines;
}

/** A choice, maybe with a mark before its letter: `*B. wait`, `✓ b) wait`, `[*] wait`. */
const markable =
  /^ {0,3}(?:([*$#@=+]|[✓✔✅☑→]\uFE0F?\s?)?(?:([A-H])[.)]\s{0,9}|([a-h])[.)]\s{1,9})|\[([ *xX])\]\s{1,9})(?=\S)/;
/** What may be said below a choice: more of it, further in, or what explains it. */
const belowChoice = /^(?:\s{2,}\S|\.{3}\s)/;

/**
 * A text with boxes for choices, one a line, of which a mark before their letter tells that some are
 * right: quizzes have `*B. run` and `$B. run`.
 */
export function withBoxes(text: string): string {
  if (!/^ {0,3}(?:(?:[*$#@=+]|[✓✔✅☑→]\uFE0F?\s?)[A-Ha-h][.)]|\[[*xX]\]\s)/m.test(text))
    return text;
  const lines = text.split('\n');
  let run: {
    readonly at: number;
    readonly letter: string;
    readonly isRight: boolean;
    readonly words: string;
  }[] = [];
  const close = () => {
    const right = run.filter(({ isRight }) => isRight).length;
    if (run.length > 1 && right > 0 && right < run.length)
      for (const { at, isRight, words } of run) lines[at] = `- [${isRight ? 'x' : ' '}] ${words}`;
    run = [];
  };
  let inCode = false;
  for (const [at, line] of lines.entries()) {
    if (fence.test(line)) inCode = !inCode;
    const found = inCode ? null : markable.exec(line.slice(0, longestMark));
    const [whole = '', mark, large, small, box] = found ?? [];
    const letter = (large ?? small)?.toUpperCase() ?? '';
    if (!found || (mark === '*' && line.trimEnd().endsWith('*'))) {
      // `*B. run*` is slanted.
      if (inCode || !belowChoice.test(line)) close();
      continue;
    }
    if (letter !== (run.length > 0 && run[0]?.letter === '' ? '' : 'ABCDEFGH'.charAt(run.length)))
      close();
    if (letter > 'A' && run.length === 0) continue;
    const isRight = mark !== undefined || /[*x]/i.test(box ?? '');
    const own = letter === '' ? '' : whole.trimStart().slice(mark?.length ?? 0);
    run.push({ at, letter, isRight, words: own + line.slice(whole.length) });
  }
  close();
  return lines.join('\n');
}

/** A line with a choice, without a bullet: `A. run`, `B.wait`, `(c) stop`; no `a.run()`. */
const choice = /^ {0,3}\(?(?:([A-H])[.)]\s{0,9}|([a-h])[.)]\s{1,9})(?=\S)/;
const fence = /^\s{0,12}(?:`{3}|~{3})/;
/** Words between choices and the right one, of pages that fold it. */
const folds = /^(?:(?:view|show|see) (?:the )?answer|answer)$/i;

/** With a bullet before each of the choices that begin with A, one a line; else the same lines. */
function withItems(lines: readonly string[]): readonly string[] {
  if (lines.some(text => bulletMark.test(text.slice(0, longestMark)))) return lines;
  let inCode = false;
  const own = lines.map(text => {
    if (fence.test(text)) inCode = !inCode;
    if (inCode) return 'code';
    const [, large, small] = choice.exec(text.slice(0, longestMark)) ?? [];
    return (large ?? small)?.toUpperCase();
  });
  const first = own.indexOf('A');
  if (first === -1) return lines;
  const items = new Map<number, string>();
  for (let at = first; at < lines.length; at++) {
    const text = lines[at] ?? '';
    if (isEmpty(text)) continue;
    if (own[at] !== 'ABCDEFGH'.charAt(items.size)) break;
    items.set(at, `- ${text.trim()}`);
  }
  if (items.size < 2) return lines;
  const isFold = (text: string, at: number) =>
    at > first && own[at] !== 'code' && folds.test(text.trim());
  return lines.flatMap((text, at) => (isFold(text, at) ? [] : [items.get(at) ?? text]));
}

/** With bold for `- [x] right`, and no box before `- [ ] wrong`. */
function withMarks(lines: readonly string[]): string[] {
  return lines.map(line => {
    const option = /^(\s*[-*+]\s+)\[([ xX])\](?!\S)/.exec(line);
    if (!option) return line;
    const [whole, mark = '', box] = option;
    const text = line.slice(whole.length).trimStart();
    // The options are below, such as a block of code.
    if (text.trim() === '') return box === ' ' ? '✗' : '**✓**';
    if (box === ' ') return `${mark}${text}`;
    return text.includes('**') ? `${mark}${text.trim()} **✓**` : `${mark}**${text.trim()}** ✓`;
  });
}

/** `A, C`, `A and B`, `ABD`. */
const letters = /^[A-H](?:(?:\s?[,;/&+]\s?|\s(?:and|und|y|e|et|и)\s|\s)?[A-H]){0,7}$/;
/** `a, c`, which without a label is a word. */
const smallLetters = /^[a-h](?:(?:\s?[,;/&+]\s?|\sand\s)[a-h]){0,7}$/;

/** Words that say what is right, each up to its end, and words that may stand beside them. */
const rightWords = String.raw`(?:a|key|response|gabarito|richtig\p{L}*|right|corr?e(?:c?t)\p{L}*|bonne|poprawna|prawidłowa|(?:прав|верн|вірн)\p{L}*|doğru|đúng|benar|juiste|rätt|riktig|správná|helyes|(?:正[确確]|[参參]考|本[题題])?(?:${longAnswerWords})(?:s|en|是)?)(?![\p{L}\p{M}])`;
const otherWords = String.raw`(?:[qs]|the|is|are|for|to|question|final|best|suggested|official|accepted|verified|expected|standard|esatta|options?|choices?|letters?|die|ist|sind|lautet|l[ae]s?|es|son|est|yang|choose|select|all|that|apply|two|three)(?![\p{L}\p{M}])`;

/**
 * The words before such letters. Only known words are accepted: the ways to say "wrong" cannot all be
 * listed, and "Common mistakes instead of the answer: B" would be marked as right.
 */
const keyLabel = new RegExp(
  String.raw`^(?=(?:[^:：]*[^\p{L}\p{M}:：])?${rightWords})(?:[^\p{L}\p{M}:：]*(?:${rightWords}|${otherWords})){1,8}[^\p{L}\p{M}:：]*[:：]\s*`,
  'iu',
);

/** Whether letters in a row are a word instead, such as `BAD`. */
function isWord(named: string): boolean {
  return (
    /[A-H]{2}/.test(named) && named.split('').some((letter, at) => letter <= named.charAt(at - 1))
  );
}

/** A longer line, in characters, names no options. */
const longestNaming = 40;

/** `Answer: b) wait` */
const withWords = /^[^\p{L}]{0,6}\p{L}{1,12}(?: \p{L}{1,12}){0,2}\W{0,4}[:：]\W{0,4}[a-h][.)]\s/iu;

/** `**Correct answer**`, above an option that is right */
const rightLabel = /^\W*(?:the )?(?:correct|right) (?:answer|option|choice)s?\W*$/i;

/** Whether the last letter of a short line may name an option, as in `**Answer: B**`. */
export function mayNameOption(text: string): boolean {
  if (text.includes(':') && withWords.test(text.slice(0, longestNaming))) return true;
  if (text.length > longestNaming) return false;
  if (rightLabel.test(text)) return true;
  let at = text.length - 1;
  // `*`, `.` and `_`
  while (at > 0 && '*._ '.includes(text.charAt(at))) at--;
  const code = text.charCodeAt(at);
  // A small one is the end of a word, unless it stands alone.
  return (
    (code > 64 && code < 73) || (code > 96 && code < 105 && ' :：'.includes(text[at - 1] ?? ''))
  );
}

/** How much of a line is searched for its mark, in characters. */
const longestMark = 200;

const bulletMark = /^\s*[-*+]\s+/;

/** `- A: run`, `- [ ] **B)** wait`, `- c. stop` */
const optionLetter = /(?:\]|^\s*[-*+])\s+[*_(`]*([A-H])[).:]/i;

/** The words of an option, letter included, as they are compared. */
function plainWords(option: string): string {
  return option
    .slice(0, 2 * longestMark)
    .replace(/^\s*[-*+]\s+(?:\[ \]\s)?|[*_`]|\.$/g, '')
    .trim()
    .toUpperCase();
}

/**
 * With ticks before the options that letters in a line below all of them name, if none has one: in
 * their boxes, or for bullets in new ones. "C" alone may also be a heading: what else tells that it
 * names bullets is a label, or their own letters, and that no bullets follow, which would be its own.
 */
function withTicks(lines: readonly string[]): readonly string[] {
  const boxes: number[] = [];
  for (let at = 0; at < lines.length; at++) if (isOption(lines[at] ?? '')) boxes.push(at);
  if (boxes.some(at => /\[x\]/i.test((lines[at] ?? '').slice(0, longestMark)))) return lines;
  const options = [...boxes];
  let key = boxes.at(-1) ?? lines.findIndex(text => bulletMark.test(text.slice(0, longestMark)));
  if (key === -1) return lines;
  const margin = bulletMark.exec((lines[key] ?? '').slice(0, longestMark))?.[0];
  let [named, label, above] = ['', '', ''];
  let isItem = false;
  const known = new Set(boxes.map(at => plainWords(lines[at] ?? '')));
  for (key += Math.min(1, boxes.length); key < lines.length; key++) {
    const text = lines[key] ?? '';
    const isLabel = rightLabel.test(text.slice(0, longestNaming + 1));
    if (isLabel) above = text;
    if (isLabel || isEmpty(text) || announcesBelow(text)) continue;
    const mark = bulletMark.exec(text.slice(0, longestMark))?.[0];
    isItem = mark !== undefined;
    const words = text
      .slice(mark?.length ?? 0, longestMark)
      .replace(/[*_]/g, '')
      .trim();
    label = keyLabel.exec(words)?.[0] ?? '';
    named = words.slice(label.length).replace(/\.$/, '');
    if (label === '' && above !== '' && known.has(plainWords(text))) {
      const next = lines.slice(key + 1).find(one => !isEmpty(one)) ?? '';
      // Of several, all would be right.
      if (known.has(plainWords(next))) return lines;
      label = above;
      named = optionLetter.exec(`- ${words}`)?.[1]?.toUpperCase() ?? plainWords(text);
      break;
    }
    // With the option's words behind its letter.
    if (label !== '' && /^[A-H][.)]\s/i.test(named) && known.has(plainWords(named)))
      named = named.charAt(0).toUpperCase();
    if (letters.test(named) && !isWord(named) && (!isItem || label !== '')) break;
    if (label !== '' && smallLetters.test(named)) break;
    if (boxes.length > 0 || mark !== margin) return lines;
    options.push(key);
    known.add(plainWords(text));
  }
  const isSmall = /[a-h]/.test(named.charAt(0));
  const keys = isSmall ? named.replaceAll('and', '').toUpperCase() : named;
  // Words that are letters themselves, such as C or AB, are named as they are, not counted.
  const isWhole = known.has(named.toUpperCase());
  const areLetters = isWhole || [...known].some(words => letters.test(words));
  const right = new Set(isWhole ? [named.toUpperCase()] : keys.match(/[A-H]/g));
  const own = options.map(at => optionLetter.exec(lines[at] ?? '')?.[1]?.toUpperCase());
  const ticked = options.filter((at, index) =>
    right.has(own[index] ?? (areLetters ? plainWords(lines[at] ?? '') : 'ABCDEFGH'.charAt(index))),
  );
  if (key === lines.length || ticked.length < right.size || options.length < 2) return lines;
  const areLettered = own.every(letter => letter !== undefined);
  const areKnown = boxes.length > 0 || areLettered;
  if ((label === '' && !areKnown) || (isSmall && !areLettered && !isWhole)) return lines;
  const isSure = label !== '' && (areKnown || isItem);
  const isBullet = (text: string) => bulletMark.test(text.slice(0, longestMark));
  if (!isSure && lines.slice(key + 1).some(isBullet)) return lines;
  const marked = new Set(ticked);
  return lines.flatMap((text, at) => {
    // What is below an item would be more options.
    if (at === key) return isItem ? ['', text.replace(bulletMark, ''), ''] : [];
    if (!marked.has(at)) return [text];
    const box = text.replace('[ ]', '[x]');
    return [box === text ? text.replace(bulletMark, '$&[x] ') : box];
  });
}
