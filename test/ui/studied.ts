import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withChecksum, writeLine } from '../../src/editor/core/storage/journal';
import { writeInterview } from '../../src/study/mockInterview/format';
import type { Interview } from '../../src/study/mockInterview/interview';
import type { Progress } from '../../src/study/progress';

/**
 * Adds to the files of the last studied workspace as another window would. A window notices on
 * reload.
 *
 * @param userData where VS Code keeps files; it must have recorded at least one change
 */
export function addStudied(
  userData: string,
  progress: Progress,
  interviews: readonly Interview[] = [],
): void {
  const storage = path.join(userData, 'User', 'globalStorage');
  const journal = (fs.readdirSync(storage, { recursive: true }) as string[]).find(name =>
    name.endsWith('.journal'),
  );
  assert.ok(journal, 'a change was written');
  const folder = path.dirname(path.join(storage, journal));
  fs.writeFileSync(
    path.join(folder, '00000000-0000-4000-8000-000000000000.journal'),
    writeLine(progress),
  );
  const interviewFolder = path.join(folder, '..', '..', 'interviews', path.basename(folder));
  fs.mkdirSync(interviewFolder, { recursive: true });
  for (const interview of interviews) {
    const text = withChecksum(JSON.stringify(writeInterview(interview)));
    fs.writeFileSync(path.join(interviewFolder, `${interview.id}.json`), text);
  }
}
