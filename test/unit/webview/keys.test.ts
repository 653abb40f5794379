import assert from 'node:assert/strict';
import { panelKeys, type PageAction, type PanelAction } from '../../../src/protocol/question';
import {
  actionOf,
  ariaKeys,
  keyLabel,
  keysOf,
  type FocusKind,
  type KeyPress,
} from '../../../src/webview/kit/keys';
import { pageDirection } from '../../../src/webview/question/paging';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: '',
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    ...more,
  };
}

describe('The keys of the question panel', () => {
  for (const { keys, action } of panelKeys) {
    for (const key of keys) {
      it(`${keyLabel(key)} asks for ${action}`, () => {
        assert.equal(actionOf(press(key), 'none'), action);
      });
    }
  }

  it('no key has two meanings', () => {
    const all = panelKeys.flatMap(({ keys }) => keys);
    assert.deepEqual(all, [...new Set(all)]);
  });

  const cases: readonly {
    readonly name: string;
    readonly key: KeyPress;
    readonly focus?: FocusKind;
    readonly action: PanelAction | PageAction | undefined;
  }[] = [
    { name: 'capital letters mean the same', key: press('N'), action: 'next' },
    {
      name: 'a letter with Shift is not taken',
      key: press('N', { shiftKey: true }),
      action: undefined,
    },
    {
      name: '? needs Shift on most keyboards',
      key: press('?', { shiftKey: true }),
      action: 'toggleKeys',
    },
    {
      name: '/ needs Shift on some keyboards',
      key: press('/', { shiftKey: true }),
      action: 'search',
    },
    { name: 'Shift+Space scrolls up', key: press(' ', { shiftKey: true }), action: undefined },
    { name: 'Shift+Home selects', key: press('Home', { shiftKey: true }), action: undefined },
    { name: 'Ctrl+P is the editor’s', key: press('p', { ctrlKey: true }), action: undefined },
    { name: 'Cmd+R is the editor’s', key: press('r', { metaKey: true }), action: undefined },
    {
      name: 'Alt+Left is the editor’s',
      key: press('ArrowLeft', { altKey: true }),
      action: undefined,
    },
    { name: 'composing is left alone', key: press('n', { isComposing: true }), action: undefined },
    { name: 'Home scrolls', key: press('Home'), action: undefined },
    { name: 'End scrolls', key: press('End'), action: undefined },
    {
      name: '< needs Shift on most keyboards',
      key: press('<', { code: 'Comma', shiftKey: true }),
      action: 'first',
    },
    { name: 'other keys are left alone', key: press('q'), action: undefined },
    { name: 'Tab is left alone', key: press('Tab'), action: undefined },
    { name: 'Escape is left alone', key: press('Escape'), action: undefined },
    { name: 'names of Object are no keys', key: press('constructor'), action: undefined },
    { name: 'a held arrow walks on', key: press('ArrowRight', { repeat: true }), action: 'next' },
    { name: 'a held M marks once', key: press('m', { repeat: true }), action: undefined },
    { name: 'a held Space reveals once', key: press(' ', { repeat: true }), action: undefined },
    { name: 'letters are typed in a field', key: press('n'), focus: 'typing', action: undefined },
    { name: '? is typed in a field', key: press('?'), focus: 'typing', action: undefined },
    { name: 'arrows move in a field', key: press('ArrowLeft'), focus: 'typing', action: undefined },
    { name: 'Space presses a button', key: press(' '), focus: 'pressable', action: undefined },
    {
      name: 'letters work on a button',
      key: press('m'),
      focus: 'pressable',
      action: 'toggleMastered',
    },
    {
      name: 'arrows work on a button',
      key: press('ArrowRight'),
      focus: 'pressable',
      action: 'next',
    },
    {
      name: 'arrows scroll long code',
      key: press('ArrowRight'),
      focus: 'scrollable',
      action: undefined,
    },
    {
      name: 'Space scrolls from long code',
      key: press(' '),
      focus: 'scrollable',
      action: undefined,
    },
    {
      name: 'a Cyrillic letter is the key in its place',
      key: press('т', { code: 'KeyN' }),
      action: 'next',
    },
    {
      name: 'a Greek letter is the key in its place',
      key: press('μ', { code: 'KeyM' }),
      action: 'toggleMastered',
    },
    {
      name: 'a Latin letter means itself, wherever it is',
      key: press('a', { code: 'KeyQ' }),
      action: 'writeAnswer',
    },
    {
      name: 'a Latin letter with an accent is no other key',
      key: press('é', { code: 'KeyE' }),
      action: undefined,
    },
    {
      name: 'punctuation in a letter’s place is punctuation',
      key: press(';', { code: 'KeyS' }),
      action: undefined,
    },
    {
      name: 'an input method hides the letter and not the key',
      key: press('Process', { code: 'KeyH' }),
      action: 'toggleHint',
    },
    {
      name: 'an input method hides the digit and not the key',
      key: press('Process', { code: 'Digit3' }),
      action: 'rateGood',
    },
    { name: 'a wide letter is a letter', key: press('ｎ', { code: 'KeyN' }), action: 'next' },
    {
      name: 'a wide space is Space',
      key: press('\u3000', { code: 'Space' }),
      action: 'goOn',
    },
    {
      name: 'an input method’s Space still presses a button',
      key: press('Process', { code: 'Space' }),
      focus: 'pressable',
      action: undefined,
    },
    {
      name: 'a digit of AZERTY needs no Shift',
      key: press('&', { code: 'Digit1' }),
      action: 'rateAgain',
    },
    {
      name: 'a digit of AZERTY may have Shift',
      key: press('2', { code: 'Digit2', shiftKey: true }),
      action: 'rateHard',
    },
    {
      name: '- of AZERTY is no digit',
      key: press('-', { code: 'Digit6' }),
      action: 'buryQuestion',
    },
    {
      name: 'the numeric keypad’s arrows are no digits',
      key: press('ArrowDown', { code: 'Numpad2' }),
      action: undefined,
    },
    {
      name: '! is no rating',
      key: press('!', { code: 'Digit1', shiftKey: true }),
      action: undefined,
    },
    {
      name: 'a Cyrillic letter is typed in a field',
      key: press('т', { code: 'KeyN' }),
      focus: 'typing',
      action: undefined,
    },
    {
      name: 'a Cyrillic letter with Shift is not taken',
      key: press('Т', { code: 'KeyN', shiftKey: true }),
      action: undefined,
    },
    { name: 'letters work on long code', key: press('n'), focus: 'scrollable', action: 'next' },
  ];
  for (const { name, key, focus = 'none', action } of cases) {
    it(name, () => {
      assert.equal(actionOf(key, focus), action);
    });
  }
});

