import assert from 'node:assert/strict';
import { loading } from '../kit/loading';

describe('only what is used is loaded', () => {
  it('by activation: the main file', () => {
    assert.deepEqual(loading()?.activated, ['extension']);
  });

  it('by opening the tree: the core, the questions, and what looks for packs', () => {
    assert.deepEqual(loading()?.tree, ['core', 'extension', 'packs', 'questions']);
  });

  it('by opening a question: what renders it, and the commands', () => {
    assert.deepEqual(loading()?.question, [
      'commands',
      'core',
      'extension',
      'markdown',
      'packs',
      'questions',
    ]);
  });
});
