import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/base/ids';
import { keep } from '../../../src/editor/plan/askPlan';
import type { App } from '../../../src/editor/main/app';
import {
  clearInterview,
  interviewsOf,
  keepInterview,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { studyDayOf } from '../../../src/study/studyDay';
import { activeApp, until } from '../kit/app';

describe('the list of interviews', () => {
  const { showQuickPick, showInformationMessage, createQuickPick } = vscode.window;
  let app: App;
  let today: number;
  let said: string[];
  /** The labels of each list that was shown. */
  let lists: string[][];

  before(async () => {
    app = await activeApp();
    await app.study.questions.packs();
    today = studyDayOf(Date.now(), app.study.days);
  });

  beforeEach(() => {
    said = [];
    lists = [];
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
  });

  afterEach(async () => {
    Object.assign(vscode.window, { showQuickPick, showInformationMessage, createQuickPick });
    for (const { id } of interviewsOf(app.study.store.progress).all) {
      await app.study.store.apply('Clear it', progress => clearInterview(progress, id, Date.now()));
    }
  });

  const set = (id: string, day: number) => {
    const scope = { ...wholeScope, first: ['middleware'] };
    const minutes = Array.from({ length: 7 }, () => 20);
    const interview: PlannedInterview = { id, name: id, day, minutes, scope };
    return app.study.store.apply('Set a date', progress =>
      keepInterview(progress, interview, Date.now()),
    );
  };

  /** Picks the rows with these labels, one list after the other, and then the day. */
  async function choose(labels: readonly string[], day?: number): Promise<void> {
    const left = [...labels];
    Object.assign(vscode.window, {
      showQuickPick: (rows: readonly vscode.QuickPickItem[]) => {
        lists.push(rows.map(({ label }) => label));
        const label = left.shift();
        return Promise.resolve(rows.find(row => row.label.endsWith(label ?? '…no')));
      },
      createQuickPick: () => {
        let accept = () => undefined as unknown;
        const pick = {
          value: '',
          items: [] as readonly (vscode.QuickPickItem & { value?: number })[],
          get selectedItems() {
            return this.items.filter(({ value }) => value === day).slice(0, 1);
          },
          onDidChangeValue: () => undefined,
          onDidHide: () => undefined,
          onDidAccept: (listener: () => unknown) => void (accept = listener),
          show: () => void accept(),
          dispose: () => undefined,
        };
        return pick;
      },
    });
    await vscode.commands.executeCommand(commands.setInterviewDate);
  }

  const all = () =>
    interviewsOf(app.study.store.progress).all.map(({ id, day }) => [id, day - today]);

  it('has one that is past for a while, so that one put off is moved with what it is about', async () => {
    await set('Bookshop', today - 3);
    await set('Long ago', today - 20);
    await choose(['Bookshop', 'Change the Date…'], today + 7);
    assert.equal(lists[0]?.length, 2, 'the other one is no longer listed');
    assert.ok(!lists[1]?.some(label => label.endsWith('Rehearse…')));
    assert.deepEqual(all(), [
      ['Long ago', -20],
      ['Bookshop', 7],
    ]);
    const moved = interviewsOf(app.study.store.progress).all[1];
    assert.deepEqual(moved?.scope.first, ['middleware']);
    assert.match(said.join(), /Your interview is on/);
  });

  it('has changes by the button of an older message made to the interview as it is now', async () => {
    const clicks: (() => void)[] = [];
    Object.assign(vscode.window, {
      showInformationMessage: (_: string, ...buttons: string[]) =>
        new Promise(resolve => {
          const take = buttons.find(button => button.startsWith('Take'));
          clicks.push(() => resolve(take));
        }),
    });
    const minutes = Array.from({ length: 7 }, () => 1);
    const interview = { id: 'Acme', name: 'Acme', day: today + 5, minutes, scope: wholeScope };
    const now = () => interviewsOf(app.study.store.progress).all;
    const kept: Promise<void>[] = [];
    const set = async (given: PlannedInterview) => {
      const count = clicks.length;
      kept.push(keep(app.study, given));
      await until('it is said', () => clicks.length > count);
    };
    await set(interview);
    await set({ ...interview, name: 'Acme, again', day: today + 6 });
    clicks[0]!();
    await until('it is taken', () => now()[0]!.minutes[0]! > 1);
    assert.deepEqual([now()[0]!.name, now()[0]!.day], ['Acme, again', today + 6]);
    await app.study.store.apply('Clear', progress => clearInterview(progress, 'Acme', Date.now()));
    clicks[1]!();
    await kept[1];
    assert.deepEqual(now(), []);
  });

  it('clears one, and says that the plan goes on for the others', async () => {
    await set('Bookshop', today + 3);
    await set('Library', today + 9);
    await choose(['Bookshop', 'Clear This Interview']);
    assert.deepEqual(all(), [['Library', 9]]);
    assert.match(said.join(), /The plan goes on for your other interviews\./);
    await choose(['Library', 'Clear This Interview']);
    assert.match(said.join(), /Reviews follow the long term again\./);
  });
});
