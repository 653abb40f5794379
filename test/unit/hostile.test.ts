import assert from 'node:assert/strict';
import { mergePython, requirementsOf } from '../../src/study/code/project';
import { findQuestions } from '../../src/study/importing';
import { parseAnswer } from '../../src/study/pack';
import { maximumFileLength } from '../../src/study/pack/file';
import { packMarkdown } from '../../src/study/pack/write';
import { functions } from './hostileFunctions';
import { shapes, type Shape } from './hostileShapes';

/**
 * Each function that processes text from outside takes time proportional to its length, whatever
 * the text. The tests compare processor time for a text and one ten times as long, so that the
 * machine and its load do not matter. `HOSTILE=long npm run test:unit -- --grep hostile` measures 1
 * MB and 10 MB, or a function's maximum: see `test/faults/README.md`.
 */
const isLong = process.env.HOSTILE === 'long';
const sizes = isLong ? ([1_000_000, 10_000_000] as const) : ([2_000, 20_000] as const);

/**
 * Short texts are tried first. Quadratic code, at a fifth of a nanosecond a step, takes more than
 * `quick` for the longer one and 16 times as long as for the shorter one; only what takes more than
 * 8 times as long is measured with long texts.
 */
const [shorter, longer] = [800, 3_200];
/** In ms. */
const quick = 1;

/** Less than this, in ms, is noise: the engine compiles and collects meanwhile. */
const noticeable = isLong ? 300 : 100;
/** Maximum factor for ten times the text: linear code takes 10, quadratic code 100. */
const mostTimes = 30;

/** The processor time of a call, in ms: the least of several. */
function timeOf(run: (text: string) => unknown, text: string, calls: number): number {
  let least = Infinity;
  for (let call = 0; call < calls; call++) {
    const start = process.cpuUsage();
    run(text);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function seemsLinear(run: (text: string) => unknown, make: (length: number) => string): boolean {
  const text = make(longer);
  if (timeOf(run, text, 1) < quick) return true;
  const time = timeOf(run, text, 1); // now it is compiled
  return time < quick || time < 8 * Math.max(timeOf(run, make(shorter), 2), 0.2);
}

/** Maximum length of shapes and text added to them. */
const wrapping = 200;

/** Fails if ten times the text takes more than about thirty times as long. */
function assertLinear(
  run: (text: string) => unknown,
  [shape, make]: Shape,
  { length: longest } = { length: Infinity },
): void {
  if (!isLong && seemsLinear(run, make)) return;
  let before = Infinity;
  const most = Math.min(sizes[1], longest - wrapping);
  for (const size of isLong ? [most / 10, most] : sizes) {
    const text = make(size);
    let time = timeOf(run, text, 1);
    if (time > noticeable && time > mostTimes * before) {
      // Measured again, next to ten of the shorter text: of as much text the engine collects as much
      // garbage, in threads that count, too, and neither time is too short to tell. By turns, since a
      // processor that is shared or slowed down for a moment would otherwise make only one of them long.
      const small = make(size / 10);
      const ten = () => {
        for (let call = 0; call < 10; call++) run(small);
      };
      let smaller = Infinity;
      for (let turn = 0; turn < 3; turn++) {
        time = Math.min(time, timeOf(run, text, 1));
        smaller = Math.min(smaller, timeOf(ten, small, 1));
      }
      const told = `${shape}: ${time.toFixed(0)} ms for ${size}, ${smaller.toFixed(0)} ms for ten of a tenth`;
      assert.ok(time <= (mostTimes / 10) * Math.max(smaller, 10), told);
    }
    before = Math.max(time, 1);
  }
}

describe('hostile text', () => {
  it('comes in some forty shapes, of the length that is asked for', () => {
    assert.ok(shapes.length >= 40);
    for (const [name, make] of shapes) {
      assert.ok(Math.abs(make(10_000).length - 10_000) < 100, name);
    }
  });

  /** Shapes per test: all of them take long on a busy machine. */
  const together = 4;
  for (const [name, run, limit] of functions) {
    for (let from = 0; from < shapes.length; from += together) {
      const some = shapes.slice(from, from + together);
      it(`is gone over in proportion to its length: ${name}, shapes from ${from + 1}`, function () {
        if (isLong) this.timeout(0);
        for (const shape of some) assertLinear(run, shape, limit);
      });
    }
  }

  // Patterns with nested repetition fill the engine's stack at some millions of turns.
  const full = (piece: string) =>
    piece.repeat(Math.floor((maximumFileLength - 200) / piece.length));
  const fillings: readonly (readonly [what: string, run: () => unknown, expected: RegExp])[] = [
    ...['\n', ' \n'].flatMap(piece => {
      const text = `${full(piece)}x`;
      const question = { id: 'a', title: 'Q', body: text };
      return [
        [
          `${JSON.stringify(piece)} in an answer that is written`,
          () => packMarkdown([{ title: 'A', questions: [question] }]),
          /x/,
        ],
        [
          `${JSON.stringify(piece)} in a section`,
          () => parseAnswer(`### In short\n${text}`, 0),
          /x/,
        ],
        ...['', 'y'].map(
          before =>
            [
              `${JSON.stringify(piece)} in a cell${before && ', not at its start'}`,
              () => findQuestions('a.csv', `question,answer\nQ,"${before}${text}"`).readings,
              /x/,
            ] as const,
        ),
      ] as const;
    }),
    ...['#\n', '@a\n', 'a,'].map(
      piece =>
        [
          `${JSON.stringify(piece)} above a class that is merged`,
          () => mergePython('import os\n', `${full(piece)}\nclass A:\n  pass\n`),
          /pass/,
        ] as const,
    ),
    [
      '"a." in a setting',
      () =>
        requirementsOf({
          files: [{ path: 'config/settings.py', text: `A = "${full('a.')}a"` }],
          ...{ django: '5.2', otherReleases: [], leftOut: [] },
        }),
      /Django/,
    ],
  ];
  for (const [what, run, expected] of fillings) {
    it(`may fill a file: ${what}`, () => {
      assert.match(JSON.stringify(run()).slice(-1000), expected);
    });
  }

  it('is noticed where it is gone over carelessly', () => {
    // A part of the text is enough, and takes less than half the time.
    const careless = (text: string) => text.slice(text.length / 3).replace(/\s+$/, '');
    const shape = shapes.find(([name]) => name === 'spaces, then a word')!;
    assert.throws(() => assertLinear(careless, shape), /spaces, then a word: \d+ ms for 20000/);
  });
});
