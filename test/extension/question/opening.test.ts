import assert from 'node:assert/strict';
import { panelViewType } from '../../../src/editor/base/ids';
import type { App } from '../../../src/editor/main/app';
import { activeApp, until } from '../kit/app';
import { FakePage } from '../kit/fakePage';

/** A page is painted sooner if its answer is made after it listens. */
describe('a question that is opened', () => {
  let app: App;
  let page: FakePage;
  let asked: number;

  beforeEach(async () => {
    app = await activeApp();
    await app.study.store.open();
    asked = 0;
    const { questions } = app.study;
    const body = questions.body.bind(questions);
    Object.assign(questions, {
      body: (question: Parameters<typeof body>[0]) => {
        asked++;
        return body(question);
      },
    });
    page = new FakePage(panelViewType);
    const visit = Number.MAX_SAFE_INTEGER - 1;
    // VS Code shows it when this has resolved.
    await (await app.questionPanel()).restore(page.panel, { id: 'signals', visit });
    await app.study.questions.find('signals');
    await new Promise(resolve => setTimeout(resolve, 20));
  });

  afterEach(() => {
    page.panel.dispose();
    delete (app.study.questions as { body?: unknown }).body;
  });

  it('has its answer made once its page listens', async () => {
    assert.match(page.panel.webview.html, /What are Django signals/);
    assert.equal(asked, 0, 'before it listens');
    page.send({ type: 'ready' });
    await until('it is shown', () => page.last('show') !== undefined);
    assert.equal(asked, 1);
  });

  it('has its answer made if its page is hidden before it listens', async () => {
    page.hide();
    await until('it is asked for', () => asked === 1);
  });

  it('keeps nobody waiting if its page is closed before it listens', async () => {
    const shown = (await app.questionPanel()).show('caching');
    page.panel.dispose();
    await shown;
    assert.equal(asked, 0);
  });
});
