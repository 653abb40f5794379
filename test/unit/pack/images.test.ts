import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderAnswer, imageDestinations, renderBlock } from '../../../src/study/markdown/render';
import { parseAnswer } from '../../../src/study/pack';
import { finish } from '../../../src/study/steps';
import { readPackFile } from '../../../src/study/pack/file';
import { imagePath } from '../../../src/study/pack/images';

describe('The path of a picture in its pack', () => {
  const shown: readonly [string, string, string][] = [
    ['a.md', 'layers.png', 'layers.png'],
    ['deep/a.md', 'layers.PNG', 'deep/layers.PNG'],
    ['deep/a.md', './img/layers.svg', 'deep/img/layers.svg'],
    ['deep/a.md', '../img/layers.webp', 'img/layers.webp'],
    ['a.md', 'two%20words.jpeg?raw=true#x', 'two words.jpeg'],
    ['a.md', 'b/../c.gif', 'c.gif'],
  ];
  for (const [file, destination, expected] of shown) {
    it(`is ${expected} for ${destination} in ${file}`, () => {
      assert.equal(imagePath(file, destination), expected);
    });
  }

  for (const destination of [
    ...['https://example.org/a.png', '//example.org/a.png', 'data:image/png;base64,AA==', '#a.png'],
    ...['file:///etc/a.png', 'command:a.png', 'vscode-resource:/a.png', 'C:/a.png', 'C:%5Ca.png'],
    ...[
      '../../a.png',
      '..%2F..%2Fa.png',
      '%2e%2e/%2e%2e/a.png',
      '/etc/a.png',
      '%2Fa/../../../b.png',
    ],
    ...['..\\..\\a.png', '..%5C..%5Ca.png', 'x%00.png', 'a.png%00.md', 'b.md', 'a.html', 'png', ''],
  ]) {
    it(`is none for ${JSON.stringify(destination)}`, () => {
      assert.equal(imagePath('deep/a.md', destination), undefined);
    });
  }

  it('never leads out of the pack, whatever the destination', () => {
    const parts = fc.constantFrom(
      ...[
        '..',
        '.',
        '/',
        '\\',
        '%2e',
        '%2F',
        '%5c',
        '%',
        'a',
        'b.png',
        '.svg',
        ':',
        '\0',
        '?',
        '#',
      ],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), list => {
        const path = imagePath('deep/a.md', list.join(''));
        if (path === undefined) return;
        assert.doesNotMatch(path, /[\\:\0]/);
        assert.ok(path.split('/').every(part => part !== '' && part !== '.' && part !== '..'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('A picture in an answer', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  const images = new Map([['img/layers.png', png]]);
  const body =
    'Text\n\n### Key points\n\n- See ![the *layers* "all"](img/layers.png)\n\n' +
    '### Pitfalls\n\n[![linked](img/layers.png)](#b) ![gone](gone.png)';

  it('is found, however it is written', () => {
    assert.deepEqual(imageDestinations(body), ['img/layers.png', 'img/layers.png', 'gone.png']);
    assert.deepEqual(imageDestinations('`![a](b.png)`\n\n    ![c](d.png)'), []);
  });

  it('is shown where it was read, and as its text where not', () => {
    const { sections } = renderAnswer(parseAnswer(body, 0), images);
    const html = JSON.stringify(sections).replaceAll('\\"', '"');
    assert.match(html, new RegExp(`See <img src="${png}" alt="the layers &quot;all&quot;">`));
    assert.match(html, new RegExp(`<img src="${png}" alt="linked"></a> gone`));
  });

  for (const address of [
    ...['https://example.org/a.png', 'data:text/html;base64,AA==', 'data:image/png;base64,"x', ''],
    ...['data:image/png,<svg>', `${png}" onerror="x`, `${png}\n`, 'javascript:x', 'file:///a.png'],
  ]) {
    it(`is its text where its address is ${JSON.stringify(address)}`, () => {
      const html = renderBlock('![alt](a.png)', undefined, new Map([['a.png', address]]));
      assert.equal(html, '<p>alt</p>\n');
    });
  }
});

describe('What a file says of its pictures', () => {
  const read = (path: string, text: string) => finish(readPackFile({ path, text }));

  it('is where those of the pack are, with their places', () => {
    const { images, links, problems } = read(
      'deep/a.md',
      '## A?\n\n> h\n\nSee ![a](a.png) and [![b](../b.svg)](#b).',
    );
    assert.deepEqual(
      images.map(({ path, startLine, columns }) => [path, startLine, ...columns!]),
      [
        ['deep/a.png', 4, 9, 14],
        ['b.svg', 4, 26, 34],
      ],
    );
    assert.deepEqual(
      links.map(({ id }) => id),
      ['b'],
    );
    assert.deepEqual(problems, []);
  });

  it('is that others are shown as their text', () => {
    const { images, problems } = read(
      'a.md',
      '## A?\n\n> h\n\n![a](https://example.org/a.png) ![b](../b.png) ![c](c.pdf)',
    );
    assert.deepEqual(images, []);
    assert.deepEqual(
      problems.map(({ code, severity, args }) => [code, severity, ...args]),
      [
        ['unsafe-image', 'information', 'https://example.org/a.png'],
        ['unsafe-image', 'information', '../b.png'],
        ['unsafe-image', 'information', 'c.pdf'],
      ],
    );
    assert.deepEqual(read('README.md', '# A\n\n![a](https://example.org/a.png)').problems, []);
  });
});
