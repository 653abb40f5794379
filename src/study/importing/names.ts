/** Names for the parts of a question elsewhere, in English, German and Chinese. */

export type Field = 'id' | 'title' | 'hint' | 'answer' | 'category';

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
    ],
    ...['frage', 'fragen', 'vorderseite', 'begriff', 'titel'],
    ...['问题', '题目', '正面', '提问', '題目', '問題'],
  ],
  hint: ['hint', 'hints', 'clue', 'hinweis', 'tipp', '提示'],
  answer: [
    ...['answer', 'answers', 'back', 'a', 'body', 'solution', 'definition', 'explanation'],
    ...['response', 'correct answer', 'correct_answer', 'meaning', 'description', 'reply'],
    ...['antwort', 'antworten', 'rückseite', 'lösung', 'erklärung', 'bedeutung'],
    ...['答案', '回答', '背面', '解答', '解析', '解释'],
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
    ],
    ...['kategorie', 'thema', 'gruppe', 'stapel', 'schlagwörter'],
    ...['类别', '分类', '主题', '标签', '牌组'],
  ],
};

const byName = new Map(
  (Object.keys(names) as Field[]).flatMap(field =>
    names[field].map(name => [name, field] as const),
  ),
);

/** The field a name means, ignoring case and marks: `Question:`, `**Answer**`, `correct_answer`. */
export function fieldOf(name: string): Field | undefined {
  const plain = name
    .slice(0, 60)
    .replace(/[*_`"'#:：]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return byName.get(plain) ?? byName.get(plain.replace(/ ?\(s\)$| text$/, ''));
}

/** The fields of a table's columns; of two columns with the same meaning the first wins. */
export function fieldsOf(head: readonly string[]): (Field | undefined)[] {
  const taken = new Set<Field>();
  return head.map(name => {
    const field = fieldOf(name);
    if (field === undefined || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
}
