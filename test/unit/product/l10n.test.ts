import assert from 'node:assert/strict';
import ts from 'typescript';
import { l10nCalls, placeOf, sourceFiles } from './l10nStrings';
import { readText } from '../repository';

type Texts = Readonly<Record<string, string>>;

const languages = ['de', 'zh-cn'] as const;
const json = (file: string) => JSON.parse(readText(file)) as Texts;
const sorted = (texts: Iterable<string>) => [...texts].sort();
const holes = (text: string) => sorted([...text.matchAll(/\{\d+\}/g)].map(([hole]) => hole));
/** Commands that a text links to, settings it names and icons: never translated. */
const fixed = (text: string) =>
  sorted([...text.matchAll(/\]\([^)]*\)|#[\w.]+#|\$\([\w-]+\)/g)].map(([part]) => part));

describe('the texts that a person reads', () => {
  const calls = l10nCalls();
  const texts = new Set(calls.flatMap(({ text }) => text ?? []));

  it('are literals, so that VS Code can look them up', () => {
    assert.deepEqual(
      calls.filter(({ text }) => text === undefined).map(({ place }) => place),
      [],
    );
  });

  it('have no braces that VS Code takes for something else', () => {
    const unclear = [...texts].filter(text =>
      [...text.matchAll(/\{([^}]+)\}/g)].some(([, name = '']) => name.includes('{')),
    );
    assert.deepEqual(unclear, []);
  });

  for (const language of languages) {
    const bundle = json(`l10n/bundle.l10n.${language}.json`);
    const manifest = json(`package.nls.${language}.json`);
    const english = json('package.nls.json');

    it(`are all translated to ${language}, and no others`, () => {
      assert.deepEqual(sorted(Object.keys(bundle)), sorted(texts));
      assert.deepEqual(sorted(Object.keys(manifest)), sorted(Object.keys(english)));
    });

    it(`keep their values, links and icons in ${language}`, () => {
      const pairs = [
        ...Object.entries(bundle),
        ...Object.entries(manifest).map(([key, text]) => [english[key] ?? '', text] as const),
      ];
      for (const [original, text] of pairs) {
        assert.ok(text.trim() !== '', original);
        assert.deepEqual(holes(text), holes(original), original);
        assert.deepEqual(fixed(text), fixed(original), original);
      }
    });
  }

  it('never stand in the code of a page, which gets all its texts from the editor', () => {
    const escaped: string[] = [];
    for (const file of sourceFiles('src/webview')) {
      visitTexts(file, (node, text) => {
        if (isShown(node) && hasWords(text)) escaped.push(`${placeOf(file, node)} ${text}`);
      });
    }
    assert.deepEqual(escaped, []);
  });

  it('never go to the person past l10n.t', () => {
    const escaped: string[] = [];
    for (const file of sourceFiles('src/editor')) {
      visitTexts(file, (node, text) => {
        if (isSaid(node) && hasWords(text)) escaped.push(`${placeOf(file, node)} ${text}`);
      });
    }
    assert.deepEqual(escaped, []);
  });
});

/** Whether there is anything to translate: more than icons, signs and a file extension. */
function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/\$\([\w-]+\)|^\.\w+$/g, ''));
}

/** Calls `use` for every text in the source; for one with values, with the text between them. */
function visitTexts(file: ts.SourceFile, use: (node: ts.Node, text: string) => void): void {
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) use(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      use(
        node,
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(''),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** Whether a text in a page's code is visible: a child of an element, or a label read aloud. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    const called = parent.expression.getText();
    const at = parent.arguments.indexOf(node as ts.Expression);
    return (
      (called === 'element' && at >= 2) ||
      (called === 'button' && at >= 2) ||
      called.endsWith('announce')
    );
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    return /\.(textContent|title|innerText|placeholder)$/.test(parent.left.getText());
  }
  return isNamed(node, ['title', 'aria-label', 'placeholder', 'alt']);
}

/** VS Code's methods that show messages, and its displayed properties. */
const saying =
  /\.(show(Information|Warning|Error)Message|setStatusBarMessage|appendText)$|^HumanError$|^Error$/;
const shownProperties = [
  'placeHolder',
  'placeholder',
  'prompt',
  'title',
  'label',
  'detail',
  'description',
  'tooltip',
  'openLabel',
  'saveLabel',
];

/** Whether a text in the editor's code is shown to the person. */
function isSaid(node: ts.Node): boolean {
  const { parent } = node;
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.arguments) {
    const called = parent.expression.getText();
    return (
      called !== 'Error' && saying.test(called) && parent.arguments.includes(node as ts.Expression)
    );
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    return /\.(tooltip|placeholder|title|text|description|label)$/.test(parent.left.getText());
  }
  return isNamed(node, shownProperties) && !isFollowUp(parent);
}

/** Whether a property is the prompt of a chat's follow-up button: the code reads it as English. */
function isFollowUp(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    node.name.getText() === 'prompt' &&
    ts.isObjectLiteralExpression(node.parent) &&
    node.parent.properties.some(property => property.name?.getText() === 'label')
  );
}

/** Whether a text is the value of a property with one of these names. */
function isNamed(node: ts.Node, names: readonly string[]): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAssignment(parent) &&
    parent.initializer === node &&
    (ts.isIdentifier(parent.name) || ts.isStringLiteral(parent.name)) &&
    names.includes(parent.name.text)
  );
}
