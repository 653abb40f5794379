import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { leadsOut } from '../../../src/editor/practice/places';

describe('the folder for exercises', () => {
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'places-'));
  const workspace = vscode.workspace.workspaceFolders![0]!.uri;
  const link = path.join(workspace.fsPath, 'linked-practice');

  after(() => {
    fs.rmSync(link, { force: true });
    fs.rmSync(outside, { recursive: true });
  });

  it('is not written through a link that a project brought along', async function () {
    if (process.platform === 'win32') this.skip();
    fs.symlinkSync(outside, link);
    assert.ok(await leadsOut(vscode.Uri.file(link)));
    assert.ok(!(await leadsOut(vscode.Uri.joinPath(workspace, 'not-there'))));
    assert.ok(!(await leadsOut(vscode.Uri.file(outside))));
    assert.ok(!(await leadsOut(workspace)));
  });
});
