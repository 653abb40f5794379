import assert from 'node:assert/strict';
import Module from 'node:module';

/** Marks a text as one that went through `l10n.t`, like a pseudo-locale. */
const mark = (text: string) => `⟦${text}⟧`;

/** `vscode` with nothing but texts, each of them marked. */
const vscode = {
  env: { language: 'en' },
  l10n: {
    t: (message: string, ...values: unknown[]) =>
      mark(message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]))),
  },
};

interface Loader {
  _load: (request: string, ...rest: unknown[]) => unknown;
}

/** Every page's texts, as the editor sends them. */
const pages: readonly (readonly [string, () => Promise<object>])[] = [
  [
    'question',
    async () =>
      (await import('../../../src/editor/question/questionPageStrings')).questionPageStrings(),
  ],
  [
    'interview',
    async () =>
      (await import('../../../src/editor/mockInterview/pageStrings')).interviewPageStrings(),
  ],
  [
    'statistics',
    async () =>
      (
        await import('../../../src/editor/statistics/statisticsPageStrings')
      ).statisticsPageStrings(),
  ],
  ['rating', async () => (await import('../../../src/editor/core/ratings')).ratingNames()],
];

/** The texts in a value that are not fully marked, by their place in it. */
function unmarked(value: unknown, place: string): string[] {
  if (typeof value === 'string') return /^⟦[^⟦⟧]+⟧$/u.test(value) ? [] : [`${place}: ${value}`];
  return Object.entries(value as object).flatMap(([key, each]) =>
    unmarked(each, `${place}.${key}`),
  );
}

describe('in a pseudo-locale', () => {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  before(() => {
    loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
  });
  after(() => {
    loader._load = load;
  });

  for (const [page, texts] of pages) {
    it(`every text of the ${page} page is one whole translated text`, async () => {
      const strings = await texts();
      assert.ok(Object.keys(strings).length > 3);
      assert.deepEqual(unmarked(strings, page), []);
    });
  }
});
