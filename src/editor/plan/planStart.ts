/** Loads the plan's views once there is a review or an interview date. */
import * as vscode from 'vscode';
import { isInterviewId } from '../../study/plan/interviewId';
import { reviewsOf } from '../../study/progress';
import { report } from '../base/log';
import type { Study } from '../core/study';

/** Shows the plan in the status bar; free while nothing was reviewed and no date is set. */
export function registerPlan(study: Study): vscode.Disposable {
  const parts: vscode.Disposable[] = [];
  let isDisposed = false;
  const look = () => {
    for (const [id, record] of study.store.progress) {
      if (!isInterviewId(id) && reviewsOf(record).length === 0) continue;
      waiting.dispose();
      import('./planStatus')
        .then(({ registerPlanStatus }) => {
          if (!isDisposed) parts.push(registerPlanStatus(study));
        })
        .catch(report);
      return;
    }
  };
  const waiting = study.store.onDidChange(look);
  return new vscode.Disposable(() => {
    isDisposed = true;
    waiting.dispose();
    vscode.Disposable.from(...parts).dispose();
  });
}
