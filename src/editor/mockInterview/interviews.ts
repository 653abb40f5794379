/** The parts of the mock interview, loaded on first use. */
import type * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Study } from '../core/study';
import { InterviewPanel } from './panel';
import { InterviewReports } from './reports';
import { InterviewSession } from './session';
import { Whiteboard } from './whiteboard';

export interface Interviews {
  readonly store: InterviewStore;
  readonly session: InterviewSession;
  readonly whiteboard: Whiteboard;
  readonly reports: InterviewReports;
  readonly panel: InterviewPanel;
  /** Leaves the current interview so that it can be resumed. */
  dispose(): void;
}

/** Creates the parts, which then own `store`. `openQuestion` shows a question in its own panel. */
export function createInterviews(
  study: Study,
  context: vscode.ExtensionContext,
  store: InterviewStore,
  openQuestion: (id: QuestionId) => Promise<void>,
): Interviews {
  const session = new InterviewSession(study, store);
  const whiteboard = new Whiteboard(session, store);
  const reports = new InterviewReports(study, store);
  const panel = new InterviewPanel({ study, context, store, session, whiteboard, openQuestion });
  // The session leaves its interview before the store writes pending changes.
  const all = [panel, whiteboard, session, store];
  return {
    store,
    session,
    whiteboard,
    reports,
    panel,
    dispose: () => {
      for (const one of all) one.dispose();
    },
  };
}
