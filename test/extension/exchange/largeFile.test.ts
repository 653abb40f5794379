import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { chooseText, saveText } from '../../../src/editor/exchange/files';
import {
  largestProgressFile,
  largestRewritten,
  progressFileLines,
  ProgressFileReader,
} from '../../../src/study/exchange/progressFile';
import { longestNote, type QuestionRecord } from '../../../src/study/progress';

describe('an export that is larger than a file of anyone else may be', () => {
  const { showOpenDialog, showSaveDialog } = vscode.window;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'large-export-'));
  const uri = vscode.Uri.file(path.join(folder, 'large.json'));

  after(() => {
    Object.assign(vscode.window, { showOpenDialog, showSaveDialog });
    fs.rmSync(folder, { recursive: true });
  });

  it('can be imported', async () => {
    Object.assign(vscode.window, {
      showOpenDialog: () => Promise.resolve([uri]),
      showSaveDialog: () => Promise.resolve(uri),
    });
    const note = 'ä\n'.repeat(longestNote / 2);
    const progress = new Map<string, QuestionRecord>();
    for (let number = 0; number < 800; number++) {
      progress.set(`long-note-${number}`, { note: [note, number + 1] });
    }
    const kind = { title: 'Export', extension: 'json', description: 'Progress file' };
    await saveText('large', kind, () => progressFileLines({ progress, interviews: [] }, 'now'));
    assert.ok(fs.statSync(uri.fsPath).size > largestRewritten);
    const reader = new ProgressFileReader();
    await chooseText({}, largestProgressFile, piece => reader.add(piece));
    const read = reader.end();
    assert.equal(read.kind, 'read');
    assert.deepEqual(read.rejected, []);
    assert.deepEqual(read.progress, new Map([...progress].sort(([a], [b]) => (a < b ? -1 : 1))));
  });
});
