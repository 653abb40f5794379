/** The interviews that go with the progress, for files and backups. */
import type { ProgressFile } from '../../study/exchange/progressFile';
import type { Interview } from '../../study/mockInterview/interview';
import type { App } from '../main/app';

/** Everything that the person has: progress and interviews. */
export async function progressFileOf(app: App): Promise<ProgressFile> {
  const { store } = app.study;
  await store.open();
  return { progress: store.progress, interviews: await (await app.interviews()).store.list() };
}

/** Merges interviews into those that are kept. */
export async function keepInterviews(app: App, kept: readonly Interview[]): Promise<void> {
  if (kept.length === 0) return;
  const { store } = await app.interviews();
  for (const interview of kept) await store.keep(interview);
}
