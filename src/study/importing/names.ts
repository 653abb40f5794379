/** Names for the parts of a question elsewhere, in the languages of many lists. */

import { longAnswerWords, questionWords } from './sides';

export type Field = 'id' | 'title' | 'hint' | 'answer' | 'category';

/** The meaning of each column of a table; a person may change it. */
export type Columns = readonly (Field | undefined)[];

const names: Readonly<Record<Field, readonly string[]>> = {
  id: ['id', 'guid', 'key'],
  title: [
    ...[
      'question',
      'questions',
      'title',
      'front',
      'q',
      'wording',
      'prompt',
      'query',
      'term',
      'question text',
      'questiontext',
    ],
    ...['frage', 'fragen', 'vorderseite', 'begriff', 'titel'],
    ...[
      '问题',
      '题目',
      '正面',
      '提问',
      '題目',
      '問題',
      '質問',
      '질문',
      '문제',
      'вопрос',
      'вопросы',
    ],
    ...['pregunta', 'preguntas', 'pergunta', 'perguntas', 'domanda', 'anverso', 'frente', 'recto'],
    ...['soru', 'câu hỏi', 'pertanyaan', 'pytanie', 'السؤال', 'سؤال'],
  ],
  hint: [
    'hint',
    'hints',
    'clue',
    'hinweis',
    'tipp',
    '提示',
    'pista',
    'dica',
    'indice',
    'подсказка',
  ],
  answer: [
    ...['answer', 'answers', 'back', 'a', 'body', 'solution', 'definition', 'explanation'],
    ...['response', 'correct answer', 'correct_answer', 'meaning', 'description', 'reply'],
    ...['antwort', 'antworten', 'rückseite', 'lösung', 'erklärung', 'bedeutung'],
    ...[
      '答案',
      '回答',
      '背面',
      '解答',
      '解析',
      '解释',
      '答え',
      '답변',
      '정답',
      '답',
      'ответ',
      'ответы',
    ],
    ...['respuesta', 'respuestas', 'resposta', 'respostas', 'réponse', 'réponses', 'risposta'],
    ...['reverso', 'verso', 'cevap', 'trả lời', 'đáp án', 'jawaban', 'odpowiedź', 'الجواب', 'جواب'],
  ],
  category: [
    ...[
      'category',
      'categories',
      'deck',
      'topic',
      'topics',
      'section',
      'group',
      'tags',
      'tag',
      'subject',
      'label',
      'pattern',
    ],
    ...['kategorie', 'thema', 'gruppe', 'stapel', 'schlagwörter'],
    ...[
      '类别',
      '分类',
      '主题',
      '标签',
      '牌组',
      'カテゴリ',
      'カテゴリー',
      '카테고리',
      '분류',
      'тема',
    ],
    ...['categoría', 'categoria', 'catégorie', 'tema', 'thème', 'konu', 'kategori', 'chủ đề'],
  ],
};

const byName = new Map(
  (Object.keys(names) as Field[]).flatMap(field =>
    names[field].map(name => [name, field] as const),
  ),
);

/** The field a name means, ignoring case and marks: `Question:`, `**Answer**`, `correct_answer`. */
export function fieldOf(name: string): Field | undefined {
  if (name.length > longestKept) return read(name);
  if (!kept.has(name)) {
    // All objects of a file have the same names.
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, read(name));
  }
  return kept.get(name);
}

/** Names that were read, and their maximum length, in characters, and number. */
const kept = new Map<string, Field | undefined>();
const longestKept = 30;
const mostKept = 500;

/** Forgets names, which may hold on to the text of a whole file. */
export function forgetNames(): void {
  kept.clear();
}

