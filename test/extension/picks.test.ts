import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showQuickPick, shownItems, type PickItem } from '../../src/editor/base/picks';

describe('rows to pick from whose texts others wrote', () => {
  const { showQuickPick: own } = vscode.window;
  afterEach(() => {
    Object.assign(vscode.window, { showQuickPick: own });
  });

  /** Lets a person choose all rows, and returns those that were shown. */
  function chooseAll(many: boolean): readonly vscode.QuickPickItem[] {
    const rows: vscode.QuickPickItem[] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
        rows.push(...items);
        return Promise.resolve(many ? items : items[0]);
      },
    });
    return rows;
  }

  const hostile: PickItem = {
    label: '$(pass-filled) What does `$(document).ready` do?\n$(check)',
    description: 'a $(check) \u202eb',
    detail: '\\$(check)',
  };
  const hasIcon = /\$\([\w-]+(?:~\w+)?\)/;

  it('have no icon but their own', () => {
    for (const row of shownItems([hostile, { ...hostile, icon: 'check' }])) {
      const { icon } = row;
      const label = icon === undefined ? row.label : row.label.replace(`$(${icon}) `, '');
      for (const text of [label, row.description ?? '', row.detail ?? '']) {
        assert.doesNotMatch(text, hasIcon);
        assert.doesNotMatch(text, /[\n\u202e]/);
      }
      assert.equal(label.replaceAll('\u2060', ''), hostile.label.replace('\n', ' '));
    }
  });

  it('are made once, and stay what they are', () => {
    const rows = shownItems([{ icon: 'check', label: 'a' }]);
    assert.equal(rows[0]?.label, '$(check) a');
    assert.equal(shownItems(rows)[0], rows[0]);
  });

  it('come back as they were given', async () => {
    const items = [hostile, { label: 'b', icon: 'check' }];
    const rows = chooseAll(false);
    assert.equal(await showQuickPick(items), hostile);
    assert.equal(rows[1]?.label, '$(check) b');
    chooseAll(true);
    const many = await showQuickPick(items, { canPickMany: true });
    assert.ok(many?.length === 2 && many.every((item, at) => item === items[at]));
  });
});
