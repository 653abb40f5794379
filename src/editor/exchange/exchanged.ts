/** What goes into files and backups and comes back from them: the progress, and the interviews with it. */
import type { ProgressFile } from '../../study/exchange/progressFile';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Study } from '../core/study';

/** What the commands of this room work with. */
export interface Exchanged {
  readonly study: Study;
  /** The mock interviews that are kept. */
  interviewStore(): Promise<InterviewStore>;
}

/** Everything that the person has: progress and interviews. */
export async function progressFileOf(exchanged: Exchanged): Promise<ProgressFile> {
  const { store } = exchanged.study;
  await store.open();
  return { progress: store.progress, interviews: await (await exchanged.interviewStore()).list() };
}
