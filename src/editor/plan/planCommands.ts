/** Commands for interviews: dates, job ads, the day itself and the day after. */
import * as vscode from 'vscode';
import {
  clearInterview,
  interviewsAhead,
  interviewsOf,
  wholeScope,
  type PlannedInterview,
} from '../../study/plan/interviews';
import { studyDayOf } from '../../study/studyDay';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { showWarningMessage } from '../base/messages';
import { showQuickPick } from '../base/picks';
import { plainText } from '../base/plainText';
import { sayDone } from '../core/changeCommands';
import { shareText } from '../core/intervals';
import { allOf, categoriesOfProject, planNow } from '../core/planning';
import { dayText, daysLeftText, nameOf } from '../core/planTexts';
import type { Study } from '../core/study';
import { askDay, askMinutes, askScope, keep, scopeText, type Item } from './askPlan';
import { askedInInterview, type AddQuestions } from './askedInInterview';
import { registerInterviewDay, showInterviewDay } from './interviewDay';
import { prepareForJobAd } from './prepareForJobAd';
import { rehearse } from './rehearse';

/** The services the commands use. */
interface PlanParts {
  readonly study: Study;
  readonly addQuestions: AddQuestions;
  readonly context: vscode.ExtensionContext;
}

/** The handlers of these commands. */
export function planCommands({ study, addQuestions, context }: PlanParts) {
  return {
    /**
     * @param words if given, as by a link or another extension, details in them are not asked for
     */
    [commands.setInterviewDate]: async words => {
      await Promise.all([study.questions.packs(), study.store.open()]);
      if (typeof words === 'string' && words.trim() !== '') await add(study, words);
      else await choose(study);
    },
    [commands.prepareForJobAd]: source => prepareForJobAd({ study, context, addQuestions }, source),
    [commands.dayOfInterview]: async () => {
      context.subscriptions.push(registerInterviewDay(study));
      await showInterviewDay(study);
    },
    [commands.rehearse]: () => rehearse(study),
    [commands.askedInInterview]: () => askedInInterview(study, addQuestions),
  } satisfies Partial<Handlers>;
}

/** Lets the person choose among the interviews set; if there is none, asks for the first. */
async function choose(study: Study): Promise<void> {
  const { all, newer } = interviewsOf(study.store.progress);
  if (newer > 0) {
    void showWarningMessage(
      vscode.l10n.t(
        'A newer version of this extension set an interview here. It is kept; update the extension to see it.',
      ),
    );
  }
  const today = studyDayOf(Date.now(), study.days);
  const ahead = all.filter(({ day }) => day >= today);
  // One that was put off is moved, with its name and what it is about.
  const past = all.filter(({ day }) => day < today && day >= today - listedAfter).toReversed();
  if (ahead.length + past.length === 0) {
    await add(study);
    return;
  }
  const ofProject = await categoriesOfProject(study, [...ahead, ...past]);
  const planned = await planNow(study, Date.now());
  const plans = new Map(planned && allOf(planned).map(each => [each.interview.id, each.plan]));
  const readyText = ({ id }: PlannedInterview) => {
    const plan = plans.get(id);
    return plan ? [vscode.l10n.t('{0} ready', shareText(plan.ready.now))] : [];
  };
  const items: Item<PlannedInterview | 'new'>[] = [
    ...ahead.map(interview => ({
      icon: 'calendar',
      label: plainText(nameOf(interview)),
      description: `${dayText(interview.day)} · ${daysLeftText(interview.day - today)}`,
      detail: [scopeText(study, interview.scope, ofProject), ...readyText(interview)].join(' · '),
      value: interview,
    })),
    { icon: 'add', label: vscode.l10n.t('Another Interview…'), value: 'new' },
    ...past.map(interview => ({
      icon: 'history',
      label: plainText(nameOf(interview)),
      description: `${dayText(interview.day)} · ${vscode.l10n.t('past')}`,
      detail: scopeText(study, interview.scope, ofProject),
      value: interview,
    })),
  ];
  const choice = await showQuickPick(items, {
    title: vscode.l10n.t('Your Interviews'),
    placeHolder: vscode.l10n.t('Choose one to change or clear it'),
  });
  if (choice?.value === 'new') await add(study);
  else if (choice?.value !== undefined) await change(study, choice.value);
}

