/** Days left and readiness, in the status bar. */
import * as vscode from 'vscode';
import { reviewsOf } from '../../study/progress';
import { readinessByCategory } from '../../study/plan/readiness';
import { startOfStudyDay } from '../../study/studyDay';
import { onDidChangeSettings, readSetting } from '../base/configuration';
import { commands, stateKeys } from '../base/ids';
import { report } from '../base/log';
import { showInformationMessage } from '../base/messages';
import { settings } from '../base/settings';
import { allOf, planNow, sameDay, type PlanNow } from '../core/planning';
import type { CategoryReadiness, Study } from '../core/study';
import { shareText } from '../core/intervals';
import { dayText, daysLeftText, nameAmong, nameOf, percent } from '../core/planTexts';
import { interviewToTell, onDidTell } from './askedInInterview';
import { registerInterviewDay } from './interviewDay';

/** Delay to handle changes together, in ms. */
const settleMs = 400;
/** Updated at least this often, in ms: clocks are changed and machines sleep. */
const longestWait = 60 * 60 * 1000;

/** Updates the readiness of the categories in the tree: for the next interview about each. */
function tellReadiness(study: Study, state: PlanNow | undefined): void {
  const { categories } = study.questions.library;
  const before = categories.map(({ id }) => study.readiness(id));
  const now = new Map<string, CategoryReadiness>();
  for (const { input } of state ? allOf(state) : []) {
    for (const { id, ready, needsAttention } of readinessByCategory(input)) {
      if (!now.has(id)) now.set(id, { percent: percent(ready), needsAttention });
    }
  }
  study.setReadiness(now);
  const changed = categories.filter(({ id }, at) => {
    const [was, is] = [before[at], study.readiness(id)];
    return was?.percent !== is?.percent || was?.needsAttention !== is?.needsAttention;
  });
  study.stand(new Set(changed.flatMap(({ questions }) => questions[0]?.id ?? [])));
}

/** Says once, on the day itself, where the reading is; only if reminders are on. */
async function remind(study: Study, interview: string): Promise<void> {
  if (!readSetting(settings.reviewReminder) || !vscode.window.state.focused) return;
  if (study.state.get<unknown>(stateKeys.remindedInterview) === interview) return;
  await study.state.update(stateKeys.remindedInterview, interview);
  const show = vscode.l10n.t('Show Tips and Answers');
  const choice = await showInformationMessage(
    vscode.l10n.t('Your interview is today. Read the tips and your weakest answers once more.'),
    show,
  );
  if (choice === show) await vscode.commands.executeCommand(commands.dayOfInterview);
}

function withoutProject(): string {
  return vscode.l10n.t(
    'No requirements in this workspace show what your project uses: the plan keeps to what it used when you chose that.',
  );
}

/** Shown while a date is set; offers to set one to people who have started reviewing. */
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
    tellReadiness(study, state);
    item.command = commands.setInterviewDate;
    if (state === undefined && interviewToTell(study, now) !== undefined) {
      const label = vscode.l10n.t('What were you asked?');
      item.text = `$(question) ${label}`;
      item.tooltip = vscode.l10n.t('Take the questions of your interview into a pack of your own');
      item.command = commands.askedInInterview;
      item.accessibilityInformation = { label, role: 'button' };
      item.show();
      return;
    }
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
    // On the last day it offers the rehearsal, on the day itself the weakest answers.
    if (daysLeft === 1) item.command = commands.rehearse;
    if (daysLeft === 0) item.command = commands.dayOfInterview;
    const left = daysLeftText(daysLeft);
    // Of nothing, nobody is ready.
    const shares = sameDay(state)
      .filter(each => each.plan.count > 0)
      .map(each => shareText(each.plan.ready.now));
    item.text = `$(calendar) ${[left, ...(shares.length > 0 ? [shares.join(' / ')] : [])].join(' · ')}`;
    const all = allOf(state);
    const labels = all.map(each => {
      const name = all.length === 1 ? nameOf(interview) : nameAmong(each.interview, all);
      const day = dayText(each.interview.day);
      const days = daysLeftText(each.daysLeft);
      return each.plan.count === 0
        ? vscode.l10n.t('{0}: {1}, {2}. No question is in its scope.', name, day, days)
        : vscode.l10n.t(
            '{0}: {1}, {2}. Ready: {3}, {4} with the plan.',
            name,
            day,
            days,
            shareText(each.plan.ready.now),
            shareText(each.plan.ready.onTheDay),
          );
    });
    const todays =
      plan.today.length === 0
        ? vscode.l10n.t('Done for today.')
        : vscode.l10n.t(
            'Today: {0} questions, about {1} minutes.',
            plan.today.length,
            Math.max(1, Math.round(plan.minutes)),
          );
    const rehearsal = vscode.l10n.t('Rehearse: what is weakest, the tips, a short mock interview');
    const lines = [
      ...labels,
      todays,
      ...(state.isWithoutProject ? [withoutProject()] : []),
      ...(daysLeft === 1 ? [rehearsal] : []),
    ];
    item.tooltip = lines.join('\n');
    item.accessibilityInformation = {
      label: lines.join(' '),
      role: 'button',
    };
    item.show();
    const tomorrow = startOfStudyDay(today + 1, study.days);
    soon(Math.min(Math.max(tomorrow - now, 1000), longestWait));
    if (daysLeft === 0) await remind(study, interview.id);
  };
  soon(settleMs);
  return vscode.Disposable.from(
    item,
    registerInterviewDay(study),
    onDidTell(() => soon(settleMs)),
    study.store.onDidChange(() => soon(settleMs)),
    study.questions.onDidChange(() => soon(settleMs)),
    study.project.onDidFind(() => soon(settleMs)),
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
