/** The commands of the mock interview. */
import * as vscode from 'vscode';
import type { Handlers } from '../base/handlers';
import { commands, type InterviewCommandId } from '../base/ids';
import type { Study } from '../core/study';
import { deleteInterview, showHistory } from './history';
import type { Interviews } from './interviews';
import { showInformationMessage } from '../base/messages';

/** The handlers of these commands. */
export async function interviewCommands({
  study,
  interviews: load,
}: {
  readonly study: Study;
  readonly interviews: () => Promise<Interviews>;
}): Promise<Handlers<InterviewCommandId>> {
  const interviews = await load();
  const { panel, session, store, reports } = interviews;
  const parts = { ...interviews, study };
  /** The interview whose report is shown. */
  const ended = () => (session.interview?.status === 'open' ? undefined : session.interview);

  return {
    /** @param given initial settings of the form, such as a rehearsal's; untrusted */
    [commands.startInterview]: given => panel.showSetup(given),
    [commands.resumeInterview]: async () => {
      const left = panel.unfinished ?? (await store.list()).find(one => one.status === 'open')?.id;
      await panel.show(left);
    },
    [commands.interviewHistory]: () => showHistory(parts),
    [commands.interviewReveal]: () => panel.reveal(),
    [commands.interviewNext]: () => panel.next(),
    [commands.interviewSkip]: () => panel.skip(),
    [commands.interviewPause]: () => session.togglePause(),
    [commands.interviewEditor]: () => panel.answerInEditor(),
    [commands.interviewDictate]: () => panel.dictate(),
    [commands.interviewAgain]: () => panel.rate(1),
    [commands.interviewHard]: () => panel.rate(2),
    [commands.interviewGood]: () => panel.rate(3),
    [commands.interviewEasy]: () => panel.rate(4),
    [commands.interviewEnd]: () => panel.end(),
    [commands.interviewReport]: async () => {
      const shown = ended();
      if (shown) await reports.open(shown);
      else await reports.compare();
    },
    [commands.interviewExport]: async () => {
      const shown = ended();
      if (shown) await reports.export(shown);
    },
    [commands.interviewDelete]: async () => {
      const shown = ended();
      if (shown) await deleteInterview(parts, shown.id);
      else void showInformationMessage(vscode.l10n.t('Open a report first.'));
    },
    [commands.interviewHint]: () => panel.post({ type: 'toggleHint' }),
    [commands.interviewKeys]: () => panel.post({ type: 'toggleKeys' }),
  };
}