describe('The keys that page', () => {
  for (const [name, key, focus, direction] of [
    ['Page Down pages down', press('PageDown'), 'none', 1],
    ['Page Up pages up', press('PageUp'), 'pressable', -1],
    ['Shift+Space pages up', press(' ', { shiftKey: true }), 'none', -1],
    ['Shift+Space on a button is a press', press(' ', { shiftKey: true }), 'pressable', 0],
    ['Space alone is the page’s own', press(' '), 'none', 0],
    ['Page Down in a field is the field’s', press('PageDown'), 'typing', 0],
    ['Ctrl+Page Down is the editor’s', press('PageDown', { ctrlKey: true }), 'none', 0],
    ['Shift+Page Down selects', press('PageDown', { shiftKey: true }), 'none', 0],
  ] as const) {
    it(name, () => assert.equal(pageDirection(key, focus), direction));
  }
});

describe('The names of keys', () => {
  for (const [key, label] of [
    [' ', 'Space'],
    ['ArrowLeft', '←'],
    ['h', 'H'],
    ['?', '?'],
    ['Home', 'Home'],
  ] as const) {
    it(`"${key}" is printed ${label}`, () => {
      assert.equal(keyLabel(key), label);
    });
  }

  it('are given to screen readers in the form of ARIA', () => {
    assert.equal(ariaKeys('goOn'), 'Space');
    assert.equal(ariaKeys('next'), 'ArrowRight N');
    assert.equal(ariaKeys('openKeybindings'), undefined);
  });

  it('come with the key to teach first', () => {
    assert.deepEqual(keysOf('next'), ['ArrowRight', 'n']);
    assert.deepEqual(keysOf('openKeybindings'), []);
  });
});
