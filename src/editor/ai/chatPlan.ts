/** `/plan`: a study plan from the person's progress to the day of the interview. */
import * as vscode from 'vscode';
import type { ChatState } from '../../study/ai/chatState';
import {
  freshOf,
  longestPlan,
  makePlan,
  stretches,
  type Plan,
  type PlannedDay,
} from '../../study/ai/plan';
import { planPrompt } from '../../study/ai/requests';
import { readWords } from '../../study/plan/words';
import type { Study } from '../core/study';
import { HumanError } from '../base/log';
import { say, type ChatTurn } from './chatModel';
import { escapeText } from '../../study/markdown/inert';
import { planInput, today } from './dueToday';

const dayMs = 24 * 60 * 60 * 1000;
/** Longer plans are shown in stretches of days. */
const mostRows = 12;

/** Writes the plan, which needs no model, and then what the model says about it. */
export async function writePlan(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  words: string,
): Promise<ChatState> {
  const { stream } = turn;
  const now = Date.now();
  const { days, rest } = readWords(words, today(study, now));
  const [interview] = days;
  const after: ChatState = { ...state, expects: 'free' };
  if (interview === undefined) {
    stream.markdown(
      vscode.l10n.t(
        'When is your interview? For instance `/plan in two weeks`, `/plan 24 December` or `/plan 2026-12-24`.',
      ),
    );
    return after;
  }
  if (days.length > 1) {
    stream.markdown(
      vscode.l10n.t(
        'Which day do you mean: {0}? Name it by its date, such as `/plan 2026-12-24`.',
        days.map(dateText).join(' · '),
      ),
    );
    return after;
  }
  const plan = makePlan(await planInput(study, interview, now));
  if (!plan) {
    stream.markdown(
      vscode.l10n.t(
        'No plan can be made to {0}: name a day from tomorrow on, at most {1} days ahead.',
        dateText(interview),
        longestPlan,
      ),
    );
    return after;
  }
  const table = planMarkdown(plan, interview);
  stream.markdown(`${table}\n\n`);
  try {
    await say(turn, limits => planPrompt(table, rest, limits));
  } catch (error) {
    // The plan stands without the advice.
    if (!(error instanceof HumanError)) throw error;
    stream.markdown(`*${escapeText(error.message)}*`);
  }
  return after;
}

function planMarkdown(plan: Plan, interview: number): string {
  const { t } = vscode.l10n;
  const rows = stretches(plan, mostRows).map(({ days }) => {
    const [first] = days;
    const last = days.at(-1);
    const when =
      first === last || !first || !last
        ? dateText(first?.day ?? interview)
        : `${dateText(first.day)} – ${dateText(last.day)}`;
    const sum = (of: (day: PlannedDay) => number) => days.reduce((all, day) => all + of(day), 0);
    const fresh = new Map<string, number>();
    for (const { category, count } of days.flatMap(day => day.fresh)) {
      fresh.set(category, (fresh.get(category) ?? 0) + count);
    }
    const named = [...fresh].map(([category, count]) => `${escapeText(category)} (${count})`);
    const mock = days.some(day => day.mock) ? t('mock interview') : '';
    const cells = [when, named.join(', '), sum(day => day.weak), sum(day => day.due), mock];
    return `| ${cells.map(cell => (cell === 0 || cell === '' ? '–' : String(cell))).join(' | ')} |`;
  });
  const heads = [t('When'), t('New questions'), t('Weak ones again'), t('Reviews due'), t('And')];
  return [
    `### ${t('To your interview on {0}', dateText(interview))}`,
    t(
      '{0} questions are new, {1} went badly the last time; {2} days are left.',
      plan.fresh,
      plan.weak,
      plan.days.length,
    ),
    [`| ${heads.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    ...(plan.tooMuch
      ? [
          t(
            'That is up to {0} new questions a day, more than one learns well: leave out what the job does not ask for.',
            Math.max(...plan.days.map(freshOf)),
          ),
        ]
      : []),
    t('What you learn on the way comes due as well. Review it first each day.'),
  ].join('\n\n');
}

function dateText(day: number): string {
  const date = new Intl.DateTimeFormat(vscode.env.language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return escapeText(date.format(day * dayMs));
}
