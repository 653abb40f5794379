/** Measures what needs no VS Code: parsing the packs, the first rendering, search. Prints JSON (ms). */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { renderAnswer } from '../../src/study/markdown/render';
import { parseAnswer, parsePack, questionBody } from '../../src/study/pack';
import { createSearch } from '../../src/study/search';

const root = path.resolve(__dirname, '../../..');
const files = fs
  .readdirSync(path.join(root, 'questions'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.md'))
  .map(name => ({ path: name, text: fs.readFileSync(path.join(root, 'questions', name), 'utf8') }));

function median(rounds: number, work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? 0;
}

const { collections } = parsePack(files);
const questions = collections.flatMap(one => one.categories.flatMap(({ questions: all }) => all));
const bodies = questions.map(question => {
  const file = files.find(one => one.path === question.source.file);
  return questionBody(file?.text ?? '', question.source);
});
const entries = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const question = questions[i % questions.length];
    return {
      id: String(i),
      title: question?.title ?? '',
      hint: question?.hint ?? '',
      body: (bodies[i % bodies.length] ?? '').slice(0, 1400),
    };
  });

const rows: Record<string, number> = {
  'parse all packs': median(15, () => parsePack(files)),
  'render one answer (mean of all)':
    median(5, () => bodies.forEach(body => renderAnswer(parseAnswer(body, 0)))) / bodies.length,
};
for (const count of [57, 1000, 10_000]) {
  const all = entries(count);
  const search = createSearch(all);
  search('x', 1); // prepares it, as the first key press does
  rows[`search, ${count} questions`] = median(15, () => search('prefetch_related', 100));
  rows[`plain scan, ${count} questions`] = median(15, () =>
    all.filter(({ title, hint, body }) =>
      [title, hint, body].some(text => text.includes('prefetch_related')),
    ),
  );
}
console.log(JSON.stringify(rows));
