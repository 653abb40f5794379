import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { panelViewType, stateKeys } from '../../../src/editor/base/ids';
import { settings, settingsPrefix } from '../../../src/editor/base/settings';
import { registerQuestionLinks } from '../../../src/editor/question/questionLinks';
import { activeApp, extensionId, until } from '../kit/app';
import { Effects } from '../kit/effects';
import { FakePage } from '../kit/fakePage';

describe('links from outside', () => {
  let app: App;
  let open: (uri: vscode.Uri) => Promise<void>;
  let page: FakePage;

  before(async () => {
    app = await activeApp();
    await app.study.store.open();
    page = new FakePage(panelViewType);
    await (
      await app.questionPanel()
    ).restore(page.panel, { id: 'signals', visit: Number.MAX_SAFE_INTEGER });
    page.send({ type: 'ready' });
    // VS Code lets an extension register one handler; this one is the same, and can be called.
    const before = { registerUriHandler: vscode.window.registerUriHandler };
    let handler: vscode.UriHandler | undefined;
    Object.assign(vscode.window, {
      registerUriHandler: (registered: vscode.UriHandler) => {
        handler = registered;
        return new vscode.Disposable(() => undefined);
      },
    });
    registerQuestionLinks(() => Promise.resolve(app));
    Object.assign(vscode.window, before);
    open = async uri => {
      await handler!.handleUri(uri);
    };
  });

  after(() => {
    page.panel.dispose();
  });

  const parts = fc.constantFrom(
    ...[
      '/question/',
      '/question',
      '/',
      '//',
      '/../',
      '/%2e%2e/',
      '/command/',
      '/import/',
      '/open/',
    ],
    ...['signals', 'middleware', 'caching', 'no-such-question', '__proto__', 'constructor'],
    ...['%00', '%zz', '%25', '\u202e', '?', '#', '&', 'workbench.action.quit', 'x'.repeat(1200)],
  );
  const path = fc.oneof(
    fc.constantFrom('signals', 'middleware', 'caching', 'x').map(id => `/question/${id}`),
    fc.array(parts, { maxLength: 6 }).map(all => `/${all.join('')}`),
    fc.string({ unit: 'binary', maxLength: 60 }).map(text => `/question/${text}`),
  );
  const link = fc
    .record({
      path,
      query: fc.oneof(
        fc.constantFrom('', 'mark=mastered', 'rating=4', 'command=undo', '__proto__=1'),
        fc.string(),
      ),
      fragment: fc.oneof(fc.constant(''), fc.string()),
      authority: fc.constantFrom(extensionId, 'other.extension', ''),
      scheme: fc.constantFrom('vscode', 'vscode-insiders', 'https', 'command'),
    })
    .map(fields => {
      try {
        return vscode.Uri.from(fields);
      } catch {
        return; // not a URI, so VS Code passes none
      }
    })
    .filter(uri => uri !== undefined);

  it('only navigate: a thousand of them write nothing, run nothing and throw nothing', async () => {
    const { study } = app;
    await study.store.flush(); // effects of earlier tests
    const progress = JSON.stringify([...study.store.progress]);
    const state = () =>
      JSON.stringify(
        study.state
          .keys()
          .filter(key => key !== stateKeys.lastQuestion)
          .map(key => [key, study.state.get<unknown>(key)]),
      );
    const before = state();
    const shown = new Set<string | undefined>();
    const effects = new Effects();
    try {
      for (const uri of fc.sample(link, 1_000)) {
        await open(uri);
        shown.add(study.current?.id);
        assert.ok(study.current, uri.toString());
      }
    } finally {
      effects.dispose();
    }
    const said =
      /^warning (This link leads to no question|The question “[^”]*” of this link is not in any)/;
    assert.deepEqual(
      effects.seen.filter(each => !said.test(each)),
      [],
    );
    assert.ok(effects.seen.length > 100, 'most lead nowhere');
    assert.deepEqual([...shown].sort(), ['caching', 'middleware', 'signals']);
    assert.equal(JSON.stringify([...study.store.progress]), progress);
    assert.equal(state(), before);
  }).timeout(60_000);

  it('say so where they lead to a question that the person has hidden', async () => {
    const { study } = app;
    const setting = (value: unknown) =>
      vscode.workspace
        .getConfiguration(settingsPrefix)
        .update(settings.hiddenCategories.name, value, vscode.ConfigurationTarget.Global);
    const place = study.questions.library.place('caching');
    await setting([place!.category.id]);
    const effects = new Effects();
    try {
      await until('it is hidden', () => study.questions.question('caching') === undefined);
      await open(vscode.Uri.parse(`${vscode.env.uriScheme}://${extensionId}/question/caching`));
      assert.deepEqual(effects.seen, [
        'warning This link leads to “caching”, a question that you have hidden. Show Hidden Questions…',
      ]);
    } finally {
      effects.dispose();
      await setting(undefined);
    }
    await until('it is back', () => study.questions.question('caching'));
  });
});
