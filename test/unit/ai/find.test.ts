import assert from 'node:assert/strict';
import type { Study } from '../../../src/editor/core/study';
import { findQuestions } from '../../../src/editor/ai/find';

describe('Questions that a model looks for', () => {
  const studyOf = (count: number, body: string): Study => {
    const questions = Array.from({ length: count }, (_, at) => {
      return { id: `q${at}`, title: `What is thing ${at}?`, hint: '' };
    });
    const fake = {
      packs: () => Promise.resolve(),
      library: { questions },
      body: () => Promise.resolve(body),
    };
    return { questions: fake } as unknown as Study;
  };

  it('are found by all of the words, or else by those that tell the most', async () => {
    const study = studyOf(20, 'Signals are sent.');
    assert.deepEqual(await findQuestions(study, 'thing 7', 3), ['q7', 'q17']);
    assert.deepEqual(await findQuestions(study, 'please explain thing 12 of zebras', 1), ['q12']);
    assert.deepEqual(await findQuestions(study, 'zebras', 3), []);
  });

  it('let others work while thousands of answers are searched', async () => {
    const study = studyOf(1_500, 'Django 在保存模型时发送信号。'.repeat(300));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await findQuestions(study, '信号 事务 signals', 40);
    clearInterval(timer);
    assert.ok(turns > 10, String(turns));
  });
});
