/**
 * The actions of the interview's page. Each is a command, so that it can be bound to another key; the
 * page's other messages are received in `panel.ts`.
 */
import * as vscode from 'vscode';
import type { InterviewAction } from '../../protocol/mockInterview';
import { bothPagesCommands, commands, interviewViewType, type CommandId } from '../base/ids';

const actionCommands: Record<InterviewAction, CommandId> = {
  reveal: commands.interviewReveal,
  next: commands.next,
  skip: commands.skipQuestion,
  pause: commands.interviewPause,
  editor: commands.interviewEditor,
  dictate: commands.interviewDictate,
  again: commands.rateAgain,
  hard: commands.rateHard,
  good: commands.rateGood,
  easy: commands.rateEasy,
  end: commands.interviewEnd,
  report: commands.interviewReport,
  export: commands.interviewExport,
  delete: commands.interviewDelete,
  history: commands.interviewHistory,
  setup: commands.startInterview,
  toggleHint: commands.toggleHint,
  toggleKeys: commands.toggleKeys,
  openKeybindings: commands.openKeybindings,
};

/** Runs the command of an action. One that is of both pages is told that it comes from this one. */
export async function runAction(action: InterviewAction): Promise<void> {
  const command = actionCommands[action];
  const isOfBoth = Object.keys(bothPagesCommands).some(name => command.endsWith(`.${name}`));
  await vscode.commands.executeCommand(command, ...(isOfBoth ? [interviewViewType] : []));
}