/** The interviews ahead but for this one. */
function othersAhead(study: Study, but?: PlannedInterview): readonly PlannedInterview[] {
  const today = studyDayOf(Date.now(), study.days);
  return interviewsAhead(interviewsOf(study.store.progress).all, today).filter(
    ({ id }) => id !== but?.id,
  );
}

/** Asks when, how much time, and what for, except what the words already say. */
async function add(study: Study, words?: string): Promise<void> {
  const when = await askDay(study, words);
  if (when === undefined) return;
  const minutes = when.minutes ?? (await askMinutes(othersAhead(study).length > 0));
  if (minutes === undefined) return;
  const scope = await askScope(study, wholeScope);
  if (scope === undefined) return;
  await keep(study, {
    id: globalThis.crypto.randomUUID().slice(0, 13),
    name: when.name,
    day: when.day,
    minutes: typeof minutes === 'number' ? Array.from({ length: 7 }, () => minutes) : minutes,
    scope,
  });
}

/** Days after an interview during which it is listed. */
const listedAfter = 14;

type Part = 'review' | 'rehearse' | 'page' | 'day' | 'minutes' | 'scope' | 'name' | 'clear';

async function change(study: Study, interview: PlannedInterview): Promise<void> {
  const { t } = vscode.l10n;
  const ofProject = await categoriesOfProject(study, [interview]);
  const isPast = interview.day < studyDayOf(Date.now(), study.days);
  const now: Item<Part>[] = [
    { icon: 'history', label: t('Study for Today'), value: 'review' },
    { icon: 'megaphone', label: t('Rehearse…'), value: 'rehearse' },
    { icon: 'lightbulb', label: t('Tips and the Weakest Answers'), value: 'page' },
  ];
  const how: Item<Part>[] = [
    {
      icon: 'watch',
      label: t('Change the Time per Day…'),
      description: t('{0} minutes', Math.max(...interview.minutes)),
      value: 'minutes',
    },
    {
      icon: 'list-selection',
      label: t('Change What It Is About…'),
      description: scopeText(study, interview.scope, ofProject),
      value: 'scope',
    },
  ];
  const items: Item<Part>[] = [
    ...(isPast ? [] : now),
    {
      icon: 'calendar',
      label: t('Change the Date…'),
      description: dayText(interview.day),
      value: 'day',
    },
    ...(isPast ? [] : how),
    { icon: 'edit', label: t('Rename…'), description: plainText(interview.name), value: 'name' },
    { icon: 'trash', label: t('Clear This Interview'), value: 'clear' },
  ];
  const choice = await showQuickPick(items, { title: plainText(nameOf(interview)) });
  switch (choice?.value) {
    case undefined:
      return;
    case 'review':
      await vscode.commands.executeCommand(commands.review);
      return;
    case 'rehearse':
      await vscode.commands.executeCommand(commands.rehearse);
      return;
    case 'page':
      await vscode.commands.executeCommand(commands.dayOfInterview);
      return;
    case 'day': {
      const when = await askDay(study);
      if (when) await keep(study, { ...interview, day: when.day });
      return;
    }
    case 'minutes': {
      const minutes = await askMinutes(othersAhead(study, interview).length > 0);
      if (minutes === undefined) return;
      const each = typeof minutes === 'number' ? Array.from({ length: 7 }, () => minutes) : minutes;
      await keep(study, { ...interview, minutes: each });
      return;
    }
    case 'scope': {
      const scope = await askScope(study, interview.scope);
      if (scope) await keep(study, { ...interview, scope });
      return;
    }
    case 'name': {
      const name = await vscode.window.showInputBox({
        title: t('Name of the Interview'),
        value: interview.name,
        prompt: t('Such as the company or the role'),
      });
      if (name !== undefined) await keep(study, { ...interview, name: name.trim() });
      return;
    }
    case 'clear': {
      const label = t('Cleared the date of “{0}”', plainText(nameOf(interview)));
      const step = await study.store.apply(label, progress =>
        clearInterview(progress, interview.id, Date.now()),
      );
      await sayDone(
        study,
        othersAhead(study).length > 0
          ? t('The date is cleared. The plan goes on for your other interviews.')
          : t('The date is cleared. Reviews follow the long term again.'),
        step,
      );
      return;
    }
  }
}
