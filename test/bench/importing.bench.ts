import MarkdownIt from 'markdown-it';
import { findQuestionsInSteps } from '../../src/study/importing';
import { publicLists } from '../unit/importing/publicLists';
import { median, ratio, type Bench, type Table } from './table';

const rounds = 3;
const fileCount = 231;
/** The length of each, in UTF-16 units: 9 MB together. */
const fileLength = 39_000;

export const bench: Bench = {
  title: 'Importing lists',
  about: `ms, medians of ${rounds} interleaved rounds in a warm Node: ${fileCount} lists in the shapes of public ones,
read in every way, and the same texts as markdown-it alone parses them; and the longest step, between which
the editor does what else it is asked.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const files = Array.from({ length: fileCount }, (_, index) => {
    const { text } = publicLists[index % publicLists.length]!;
    return `${text}\n\n`.repeat(Math.ceil(fileLength / text.length)).slice(0, fileLength);
  });
  const markdown = new MarkdownIt();
  const [reading, parsing]: [number[], number[]] = [[], []];
  const longest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let started = performance.now();
    longest.push(Math.max(...files.map(longestStep)));
    reading.push(performance.now() - started);
    started = performance.now();
    for (const text of files) markdown.parse(text, {});
    parsing.push(performance.now() - started);
  }
  const size = files.reduce((sum, text) => sum + text.length, 0) / 1000;
  const [all, alone] = [median(reading), median(parsing)];
  return {
    columns: ['what', 'KB', 'ms', '/ markdown-it', 'goal'],
    rows: [
      ['findQuestions', size, all, ratio(all, alone), '≤ 2 ×'],
      ['its longest step', '', median(longest), '', '≤ 50 ms'],
      ['markdown-it alone', size, alone, ratio(alone, alone), ''],
    ],
  };
}

/** Reads a list and returns how long its longest step took, in ms. */
function longestStep(text: string): number {
  let longest = 0;
  for (const steps = findQuestionsInSteps('list.md', text); ;) {
    const started = performance.now();
    const { done } = steps.next();
    longest = Math.max(longest, performance.now() - started);
    if (done === true) return longest;
  }
}
