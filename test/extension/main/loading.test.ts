import assert from 'node:assert/strict';
import { moments } from '../../host/loadedParts';
import { loading } from '../kit/loading';

/** `test/smoke/` limits their size in bytes. */
describe('only what is used is loaded', () => {
  it('by activation: the main file', () => {
    assert.deepEqual(loading()?.activated, moments.activated.files);
  });

  it('by opening the tree: the core, the questions, and what looks for packs', () => {
    assert.deepEqual(loading()?.tree, moments.treeOpened.files);
  });

  it('by opening a question: its panel, the pages and the commands', () => {
    assert.deepEqual(loading()?.question, moments.questionOpened.files);
  });

  it('once the question is there, for its answer: what renders it, and exercises', () => {
    assert.deepEqual(loading()?.answer, moments.answerReady.files);
  });
});