function read(name: string): Field | undefined {
  // "Question - max 120 characters"
  const plain = (name.slice(0, 60).split(/\s[-–—]\s/, 1)[0] ?? '')
    .replace(/[*_`"'#:：]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  // "Question #" is its number.
  if (/[^#\s]\s*#\s*$/.test(name)) return undefined;
  return byName.get(plain) ?? byName.get(plain.replace(/ ?\(s\)$| text$/, ''));
}

/**
 * Whether a field is what its name says only where no other is: a pattern may be an expression, and
 * what describes or explains stands beside the answer.
 */
export function isWeak(name: string): boolean {
  return /^\W*(?:pattern|description|explanation|body|definition|meaning|erklärung|bedeutung|解析|解释)\W*$/i.test(
    name.slice(0, 60),
  );
}

/** Pictures and remarks in brackets: "✏️ Question (fold here)". */
const beside = /[\p{Extended_Pictographic}\uFE0F\u200D]|\([^()]*\)|\[[^[\]]*\]/gu;

const word = (words: string) =>
  new RegExp(String.raw`(?<!\p{L})(?:${words})(?:e?s|en)?(?!\p{L})`, 'iu');
const aWordFor = [
  ['title', word(questionWords)],
  ['answer', word(longAnswerWords)],
] as const;

/** Words in the names of columns that tell something about a question or an answer, or hold wrong ones. */
const besideFields = word(
  'wrong|incorrect|false|user|student|given|by|author|type|format|status|mode|lang(?:uage)?|ids?|index|no|number|num|count|len(?:gth)?|score|points|votes|date|time|url|link|source|image|hint|options?|choices?',
);

/** The field that a name means with other words around it: "Front (in English)", "My answer". */
function fieldAmong(name: string): Field | undefined {
  const short = name
    .slice(0, 60)
    .replace(beside, ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const isBeside = short.includes('#') || besideFields.test(short);
  return (
    fieldOf(short) ?? (isBeside ? undefined : aWordFor.find(([, words]) => words.test(short))?.[0])
  );
}

/**
 * The fields of a table's columns; of two columns with the same meaning the first wins, unless it is
 * weak. Names with other words around them count where no column is called the question, or the
 * answer; the learner's own is it only where no other is.
 */
export function fieldsOf(head: readonly string[]): (Field | undefined)[] {
  const known = head.map(fieldOf);
  const strong = new Set(known.filter((_, index) => !isWeak(head[index] ?? '')));
  const fields = each(
    known.map((field, index) =>
      strong.has(field) && isWeak(head[index] ?? '') ? undefined : field,
    ),
  );
  if (!fields.includes('title'))
    return each(head.map((name, index) => fields[index] ?? fieldAmong(name)));
  if (!fields.includes('answer')) {
    const among = [...head.keys()].filter(
      index => fields[index] === undefined && fieldAmong(head[index] ?? '') === 'answer',
    );
    const best = among.find(index => !/\b(?:my|your|explanation)\b/i.test(head[index] ?? ''));
    const index = best ?? among[0];
    if (index !== undefined) fields[index] = 'answer';
  }
  return fields;
}

/** The columns that are called an answer, too, where another one is it. */
export function otherAnswers(head: readonly string[], fields: Columns): number[] {
  return head.flatMap((name, index) =>
    fields[index] === undefined && (fieldAmong(name) === 'answer' || describes(name))
      ? [index]
      : [],
  );
}

/** What completes an answer beside it. */
const adds = word(
  'mnemonic|eselsbrücke|example|ejemplo|exemplo|beispiel|exemple|esempio|note|notiz|nota|remark|why|rationale|key point|remember|пример|例子?',
);

/** "Long Description", "Example" */
function describes(name: string): boolean {
  if (adds.test(name.slice(0, 60))) return true;
  const last = /\p{L}+\W*$/u.exec(name.slice(0, 60))?.[0] ?? '';
  return fieldOf(last) === 'answer' && isWeak(last);
}

function each(fields: readonly (Field | undefined)[]): (Field | undefined)[] {
  const taken = new Set<Field>();
  return fields.map(field => {
    if (field === undefined || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
}
