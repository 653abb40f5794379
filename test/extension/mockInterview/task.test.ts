import assert from 'node:assert/strict';
import { hasNode } from '../../../src/editor/base/pieces';
import { taskView, whyNoTask } from '../../../src/editor/mockInterview/task';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { startInterview } from '../../../src/study/mockInterview/steps';
import { activeApp } from '../kit/app';

describe('the coding task of an interview in the editor', () => {
  /** On the web, without Python, it says why. */
  const isExpected = (why: string | undefined) => {
    if (hasNode()) assert.equal(why, undefined);
    else assert.match(why ?? '', /which VS Code on the web does not have/);
  };

  it('is offered where exercises can be practised, and elsewhere the form says why not', async () => {
    const { context, study } = await activeApp();
    await study.store.open();
    isExpected(whyNoTask(context, study));
  });

  it('is told in the report, with a button or why there is none', async () => {
    const { context, study } = await activeApp();
    const { id, title } = study.questions.library.questions.find(({ exercise }) => exercise)!;
    const interview = startInterview({
      id: 'task',
      settings: defaultInterviewSettings,
      questions: [{ id, title, collection: '', category: '' }],
      task: { id, title, minutes: 20 },
      now: 5,
    });
    const view = taskView(context, study, interview, markdown => markdown);
    assert.equal(view?.question.id, id);
    assert.match(view.question.outcome, /^Not begun yet · 20 min$/);
    isExpected(view.why);
    const gone = { ...interview, task: { id: 'gone', title: 'Gone?' } };
    const without = taskView(context, study, gone, markdown => markdown);
    assert.equal(without?.question.id, undefined);
    assert.match(without?.why ?? '', /no longer in any pack/);
  });
});
