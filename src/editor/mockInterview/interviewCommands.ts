/** The commands of the mock interview. */
import * as vscode from 'vscode';
import type { Handlers } from '../base/handlers';
import { commands, type BothPagesCommandId, type InterviewCommandId } from '../base/ids';
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
}): Promise<Handlers<InterviewCommandId | BothPagesCommandId>> {
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
    [commands.next]: () => panel.next(),
    [commands.skipQuestion]: () => panel.skip(),
    [commands.interviewPause]: () => session.togglePause(),
    [commands.interviewEditor]: () => panel.answerInEditor(),
    [commands.interviewDictate]: () => panel.dictate(),
    [commands.rateAgain]: () => panel.rate(1),
    [commands.rateHard]: () => panel.rate(2),
    [commands.rateGood]: () => panel.rate(3),
    [commands.rateEasy]: () => panel.rate(4),
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
    [commands.toggleHint]: () => panel.post({ type: 'toggleHint' }),
    [commands.toggleKeys]: () => panel.post({ type: 'toggleKeys' }),
  };
}
