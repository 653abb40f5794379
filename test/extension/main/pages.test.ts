import assert from 'node:assert/strict';
import type { App } from '../../../src/editor/main/app';
import { interviewViewType, panelViewType, statisticsViewType } from '../../../src/editor/base/ids';
import type { FirstView } from '../../../src/protocol/question';
import { renderBlock, renderInline } from '../../../src/study/markdown/render';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { activeApp } from '../kit/app';
import { FakePage } from '../kit/fakePage';

/** The interview's page shows its report. */
describe('the page of', () => {
  let app: App;

  before(async () => {
    app = await activeApp();
    await app.study.store.open();
  });

  const pages: readonly (readonly [string, string, (page: FakePage) => unknown])[] = [
    [
      'a question',
      panelViewType,
      async page => (await app.questionPanel()).restore(page.panel, { id: 'signals', visit: 1 }),
    ],
    [
      'the statistics',
      statisticsViewType,
      async page => (await app.statistics()).restore(page.panel),
    ],
    [
      'a mock interview',
      interviewViewType,
      async page => (await app.interviews()).panel.restore(page.panel, {}),
    ],
    [
      'the report of an interview',
      interviewViewType,
      async page => {
        const { panel, session } = await app.interviews();
        await session.start({
          ...defaultInterviewSettings,
          length: { kind: 'questions', count: 1 },
        });
        await session.skip();
        assert.equal(session.interview?.status, 'finished');
        await panel.restore(page.panel, { interview: session.interview.id });
      },
    ],
  ];

  for (const [name, viewType, load] of pages) {
    it(`${name} may run its own script and style, show pictures of its messages, and load nothing`, async () => {
      const nonces = new Set<string>();
      for (let time = 0; time < 2; time++) {
        const page = new FakePage(viewType);
        await load(page);
        const { html, options } = page.panel.webview;
        page.panel.dispose();

        const [meta, ...more] = html.match(/<meta http-equiv[^>]*>/g) ?? [];
        assert.deepEqual(more, []);
        const policy = /content="([^"]*)"/.exec(meta ?? '')?.[1] ?? '';
        const [, nonce = ''] = /'nonce-([^']*)'/.exec(policy) ?? [];
        assert.match(nonce, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'from randomUUID');
        nonces.add(nonce);
        assert.deepEqual(policy.split('; ').sort(), [
          "base-uri 'none'",
          "default-src 'none'",
          "form-action 'none'",
          'img-src data:',
          `script-src 'nonce-${nonce}'`,
          `style-src 'nonce-${nonce}'`,
        ]);
        assert.ok(html.indexOf(meta!) < html.indexOf('<style'), 'it comes before what it holds');

        const tags = (name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, 'g'));
        assert.deepEqual(tags('style'), [`<style nonce="${nonce}">`]);
        const [strings, first, script, ...others] = tags('script') ?? [];
        assert.equal(strings, '<script type="application/json" id="strings">');
        assert.equal(first, '<script type="application/json" id="first">');
        assert.equal(script, `<script nonce="${nonce}">`);
        assert.deepEqual(others, []);
        const withoutCode = html.replace(/(<(script|style)\b[^>]*>)[^]*?<\/\2>/g, '$1');
        assert.doesNotMatch(withoutCode, /<link|\s(?:style|src|href|on[a-z]+)=|<base|<iframe/);
        assert.deepEqual(options.localResourceRoots, []);
        assert.equal(options.enableCommandUris, false);
        assert.equal(options.enableForms, undefined);
      }
      assert.equal(nonces.size, 2, 'another one for each page');
    });
  }

  it('a question holds wording and hint at once, and not the answer', async () => {
    const page = new FakePage(panelViewType);
    await (
      await app.questionPanel()
    ).restore(page.panel, {
      id: 'signals',
      visit: Number.MAX_SAFE_INTEGER - 1,
    });
    const { html } = page.panel.webview;
    page.panel.dispose();
    const [, json = ''] = /id="first">(.*)<\/script>/.exec(html) ?? [];
    const { question } = JSON.parse(json) as FirstView;
    const { title, hint } = app.study.questions.question('signals')!;
    assert.equal(question.id, 'signals');
    assert.equal(question.titleHtml, renderInline(title));
    assert.equal(question.hintHtml, renderBlock(hint!));
    assert.ok(!json.includes('<'), 'no text can end the element');
    assert.doesNotMatch(html, /In short/);
  });

  after(async () => {
    const { session, store } = await app.interviews();
    session.leave();
    for (const { id } of await store.list()) await store.remove(id);
  });
});
