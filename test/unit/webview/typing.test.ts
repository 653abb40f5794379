import assert from 'node:assert/strict';
import type { FromInterviewPage } from '../../../src/protocol/mockInterview';
import { readInterviewState, type TypedAnswer } from '../../../src/webview/mockInterview/state';
import {
  adoptLeft,
  createTyping,
  forgetTyped,
  sendLeft,
  takenLeft,
} from '../../../src/webview/mockInterview/typing';

describe('an answer on its way from the page of an interview', () => {
  type Answer = Extract<FromInterviewPage, { type: 'answer' }>;
  let sent: Answer[];
  let unsaved: unknown[];
  let state = readInterviewState(undefined);

  const context = {
    state: () => state,
    remember: (change: Partial<typeof state>) => (state = { ...state, ...change }),
    send: (message: FromInterviewPage) => {
      if (message.type === 'answer') sent.push(message);
    },
    unsaved: {
      keep: (text: unknown) => unsaved.push(text),
      heard: (rest: unknown) => unsaved.push(rest),
    },
  };
  const create = (answer = '', typed?: TypedAnswer) => {
    state = { ...readInterviewState(undefined), typed };
    sent = [];
    unsaved = [];
    return createTyping({ interview: 'one', index: 2, answer }, context);
  };
  const said = () => sent.map(({ text, before }) => [before, text]);
  const turn = () => sent.at(-1)?.turn ?? -1;

  it('is sent with the text that it was, and remembered until it is stored', () => {
    const typing = create('It');
    typing.typed('It is');
    typing.flush();
    typing.flush();
    typing.typed('It is a view');
    typing.flush();
    assert.deepEqual(said(), [
      ['It', 'It is'],
      ['It is', 'It is a view'],
    ]);
    const { typed } = state;
    assert.deepEqual(typed, { interview: 'one', index: 2, text: 'It is a view', before: 'It' });
    assert.equal(typing.stored('It is', turn() - 1), false, 'of the message before');
    assert.deepEqual([state.typed, unsaved.at(-1)], [typed, typed]);
    assert.equal(typing.stored('It is a view', turn()), false);
    assert.deepEqual([state.typed, unsaved.at(-1)], [undefined, undefined]);
  });

  it('is sent a moment after a key', async () => {
    const typing = create();
    typing.typed('It');
    typing.typed('It is');
    assert.deepEqual(sent, []);
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.deepEqual(said(), [['', 'It is']]);
  });

  it('is the one of another window, unless it was typed into meanwhile', () => {
    const typing = create('It');
    typing.typed('It is');
    typing.flush();
    assert.equal(typing.stored('It is, there', turn()), true);
    assert.equal(typing.text, 'It is, there');
    typing.typed('It is, there and here');
    assert.equal(typing.stored('It is what they say', turn()), false);
    assert.equal(typing.text, 'It is, there and here');
    typing.flush();
    assert.deepEqual(said().at(-1), ['It is, there', 'It is, there and here']);
    assert.equal(typing.stored('both', turn()), true);
    assert.equal(typing.text, 'both');
  });

  it('is sent again by the next page, with the text that was stored before it', () => {
    const left = { interview: 'one', index: 2, text: 'It is a view', before: 'It' };
    const typing = create('It, as stored', left);
    sendLeft(context);
    adoptLeft();
    assert.equal(typing.text, 'It is a view');
    typing.flush();
    assert.deepEqual(said(), [
      ['It', 'It is a view'],
      ['It', 'It is a view'],
    ]);
    assert.equal(typing.stored('It is a view', turn()), false);
    assert.equal(state.typed, undefined);
  });

  it('stays with its question', () => {
    const left = { interview: 'one', index: 1, text: 'It is a view', before: '' };
    const typing = create('Another', left);
    sendLeft(context);
    assert.equal(typing.text, 'Another');
    assert.deepEqual(
      sent.map(({ index, text }) => [index, text]),
      [[1, 'It is a view']],
    );
    takenLeft(context, turn());
    assert.deepEqual([state.typed, unsaved], [undefined, [undefined]]);
  });

  it('of an earlier page is kept until the editor has it, whatever is shown', () => {
    const left = { interview: 'one', index: 1, text: 'It is a view', before: '' };
    const typing = create('Another', left);
    sendLeft(context);
    forgetTyped(context);
    typing.stored('Another, there', turn());
    takenLeft(context, turn() - 1);
    assert.deepEqual([state.typed, unsaved], [left, []]);
    takenLeft(context, turn());
    assert.deepEqual([state.typed, unsaved], [undefined, [undefined]]);
  });

  it('of an earlier page is this one’s where its question is shown, or where more is typed', () => {
    const left = { interview: 'one', index: 2, text: 'It is a view', before: '' };
    for (const goOn of [adoptLeft, () => create('').typed('More')]) {
      create('', left);
      sendLeft(context);
      goOn();
      forgetTyped(context);
      assert.deepEqual([state.typed, unsaved.at(-1)], [undefined, undefined]);
    }
  });

  it('is read from what a page has left, whatever that is', () => {
    const typed = { interview: 'one', index: 2, text: 'It is', before: '' };
    assert.deepEqual(readInterviewState({ typed }).typed, typed);
    for (const other of [7, null, {}, { ...typed, index: -1 }, { ...typed, before: 3 }]) {
      assert.equal(readInterviewState({ typed: other }).typed, undefined);
    }
  });
});
