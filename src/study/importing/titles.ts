/** Judges what a wording is: a question, a term, a sentence, or none. */
import { questionWords } from './sides';

/**
 * First words of questions and tasks, in the product's languages. An ad-hoc list: it decides which
 * of several readings of a file is proposed, and a person can pick another.
 */
const beginnings =
  /^(?:(?:so|and|now|ok(?:ay)?),? )?(?:what|whats|how|why|when|where|which|who|whose|is|are|was|were|do|does|did|can|could|should|would|will|have|has|may|explain|describe|discuss|define|compare|contrast|list|name|give|write|implement|tell|walk|show|design|difference|differences|differentiate|distinguish|mention|state|elaborate|outline|identify|in (?:what|which)|for what|to what|if you|suppose|imagine|given|was|wie|warum|wieso|weshalb|wann|wo|woher|wer|wem|wen|welche[rsnm]?|wozu|wof[üu]r|erkl[äa]re?n?|beschreiben?|nennen?|vergleichen?|unterschied)\b/i;
/** Likewise of the other languages that many public lists are in. */
const otherBeginnings =
  /^(?:¿|(?:qu[ée]|c[óo]mo|cu[áa]l(?:es)?|qua(?:l|is)|por ?qu[eêé]|para qu[eêé]|expli(?:ca|que|quez)|desc(?:riba|reva)|defin(?:a|e|ir)|enumer[ae]|mencion[ae]|diferen[cç](?:ia|a)s?|quel(?:le)?s?|pourquoi|décrivez|définissez|что|как(?:ой|ая|ое|ие|ов|ова|ово|овы|им|ими)?|зачем|почему|когда|где|кто|чем|в ч[её]м|для чего|о(?:пишите|бъясните)|расскажите|назовите|перечислите|приведите|напишите|реализуйте|укажите|сравните|дан[оаы]?|имеется|cosa|cos['’]è|perch[ée]|come|spiega(?:re)?|descrivi|elenca|co|czym|jak(?:ie|i|a)?|dlaczego|kiedy|wymień|wyjaśnij|apa(?:kah)?|bagaimana|mengapa|jelaskan|sebutkan|tuliskan|tại sao|thế nào|giải thích|trình bày|nêu|so sánh|neden|nasıl|كيف|لماذا|متى|أين|اشرح|اذكر|عرف|ما)(?!\p{L})|qu['’]est-ce)/iu;
/** Words of other languages that ask wherever they are. */
const askingWords =
  /(?:とは(?:何|なん|$)|何(?:です|でしょう)|なぜ|どの(?:よう|ように)|どう(?:です|いう|やって)|違い|(?:説明|述べ)(?:して|せよ|て)|(?:무엇|뭔가|왜 |어떻게|차이)|(?:설명|서술|비교)(?:하|해)|(?:이)?란\??$|là gì|như thế nào|nedir$|açıkla(?:yın|yınız)?$)/i;
const chineseBeginnings =
  /(?:什么|如何|怎么|怎样|为什么|为何|哪些|哪个|哪种|是否|能否|吗$|区别|请(?:解释|描述|说明|简述)|^(?:解释|描述|说明|简述|介绍|谈谈|分享|列举|举例|阐述|比较))/;

/** First words of tasks that are also those of advice, of steps and of names, if nothing counts them. */
const tasks =
  /^(?:add|change|check|convert|correct|count|create|delete|determine|display|encode|filter|find|get|insert|make|merge|print|remove|replace|reverse|rotate|run|scale|schedule|sort|split|swap|update|use) \p{L}/iu;

/** Whether a wording begins as tasks do. */
export function isTask(title: string): boolean {
  return tasks.test(title);
}

/** Headings that are never questions. */
const apparatus =
  /^(?:(?:table of )?contents?|toc|index|licen[cs]e|contributing|introduction|preface|about|how to use(?: (?:this|these) \w+)?|changelog|changes|disclaimer|support|sponsors?|star history|inhalt(?:sverzeichnis)?|[ií]ndice|sommaire|содержание|оглавление|lizenz|einleitung|目录|许可证?|简介|\[?(?:tbd|todo)\]?)[:：]?$/i;

/** Headings of sections with contributors or links. */
const credits =
  /^(?:contributors?|authors?|credits|acknowledge?ments?|(?:(?:other|great|useful|additional|more|further|external) ){0,3}(?:references?|resources|readings?|links|sources?)(?: (?:and|&) (?:references?|resources|links|sources?))?|quellen|(?:полезные |дополнительные )?(?:ссылки|материалы|источники|литература)|(?:扩展|拓展|延伸|推荐|相关|更多)(?:阅读|资料|文章|链接)|参考(?:资料|链接|文献|文章)?|贡献|(?:(?:die|unsere|alle) )?mitwirkenden?|(?:\S{1,12}[のな的])?(?:コントリビューター|[贡貢][献獻]者)(?:一覧|リスト|名单|名單|列表)?)[:：]?$/i;

/** Pictures after a wording, such as its difficulty. */
const decoration = /(?:\s?[\p{Extended_Pictographic}\uFE0F\u200D]){1,20}$/u;

/** Pictures before a wording. */
const opening = /^[\p{Extended_Pictographic}\uFE0F\u200D\s]{1,20}/u;

/** Without pictures before it, to judge it; letters of most languages come before U+2000. */
function withoutOpening(text: string): string {
  return text.charCodeAt(0) > 0x2000 ? text.replace(opening, '') : text;
}

/** The `likeness` from which on a wording is taken for a question whatever is around it. */
export const surely = 0.8;

/** How likely a wording is a question: 0 (not one) to 1. `numbered`: it has a number. */
export function likeness(title: string, numbered: boolean): number {
  if (endsInMark(title)) return 1;
  return numbered
    ? remembered(numberedLikely, title, judgeNumbered)
    : remembered(likely, title, judge);
}

/** Whether a wording ends in a question mark: most are judged by this. */
function endsInMark(title: string): boolean {
  const last = title.charAt(title.length - 1);
  return last === '?' || last === '？' || last === '؟';
}

/** What was found out about wordings: the shapes ask for the same ones. */
const likely = new Map<string, number>();
const numberedLikely = new Map<string, number>();
const undressed = new Map<string, Undressed>();
const apparatuses = new Map<string, boolean>();
const credited = new Map<string, boolean>();
const letters = new Map<string, string>();
const mostKnown = 2000;

function remembered<T>(known: Map<string, T>, wording: string, find: (wording: string) => T): T {
  let found = known.get(wording);
  if (found === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(wording, (found = find(wording)));
  }
  return found;
}

/** Forgets the wordings, each of which may hold the whole text it is from. */
export function forgetWordings(): void {
  for (const known of [likely, numberedLikely, undressed, apparatuses, credited, letters])
    known.clear();
}

/** The longest entry of a table of contents, in characters. */
const longestEntry = 200;

/** Without numbers and marks, to compare an entry of a table of contents with a heading. */
export function lettersOf(text: string): string {
  return remembered(letters, text.slice(0, longestEntry), one =>
    one
      .replace(/[^\p{L}]+/gu, ' ')
      .trim()
      .toLowerCase(),
  );
}

function judgeNumbered(title: string): number {
  return judge(title, true);
}

function judge(title: string, numbered = false): number {
  const text = withoutOpening(
    withoutQuery(bothEnds(title.includes('](') ? title.replace(/\]\([^()\s]*\)/g, ']') : title))
      .replace(/[*_`~]/g, '')
      .trim(),
  ).replace(/\s?[(（][^()（）]*[)）]$/, '');
  if (text === '' || isService(text)) return 0;
  if (/[?？؟]["'”’»)]*$/.test(text)) return 1;
  // Letters of most languages come before U+2000.
  if (text.charCodeAt(text.length - 1) > 0x2000 && /[?？]$/.test(text.replace(decoration, '')))
    return 1;
  if (beginnings.test(text) || otherBeginnings.test(text)) return 0.9;
  if (!isLatin(text) && (chineseBeginnings.test(text) || askingWords.test(text))) return 0.9;
  if (/[?？]/.test(text)) return 0.8;
  if (numbered && tasks.test(text)) return 0.6;
  const words = text.split(/\s+/).length;
  if (/[.。;；:：,，]$/.test(text) || words > 16 || text.length > 160) return 0.1;
  return numbered ? 0.6 : words <= 8 ? 0.4 : 0.25;
}

/** Without question marks in code: "With `?`" asks nothing, unlike "`What is it?`". */
function withoutQuery(title: string): string {
  return title.includes('`') && !title.startsWith('`')
    ? title.replace(/`[^`]*`/g, code => code.replace(/[?？]/g, ''))
    : title;
}

/** The most characters of what serves a file. */
const longestService = 100;

function isService(text: string): boolean {
  return text.length <= longestService && (apparatus.test(text) || credits.test(text));
}

/** Whether a wording has only letters of English and its neighbours, like most. */
function isLatin(text: string): boolean {
  return !/[\u0100-\u{10FFFF}]/u.test(text);
}

/** The longest wording, in characters, that is judged whole. */
const longestJudged = 300;

/** A long wording without its middle: cases are described first, and what is asked comes last. */
function bothEnds(text: string): string {
  if (text.length <= longestJudged) return text;
  return `${text.slice(0, longestJudged / 2)} … ${text.trimEnd().slice(-longestJudged / 2)}`;
}

/** How likely the wordings are questions, on average. */
export function certaintyOf(questions: readonly { readonly title: string }[]): number {
  const sum = questions.reduce((total, { title }) => total + likeness(title, false), 0);
  return questions.length === 0 ? 0 : sum / questions.length;
}

/** A heading without marks, and without pictures before it. */
function plain(title: string): string {
  return withoutOpening(title.replace(/[*_`~#]/g, '').trim());
}

/** Whether a heading serves the file instead of asking something. */
export function isApparatus(title: string): boolean {
  return remembered(apparatuses, title, one => isService(plain(one)));
}

/** "Where it begins." is an answer; "Explain it." and "What is it?" are none. */
export function tells(title: string): boolean {
  return /^(?:wh(?:at|y|en|ere|ich|o|ose)|how|is|are|was|were|do|does|did|can|could|should|would|will|have|has|may|if you|given|suppose)\b[^?？]*[.。]$/i.test(
    title,
  );
}

/** Whether a heading is above advice on interviews, or on how to use a list. */
export function isAdvice(title: string): boolean {
  return advice.test(plain(title));
}

/** Whether a heading is above exercises, which may be told in any words. */
export function areExercises(title: string): boolean {
  return exercises.test(plain(title));
}

const exercises =
  /^(?:exercises?|übung(?:en)?|ejercicios?|exercícios?|exercices?|esercizi|упражнени[ея]|练习题?)(?!\p{L})/iu;

const advice =
  /^(?:(?:some|general|interview|quick|preparation|study|expected|intended|recommended|suggested) ){0,2}(?:tips|advice|instructions|guidelines|how to (?:use|read|prepare|study|practi[cs]e)|preparation|usage|before (?:you|the interview)|consejos|dicas|tipps|conseils|советы|使用(?:说明|方法)|注意事项)(?!\p{L})/iu;

/** Whether a heading's section lists contributors or links instead of questions. */
export function areCredits(title: string): boolean {
  return remembered(credited, title, one => credits.test(plain(one)));
}

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
const longestWording = 1000;

/**
 * `Q1.`, `Q-1`, `Frage 2:`, `Question 3 (one right):`, `题目001：`, `問題1`, `#3)`, `4 -`, `(5)`, `⑥`, `七、`, `VIII.`;
 * without a mark behind it, only with a number.
 */
const label = new RegExp(
  [
    String.raw`^(?:q\s?[.-]?\s?\p{Nd}{1,4}\s+(?=\S)`,
    String.raw`(?:[题題]目|[问問][题題]?)\s?\p{Nd}{1,4}\s?(?:[.):：、．]{1,3}\s*|[-–—]\s+|(?<=\s)(?=\S)|(?=\*\*)|$)`,
    String.raw`(?:qn?|第|${questionWords})\s?\.?\s?(?:no\.?\s?)?(?:[-#]\s?)?\p{Nd}{0,4}\s?(?:题\s?|\([^()]{1,40}\)\s?)?(?:[.):：、．]{1,3}\s*|(?<=[\p{Nd}\s])[-–—]\s+|(?=\*\*)|$)`,
    String.raw`【(?:${questionWords})\s?\p{Nd}{0,4}】[:：]?\s*`,
    String.raw`0\d-\d\d[.):]\s+(?=\p{L})`,
    String.raw`#?\p{Nd}{1,4}\s?(?:[.)、．]|\\\.)(?:\s+|(?=[^\p{Nd}\s])|$)`,
    String.raw`\d{1,4}\s?[-–:：]\s+(?=[^\s\d=+<>-])`,
    String.raw`[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*|\(\d{1,4}\)\s*|\d{1,4}$)`,
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

/** Who asked it, after a sentence: `*@name*` or `(@name)`. */
const asker = /(?<=[?？.!)]\s?)(?:\*@[\w-]{1,39}\*|_@[\w-]{1,39}_|\(@[\w-]{1,39}\))\s?$/;

/** Questions without who asked them, if most say it and one asked twice; else it is `(@property)`. */
export function withoutAskers<Q extends { readonly title: string }>(
  questions: readonly Q[],
): readonly Q[] {
  if (!questions.some(({ title }) => title.includes('@'))) return questions;
  const names = questions.flatMap(({ title }) =>
    title.includes('@') && title.length <= longestWording
      ? (asker.exec(title)?.[0].trim() ?? [])
      : [],
  );
  if (names.length * 2 <= questions.length || new Set(names).size === names.length)
    return questions;
  return questions.map(one => ({ ...one, title: one.title.replace(asker, '').trim() }));
}

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
  return remembered(undressed, wording, withoutDress);
}

function withoutDress(wording: string): Undressed {
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
}

/** The least share of wordings with a number before them for which it is taken off. */
const mostNumbered = 0.8;

/** Questions of a table or an object without the `Q1.` before each; if few have one, it is theirs. */
export function withoutNumbers<Q extends { readonly title: string }>(
  questions: readonly Q[],
): readonly Q[] {
  const bare = questions.map(({ title }) => {
    const found = title.length > longestWording ? undefined : label.exec(title)?.[0];
    if (found === undefined || /^\d+\.\d/.test(title)) return title;
    return title.slice(found.length).trim() || title;
  });
  const numbered = bare.filter((title, index) => title !== questions[index]?.title).length;
  if (numbered < 2 || numbered < mostNumbered * questions.length) return questions;
  return questions.map((question, index) => ({ ...question, title: bare[index] ?? '' }));
}

/** `DOC-001 — What is it?`, `Q-001: What is it?` */
const code = /^([A-Z]{1,6})[-_]?(\d{1,4})(?:\s?[:.)]|\s[-–—])\s+(?=\S)/;

/** The least number of wordings with such a code, and of them that ask without it. */
const leastWithCode = 3;
const leastAskingOfThese = 0.5;

/**
 * Questions without the code before each, if all have one of the same letters, its number rises and
 * most ask behind it; the names of risks, such as "A01: Injection", are a part of theirs. Those with
 * ids are as they were exported.
 */
export function withoutSharedCodes<Q extends { readonly title: string; readonly id?: string }>(
  questions: readonly Q[],
): readonly Q[] {
  if (questions.length < leastWithCode) return questions;
  const titles: string[] = [];
  let [letters, last] = ['', -1];
  for (const { title, id } of questions) {
    const [whole, own = '', digits] = code.exec(title) ?? [];
    if (whole === undefined || id !== undefined) return questions;
    if (Number(digits) <= last || (letters !== own && letters !== '')) return questions;
    [letters, last] = [own, Number(digits)];
    titles.push(undress(title.slice(whole.length)).title || title);
  }
  const asking = titles.filter(title => likeness(title, false) >= surely).length;
  return asking < leastAskingOfThese * titles.length
    ? questions
    : questions.map((one, at) => ({ ...one, title: titles[at] ?? '' }));
}

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
