import assert from 'node:assert/strict';
import { indexedInStep, longestIndexed, prepareCodeIndex } from '../../src/study/code/codeIndex';
import { createMarkdown } from '../../src/study/markdown/parser';
import { longestPiece } from '../../src/study/markdown/pieces';
import {
  imageDestinationsInSteps,
  renderAnswerInSteps,
  renderBlockInSteps,
} from '../../src/study/markdown/render';
import { longestParagraph } from '../../src/study/markdown/renderer';
import { parseAnswerInSteps } from '../../src/study/pack';
import { longestNote } from '../../src/study/progress';
import { lookedThroughInStep, prepareSearch, searchedInStep } from '../../src/study/search';
import { finish, type Steps } from '../../src/study/steps';
import { shapes } from './hostileShapes';

/**
 * Work that a key press triggers, or waits for, is done in steps of a bounded amount of text:
 * opening and typing in the search, showing an answer and a note, the index of names behind lenses
 * and hovers. (Packs are read in steps as well: `packProperties.test.ts` counts those.) Text is
 * counted, since times depend on the machine: ten thousand characters of a paragraph, or thirty
 * thousand of blocks, take 10 to 30 ms whatever they contain.
 */
describe('the work on the way of a key press', () => {
  /** Text given to markdown-it since the last step, in UTF-16 units. */
  let paragraphs = 0;
  let blocks = 0;
  const { inline, block } = createMarkdown();
  const restore: (() => void)[] = [];

  before(() => {
    count(inline, length => (paragraphs += length));
    count(block, length => (blocks += length));
  });
  after(() => {
    for (const one of restore) one();
  });

  /** Reports the length of each text given to any parser of this kind. */
  function count(parser: object, tell: (length: number) => void): void {
    const shared = Object.getPrototypeOf(parser) as { parse: (...args: unknown[]) => unknown };
    const { parse } = shared;
    shared.parse = function (...args) {
      tell(String(args[0]).length);
      return parse.apply(this, args);
    };
    restore.push(() => (shared.parse = parse));
  }

  /** The most text of each kind that one step processed. */
  function most<T>(steps: Steps<T>) {
    const largest = { paragraphs: 0, blocks: 0, steps: 0 };
    for (;;) {
      [paragraphs, blocks] = [0, 0];
      const { done, value } = steps.next();
      largest.steps += 1;
      largest.paragraphs = Math.max(largest.paragraphs, paragraphs);
      largest.blocks = Math.max(largest.blocks, blocks);
      if (done) return { ...largest, value };
    }
  }

  const length = 65_000;
  for (const [shape, make] of shapes) {
    it(`is bounded where an answer is opened: ${shape}`, () => {
      const text = make(length);
      const parsed = most(parseAnswerInSteps(text, 0));
      assert.ok(parsed.steps >= length / longestPiece, String(parsed.steps));
      for (const work of [
        most(renderAnswerInSteps(parsed.value)),
        most(imageDestinationsInSteps(`![${text}`)),
        most(renderBlockInSteps(text.slice(0, longestNote), [])),
      ]) {
        assert.ok(work.paragraphs <= longestParagraph, `${work.paragraphs} of a paragraph`);
        assert.ok(work.blocks <= longestPiece + 10, `${work.blocks} of blocks`);
      }
    });
  }

  it('is bounded where an answer is opened whose parts are as long as they may be', () => {
    const paragraph = `${'a `b` *c* '.repeat(longestParagraph / 10 - 1)}\n\n`;
    const { paragraphs, value } = most(
      renderAnswerInSteps(finish(parseAnswerInSteps(paragraph.repeat(15), 0))),
    );
    assert.ok(paragraphs <= longestParagraph);
    assert.match(JSON.stringify(value), /(<em>c<\/em>.*){14}/);
  });

  /** The most text read from entries in one step; each read counts. */
  function mostTaken<T>(texts: readonly string[], work: (entries: readonly Entry[]) => Steps<T>) {
    let taken = 0;
    const entries = texts.map((text, id): Entry => ({
      id: String(id),
      title: '',
      hint: '',
      get body() {
        taken += text.length;
        return text;
      },
    }));
    const steps = work(entries);
    let largest = 0;
    let count = 0;
    for (;;) {
      taken = 0;
      const { done, value } = steps.next();
      largest = Math.max(largest, taken);
      count += 1;
      if (done) return { largest, count, value };
    }
  }
  interface Entry {
    readonly id: string;
    readonly title: string;
    readonly hint: string;
    readonly body: string;
  }

  const answers = Array.from({ length: 400 }, (_, at) => `answer ${at} `.repeat(500));
  const one = answers.join('').slice(0, 2_000_000);

  it('is bounded where the search is opened', () => {
    const size = answers[399]!.length;
    const { largest } = mostTaken(answers, prepareSearch);
    assert.ok(largest <= searchedInStep + size, String(largest));
    // A single long answer is processed in parts.
    const { count } = mostTaken([one], prepareSearch);
    assert.ok(count >= one.length / (2 * searchedInStep), String(count));
  });

  it('is bounded where the search is typed in, and ends when something else is typed', () => {
    const search = finish(prepareSearch(answers.map((body, id) => entryOf(String(id), body))));
    const words = 'answer 1 2 3 4 5 6 7 8 9 no where';
    const { steps, value } = most(search.inSteps(words, 20));
    const all = answers.join('').length * 12;
    assert.ok(steps >= all / (lookedThroughInStep + answers[399]!.length * 12), String(steps));
    assert.deepEqual(value, search(words, 20));
  });

  it('finds and shows what stands far down in a long answer', () => {
    const search = finish(prepareSearch([entryOf('long', `${one}\n\nthe needle in it`)]));
    const [hit] = search('needle', 5);
    assert.match(hit?.snippet ?? '', /^….*the needle in it$/);
    const { steps } = most(search.inSteps('needle', 5));
    assert.ok(steps >= 20, `${steps}: the place in a long answer is looked for in parts`);
  });

  it('is bounded where the names of code are collected', () => {
    const { largest } = mostTaken(answers, prepareCodeIndex);
    assert.ok(largest <= indexedInStep + longestIndexed, String(largest));
    const { count } = mostTaken(answers, prepareCodeIndex);
    assert.ok(count >= answers.join('').length / (indexedInStep + 10_000), String(count));
  });

  function entryOf(id: string, body: string): Entry {
    return { id, title: '', hint: '', body };
  }
});
