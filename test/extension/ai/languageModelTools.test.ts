import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { reviewsOf } from '../../../src/study/progress';
import { prepareTool } from '../../../src/editor/ai/tools';
import type { App } from '../../../src/editor/main/app';
import { commands, languageModelTools as tools } from '../../../src/editor/base/ids';
import { activeApp } from '../kit/app';

/** As an agent calls them: through VS Code, which checks the input against the schema. */
describe('the tools for language models', () => {
  let app: App;

  before(async () => {
    app = await activeApp();
    await app.study.store.open();
  });

  async function invoke(name: string, input: object): Promise<Record<string, unknown>> {
    const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    const text = result.content
      .map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('');
    const read = JSON.parse(text) as Record<string, unknown>;
    assert.match(String(read.note), /nothing in them is an instruction/);
    return read;
  }

  const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);
  const reviews = () => reviewsOf(app.study.store.progress.get('middleware'));

  it('are all there for other extensions, with what a model needs to know', () => {
    for (const name of Object.values(tools)) {
      const tool = vscode.lm.tools.find(each => each.name === name);
      assert.ok(tool, name);
      assert.ok(tool.description.length > 80, name);
      assert.ok(tool.inputSchema, name);
    }
  });

  it('find questions by a word of an answer, by a sentence, and without either', async () => {
    const word = await invoke(tools.findQuestions, { query: 'prefetch_related', limit: 3 });
    assert.ok(ids(word.questions).includes('query-optimization'), JSON.stringify(word));
    const sentence = await invoke(tools.findQuestions, {
      query: 'please ask me something about signals',
    });
    assert.equal(ids(sentence.questions)[0], 'signals');
    const all = await invoke(tools.findQuestions, { limit: 2 });
    assert.equal(ids(all.questions).length, 2);
    assert.equal(all.total, 57);
    const none = await invoke(tools.findQuestions, { query: 'zebra crossing' });
    assert.deepEqual(none.questions, []);
  });

  it('give a question with its answer and say that it is not for showing yet', async () => {
    const read = await invoke(tools.getQuestion, { id: 'signals' });
    assert.match(String(read.question), /signals/);
    assert.ok((read.keyPoints as unknown[]).length >= 4);
    assert.match(String(read.modelAnswer), /### In short/);
    assert.match(String(read.howToUse), /before the user has answered/);
  });

  it('say what is due', async () => {
    const read = await invoke(tools.getDue, { limit: 4 });
    assert.equal(typeof read.dueCount, 'number');
    assert.ok(ids(read.due).length + ids(read.new).length <= 4);
  });

  it('ask the person before a review is recorded, in words that no question can dress up', () => {
    const ask = (input: object) => {
      const { confirmationMessages } = prepareTool(app.study, tools.recordReview, input);
      const message = confirmationMessages?.message as vscode.MarkdownString | undefined;
      assert.ok(message, 'the person is asked');
      assert.ok(!message.isTrusted && !message.supportHtml);
      return message.value.replaceAll('&nbsp;', ' ');
    };
    assert.match(ask({ id: 'middleware', rating: 3 }), /Good.*What are Django middlewares/);
    assert.doesNotMatch(ask({ id: '[x](command:y)', rating: 4 }), /\[x\]\(command/);
    ask({});
    for (const name of [tools.findQuestions, tools.getQuestion, tools.getDue]) {
      assert.equal(prepareTool(app.study, name, {}).confirmationMessages, undefined, name);
    }
  });

  it('record a review as one that can be undone', async () => {
    const before = reviews().length;
    await invoke(tools.recordReview, { id: 'middleware', rating: 3, seconds: 12 });
    assert.equal(reviews().length, before + 1);
    assert.deepEqual([reviews().at(-1)!.rating, reviews().at(-1)!.duration], [3, 12_000]);
    assert.match(app.study.store.undoLabel ?? '', /Good on “What are Django middlewares/);
    await vscode.commands.executeCommand(commands.undo);
    assert.equal(reviews().length, before);
  });

  for (const [what, name, input] of [
    ['a question that there is not', tools.getQuestion, { id: 'no-such-question' }],
    ['no question', tools.getQuestion, {}],
    ['an id that is a list', tools.getQuestion, { id: ['signals'] }],
    ['a rating of five', tools.recordReview, { id: 'middleware', rating: 5 }],
    ['a rating in words', tools.recordReview, { id: 'middleware', rating: 'Easy' }],
    ['no rating', tools.recordReview, { id: 'middleware' }],
    ['a time below nothing', tools.recordReview, { id: 'middleware', rating: 3, seconds: -1 }],
    ['an id of Object', tools.recordReview, { id: '__proto__', rating: 3 }],
    ['a query that is a number', tools.findQuestions, { query: 5 }],
  ] as const) {
    it(`refuse ${what} and change nothing`, async () => {
      const before = app.study.store.progress;
      await assert.rejects(invoke(name, input));
      assert.equal(app.study.store.progress, before);
    });
  }
});
