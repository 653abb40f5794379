import assert from 'node:assert/strict';
import { buildsOnProject } from '../../../src/study/code/bookshop';
import { renderAnswer, type CodeBlock } from '../../../src/study/markdown/render';
import { parseAnswer } from '../../../src/study/pack/answer';
import { readFromInterviewPage } from '../../../src/protocol/mockInterview';
import { readFromWebview } from '../../../src/protocol/question';

const files = ['README.md', 'manage.py', 'config/urls.py', 'shop/models.py', 'templates/base.html'];

describe('what builds on the bookshop', () => {
  const blocks: readonly [what: string, block: CodeBlock, expected: boolean][] = [
    ['a file of it', { language: 'python', title: 'shop/models.py', text: '' }, true],
    ['a new file in a folder of it', { language: 'python', title: 'shop/a/b.py', text: '' }, true],
    ['a template', { language: 'django', title: 'templates/shop/cart.html', text: '' }, true],
    ['its manage.py', { language: 'python', title: 'manage.py', text: '' }, true],
    ['a file beside it', { language: 'dockerfile', title: 'Dockerfile', text: '' }, false],
    ['another app', { language: 'python', title: 'accounts/models.py', text: 'x = 1' }, false],
    [
      'another app that imports from it',
      { language: 'python', title: 'accounts/views.py', text: 'from shop.models import Book' },
      true,
    ],
    ['a caption that is no path', { language: 'text', title: 'shop', text: '' }, false],
    ['a snippet without imports', { language: 'python', text: 'x = 1\n# from shop' }, false],
    ['an import from it', { language: 'python', text: 'x = 1\nfrom shop import views' }, true],
    ['an import of it', { language: 'python', text: 'import config.urls' }, true],
    ['an import in a function', { language: 'python', text: 'def f():\n    import shop' }, true],
    ['a name that only begins so', { language: 'python', text: 'import shopify' }, false],
    ['an import of templates', { language: 'python', text: 'import templates' }, false],
    ['another language', { language: 'text', text: 'import shop' }, false],
  ];
  for (const [what, block, expected] of blocks) {
    it(`${expected ? 'is' : 'is not'} ${what}`, () => {
      assert.equal(buildsOnProject(block, files), expected);
    });
  }

  it('is marked in the answer, in its text and in its follow-up questions', () => {
    const fence = (info: string) => ['```' + info, 'x = 1', '```'];
    const answer = parseAnswer(
      [
        ...['### In depth', '', ...fence('python title="shop/a.py"'), '', ...fence('python')],
        ...['', '### Follow-up questions', '', '- **Why?** So:', ''],
        ...fence('python title="shop/b.py"').map(line => `  ${line}`),
      ].join('\n'),
      0,
    );
    const marks = (buildsOn?: (block: CodeBlock) => boolean) =>
      JSON.stringify(renderAnswer(answer, undefined, buildsOn).sections).match(
        /data-block=\\"\d\\"(?: data-bookshop)?>/g,
      );
    assert.deepEqual(
      marks(block => buildsOnProject(block, files)),
      [
        'data-block=\\"0\\" data-bookshop>',
        'data-block=\\"1\\">',
        'data-block=\\"2\\" data-bookshop>',
      ],
    );
    assert.deepEqual(
      marks(),
      [0, 1, 2].map(block => `data-block=\\"${block}\\">`),
    );
  });

  it('is asked for by both pages, with nothing else in the message', () => {
    const message = { type: 'showBookshop', file: '../../package.json' };
    for (const read of [readFromWebview, readFromInterviewPage]) {
      assert.deepEqual(read(message), { type: 'showBookshop' });
    }
  });
});
