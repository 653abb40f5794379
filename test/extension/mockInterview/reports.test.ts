import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../../../src/editor/base/log';
import { InterviewReports } from '../../../src/editor/mockInterview/reports';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { startInterview } from '../../../src/study/mockInterview/steps';
import { activeApp } from '../kit/app';

describe('the report of a mock interview', () => {
  const { showSaveDialog } = vscode.window;
  afterEach(() => Object.assign(vscode.window, { showSaveDialog }));

  it('says in words where it cannot be saved', async () => {
    const app = await activeApp();
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'reports-'));
    try {
      // A file where the report's folder would be.
      await fs.writeFile(path.join(root, 'file'), '');
      const uri = vscode.Uri.file(path.join(root, 'file', 'report.md'));
      Object.assign(vscode.window, { showSaveDialog: () => Promise.resolve(uri) });
      const question = { id: 'signals', title: 'Signals', collection: 'A', category: 'B' };
      const interview = startInterview({
        id: 'a',
        settings: defaultInterviewSettings,
        questions: [question],
        now: Date.now(),
      });
      const reports = new InterviewReports(app.study, await app.interviewStore());
      await assert.rejects(
        reports.export(interview),
        (error: unknown) =>
          error instanceof HumanError && error.message.includes('report.md could not be written: '),
      );
    } finally {
      await fs.rm(root, { recursive: true, force: true });
    }
  });
});
