import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { interviewViewType, panelViewType, statisticsViewType } from '../../../src/editor/base/ids';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { activeApp } from '../kit/app';
import { FakePage } from '../kit/fakePage';

/** The report of an interview is shown by the page of the interview. */
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
    it(`${name} may load its own script, styles and pictures of its messages, and nothing else`, async () => {
      const nonces = new Set<string>();
      for (let time = 0; time < 2; time++) {
        const page = new FakePage(viewType);
        await load(page);
        const { html, options, cspSource } = page.panel.webview;
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
          `style-src ${cspSource}`,
        ]);
        assert.ok(html.indexOf(meta!) < html.indexOf('<link'), 'it comes before what it holds');

        const scripts = html.match(/<script[^>]*>/g) ?? [];
        assert.equal(scripts.length, 2);
        assert.equal(scripts[0], '<script type="application/json" id="strings">');
        assert.match(scripts[1]!, new RegExp(`nonce="${nonce}" src="https://[^"]+/page\\.js"`));
        assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:|command:|<base|<iframe/);

        const folder = vscode.Uri.joinPath(app.context.extensionUri, 'dist', 'page');
        assert.deepEqual(
          options.localResourceRoots?.map(each => each.toString()),
          [folder.toString()],
        );
        assert.equal(options.enableCommandUris, false);
        assert.equal(options.enableForms, undefined);
      }
      assert.equal(nonces.size, 2, 'another one for each page');
    });
  }

  after(async () => {
    const { session, store } = await app.interviews();
    session.leave();
    for (const { id } of await store.list()) await store.remove(id);
  });
});
