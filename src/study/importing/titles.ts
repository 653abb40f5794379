/** Judges what a wording is: a question, a term, a sentence, or none. */
import { remembering } from './remembered';

/**
 * First words of questions and tasks, in the product's languages. An ad-hoc list: it decides which
 * of several readings of a file is proposed, and a person can pick another.
 */
export const beginnings =
  /^(?:(?:so|and|now|ok(?:ay)?),? )?(?:what|whats|how|why|when|where|which|who|whose|is|are|was|were|do|does|did|can|could|should|would|will|have|has|may|explain|describe|discuss|define|compare|contrast|list|name|give|write|implement|tell|walk|show|design|difference|differences|differentiate|distinguish|mention|state|elaborate|outline|identify|in (?:what|which)|for what|to what|if you|suppose|imagine|given|consider th(?:e|is|ese)|was|wie|warum|wieso|weshalb|wann|wo|woher|wer|wem|wen|welche[rsnm]?|wozu|wof[üu]r|erkl[äa]re?n?|beschreiben?|nennen?|vergleichen?|unterschied)\b/i;
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
export function withoutOpening(text: string): string {
  return text.charCodeAt(0) > 0x2000 ? text.replace(opening, '') : text;
}

/** The `likeness` from which on a wording is taken for a question whatever is around it. */
export const surely = 0.8;

/** How likely a wording is a question: 0 (not one) to 1. `numbered`: it has a number. */
export function likeness(title: string, numbered: boolean): number {
  if (endsInMark(title)) return 1;
  return numbered ? judgeNumbered(title) : judgeBare(title);
}

/** Whether a wording ends in a question mark: most are judged by this. */
function endsInMark(title: string): boolean {
  const last = title.charAt(title.length - 1);
  return last === '?' || last === '？' || last === '؟';
}

/** The longest entry of a table of contents, in characters. */
const longestEntry = 200;

/** Without numbers and marks, to compare an entry of a table of contents with a heading. */
export function lettersOf(text: string): string {
  return letters(text.slice(0, longestEntry));
}

const letters = remembering(text =>
  text
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase(),
);

const judgeNumbered = remembering(title => judge(title, true));
const judgeBare = remembering(title => judge(title, false));

function judge(title: string, numbered: boolean): number {
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
export const isApparatus = remembering(title => isService(plain(title)));

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
export const areCredits = remembering(title => credits.test(plain(title)));
