/** How many days are left and how ready the person is, in the status bar. */
import * as vscode from 'vscode';
import { reviewsOf } from '../../study/progress';
import { readinessByCategory } from '../../study/plan/readiness';
import { startOfStudyDay } from '../../study/studyDay';
import { onDidChangeSettings } from '../base/configuration';
import { commands } from '../base/ids';
import { report } from '../base/log';
import { planNow } from '../core/planning';
import type { Study } from '../core/study';
import { dayText, daysLeftText, nameOf, percent } from '../core/planTexts';

/** Changes that come together are looked at once, after this many ms. */
const settleMs = 400;
/** Looked at again at least this often, in ms: clocks are set and machines sleep. */
const longestWait = 60 * 60 * 1000;

/** Shows it as long as a date is set; to who has begun to review, it offers to set one. */
export function registerPlanStatus(study: Study): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('plan', vscode.StatusBarAlignment.Right, 88);
  item.name = vscode.l10n.t('Django interview date');
  item.command = commands.setInterviewDate;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;
  const soon = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      show().catch(report);
    }, ms);
  };
  const show = async () => {
    const now = Date.now();
    const state = await planNow(study, now);
    if (isDisposed) return;
    study.setReadiness(
      new Map(
        state === undefined
          ? []
          : readinessByCategory(state.input).map(({ id, ready, needsAttention }) => [
              id,
              { percent: percent(ready), needsAttention },
            ]),
      ),
    );
    if (state === undefined) {
      const studied = [...study.store.progress.values()].some(
        record => reviewsOf(record).length > 0,
      );
      const label = vscode.l10n.t('Set the date of your interview');
      item.text = '$(calendar)';
      item.tooltip = label;
      item.accessibilityInformation = { label, role: 'button' };
      if (studied) item.show();
      else item.hide();
      return;
    }
    const { interview, daysLeft, plan, today } = state;
    const left = daysLeftText(daysLeft);
    item.text = `$(calendar) ${left} · ${percent(plan.ready.now)} %`;
    const label = vscode.l10n.t(
      '{0}: {1}, {2}. Ready: {3} %, {4} % with the plan.',
      nameOf(interview),
      dayText(interview.day),
      left,
      percent(plan.ready.now),
      percent(plan.ready.onTheDay),
    );
    const todays =
      plan.today.length === 0
        ? vscode.l10n.t('Done for today.')
        : vscode.l10n.t(
            'Today: {0} questions, about {1} minutes.',
            plan.today.length,
            Math.max(1, Math.round(plan.minutes)),
          );
    item.tooltip = `${label}\n${todays}`;
    item.accessibilityInformation = { label: `${label} ${todays}`, role: 'button' };
    item.show();
    const tomorrow = startOfStudyDay(today + 1, study.days);
    soon(Math.min(Math.max(tomorrow - now, 1000), longestWait));
  };
  soon(settleMs);
  return vscode.Disposable.from(
    item,
    study.store.onDidChange(() => soon(settleMs)),
    study.questions.onDidChange(() => soon(settleMs)),
    onDidChangeSettings([], () => soon(settleMs)),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) soon(settleMs);
    }),
    new vscode.Disposable(() => {
      isDisposed = true;
      clearTimeout(timer);
    }),
  );
}
