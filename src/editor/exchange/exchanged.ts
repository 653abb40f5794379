/** The data in export files and backups: progress, with its interviews. */
import type { ProgressFile } from '../../study/exchange/progressFile';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Study } from '../core/study';

/** The services these commands use. */
export interface Exchanged {
  readonly study: Study;
  /** The stored mock interviews. */
  interviewStore(): Promise<InterviewStore>;
}

/** All of the person's data: progress and interviews. */
export async function progressFileOf(exchanged: Exchanged): Promise<ProgressFile> {
  const { store } = exchanged.study;
  await store.open();
  return { progress: store.progress, interviews: await (await exchanged.interviewStore()).list() };
}
