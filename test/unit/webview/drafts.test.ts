import assert from 'node:assert/strict';
import type { FromWebview } from '../../../src/protocol/question';
import { createDrafts } from '../../../src/webview/question/drafts';
import { laterDrafts, stateOfVisit, type PageState } from '../../../src/webview/question/state';

describe('an own answer on its way to the editor', () => {
  let state: PageState;
  let sent: FromWebview[];
  let unsaved: unknown[];
  let window: EventTarget;

  const create = (drafts: PageState['drafts'] = []) => {
    state = { ...stateOfVisit({ id: 'signals', visit: 1 }, false, undefined), drafts };
    sent = [];
    unsaved = [];
    return createDrafts(
      {
        state: () => state,
        remember: change => (state = { ...state, ...change }),
        send: message => sent.push(message),
      },
      {
        keep: text => unsaved.push(text),
        heard: (rest, isAwaited) => unsaved.push([rest, isAwaited]),
      },
    );
  };
  const textOf = (drafts: ReturnType<typeof create>, kept: string) =>
    drafts.textOf({ id: 'signals', draft: kept });

  before(() => {
    window = new EventTarget();
    Object.assign(globalThis, { window });
  });

  after(() => Reflect.deleteProperty(globalThis, 'window'));

  it('is sent when the person leaves, once, and remembered until it is kept', () => {
    const drafts = create();
    drafts.typed('signals', 'They');
    drafts.typed('signals', 'They let');
    assert.deepEqual(sent, []);
    window.dispatchEvent(new Event('blur'));
    window.dispatchEvent(new Event('blur'));
    assert.deepEqual(sent, [{ type: 'draft', id: 'signals', text: 'They let' }]);
    assert.equal(state.drafts.length, 1);
    assert.equal(drafts.kept('signals', 'They let'), true);
    assert.deepEqual(state.drafts, []);
  });

  it('is unsaved until it is kept, whatever is left of other questions', () => {
    const drafts = create([['gone', 'of no pack', 7]]);
    drafts.typed('signals', 'They');
    assert.deepEqual(unsaved.at(-1), state.drafts);
    drafts.typed('signals', 'They let');
    drafts.kept('signals', 'They');
    assert.deepEqual(unsaved.at(-1), [state.drafts, true]);
    drafts.flush();
    drafts.kept('signals', 'They let');
    assert.deepEqual(unsaved.at(-1), [[['gone', 'of no pack', 7]], false]);
    drafts.kept('gone', 'of no pack');
    assert.deepEqual(unsaved.at(-1), [undefined, false]);
  });

  it('is sent a moment after a key', async () => {
    const drafts = create();
    drafts.typed('signals', 'They');
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.equal(sent.length, 1);
  });

  it('is sent for each question', () => {
    const drafts = create();
    drafts.typed('signals', 'one');
    drafts.typed('forms', 'two');
    drafts.flush();
    assert.deepEqual(
      sent.map(message => message.type === 'draft' && [message.id, message.text]),
      [
        ['signals', 'one'],
        ['forms', 'two'],
      ],
    );
  });

  it('is not replaced by what was kept of it before', () => {
    const drafts = create();
    drafts.typed('signals', 'They let');
    assert.equal(drafts.kept('signals', 'They'), false);
    assert.equal(textOf(drafts, 'They'), 'They let');
    drafts.flush();
  });

  it('is what another window wrote, where nothing is typed here', () => {
    const drafts = create();
    assert.equal(drafts.kept('signals', 'written there'), true);
    assert.equal(textOf(drafts, 'written there'), 'written there');
  });

  it('is sent again by the next page with its time, and yields to what the editor keeps', () => {
    const drafts = create([['signals', 'of the page before', 7]]);
    drafts.sendRemembered();
    assert.deepEqual(sent, [{ type: 'draft', id: 'signals', text: 'of the page before', time: 7 }]);
    assert.equal(textOf(drafts, ''), 'of the page before');
    assert.equal(drafts.kept('signals', 'newer'), true);
    assert.equal(textOf(drafts, 'newer'), 'newer');
  });

  it('is the later one of the state and of what a page that was cut off has left', () => {
    const drafts = [['signals', 'later', 7] as const, ['forms', 'earlier', 7] as const];
    const left = [
      ['signals', 'earlier', 6],
      ['forms', 'later', 8],
      ['caching', 'alone', 1],
      'no draft',
    ];
    assert.deepEqual(laterDrafts(drafts, left), [
      ['signals', 'later', 7],
      ['forms', 'later', 8],
      ['caching', 'alone', 1],
    ]);
    assert.equal(laterDrafts(drafts, { 0: left }), drafts);
  });

  it('is what is typed into the next page, whatever the one before remembered', () => {
    const drafts = create([['signals', 'of the page before', 7]]);
    drafts.sendRemembered();
    drafts.typed('signals', 'of this page');
    assert.equal(drafts.kept('signals', 'of the page before'), false);
    assert.equal(textOf(drafts, 'x'), 'of this page');
    drafts.flush();
  });
});
