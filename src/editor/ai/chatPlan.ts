/** `/plan`: shows the plan for the interview, as reviews follow it, in the chat. */
import * as vscode from 'vscode';
import type { ChatState } from '../../study/ai/chatState';
import { planPrompt } from '../../study/ai/requests';
import { escapeText, inertInline } from '../../study/markdown/inert';
import {
  interviewsAhead,
  interviewsOf,
  mostDays,
  usualMinutes,
  wholeScope,
  type PlannedInterview,
} from '../../study/plan/interviews';
import type { PlannedStretch } from '../../study/plan/plan';
import { readWords } from '../../study/plan/words';
import { commands } from '../base/ids';
import { HumanError } from '../base/log';
import { planFor, whyOf, type PlanNow } from '../core/planning';
import { shareText } from '../core/intervals';
import { dayText, isoDate, listText, nameAmong, shortDayText } from '../core/planTexts';
import type { Study } from '../core/study';
import { say, type ChatTurn } from './chatModel';
import { today } from './dueToday';

/** Maximum number of today's questions to list. */
const mostNamed = 10;

/** Writes the plan, which needs no model, and then the model's comments on it. */
export async function writePlan(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  words: string,
): Promise<ChatState> {
  const { stream } = turn;
  const now = Date.now();
  const day = today(study, now);
  const { days, minutes, rest } = readWords(words, day);
  const after: ChatState = { ...state, expects: 'free' };
  if (days.length > 1) {
    stream.markdown(
      vscode.l10n.t(
        'Which day do you mean: {0}? Name it by its date, such as `/plan 2026-12-24`.',
        days.map(each => escapeText(dayText(each))).join(' · '),
      ),
    );
    return after;
  }
  const { all } = interviewsOf(study.store.progress);
  const [named] = days;
  const set =
    named === undefined
      ? interviewsAhead(all, day)[0]
      : all.find(interview => interview.day === named);
  const to = set?.day ?? named;
  if (to === undefined) {
    stream.markdown(
      vscode.l10n.t(
        'When is your interview? For instance `/plan in two weeks`, `/plan 24 December` or `/plan 2026-12-24`.',
      ),
    );
    stream.button({
      command: commands.setInterviewDate,
      title: vscode.l10n.t('Set Interview Date…'),
    });
    return after;
  }
  if (to < day || to - day > mostDays) {
    stream.markdown(
      vscode.l10n.t(
        'No plan can be made to {0}: name a day from today on, at most {1} days ahead.',
        escapeText(dayText(to)),
        mostDays,
      ),
    );
    return after;
  }
  const interview: PlannedInterview = {
    ...(set ?? { id: '', name: '', day: to, minutes: everyDay(usualMinutes), scope: wholeScope }),
    ...(minutes !== undefined && { minutes: everyDay(minutes) }),
  };
  const plan = await planFor(study, interview, now);
  const text = planMarkdown(study, plan);
  stream.markdown(`${text}\n\n`);
  if (set === undefined || minutes !== undefined) {
    const each = minutes ?? usualMinutes;
    stream.button({
      command: commands.setInterviewDate,
      title: vscode.l10n.t('Set This Date'),
      arguments: [`${isoDate(to)}, ${each} minutes a day`],
    });
  } else {
    stream.button({ command: commands.review, title: vscode.l10n.t('Study for Today') });
  }
  try {
    await say(turn, limits => planPrompt(text, rest, limits));
  } catch (error) {
    // The plan is useful without the advice.
    if (!(error instanceof HumanError)) throw error;
    stream.markdown(`*${escapeText(error.message)}*`);
  }
  return after;
}

function everyDay(minutes: number): readonly number[] {
  return Array.from({ length: 7 }, () => minutes);
}

function planMarkdown(study: Study, planned: PlanNow): string {
  const { t } = vscode.l10n;
  const { plan, interview, others, today: day, daysLeft } = planned;
  const title = `### ${t('To your interview on {0}', escapeText(dayText(interview.day)))}`;
  if (plan.count === 0) {
    return [title, t('No question is in the scope of this interview.')].join('\n\n');
  }
  const row = ({ last, fresh, minutes, ready }: PlannedStretch, at: number) => {
    const first = (plan.ahead[at - 1]?.last ?? -1) + 1;
    const when = [first, last].map(ahead => escapeText(shortDayText(day + ahead)));
    const cells = [
      first === last ? when[0] : when.join(' – '),
      Math.round(fresh) === 0 ? '–' : Math.round(fresh),
      Math.round(minutes),
      shareText(ready),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const heads = [t('When'), t('New questions'), t('Minutes'), t('Ready after it')];
  const named = plan.today.slice(0, mostNamed).map(({ id }) => {
    const question = study.questions.question(id);
    // It names interviews, perhaps after a job ad's title.
    return `- ${inertInline(question?.title ?? id)}: ${escapeText(whyOf(planned, id))}`;
  });
  const more = plan.today.length - named.length;
  return [
    title,
    t(
      'By then you would know {0} of {1} questions with this plan; {2} if you did nothing more.',
      shareText(plan.ready.onTheDay),
      plan.count,
      shareText(plan.ready.now),
    ),
    ...(plan.covered < plan.count
      ? [t('In the time you have you can cover {0} of {1} questions.', plan.covered, plan.count)]
      : []),
    ...(others.length > 0
      ? [
          t(
            'The minutes of a day are shared with {0}.',
            escapeText(
              listText(others.map(other => nameAmong(other.interview, [planned, ...others]))),
            ),
          ),
        ]
      : []),
    plan.today.length === 0
      ? t('Done for today.')
      : t(
          'Today: {0} questions, about {1} minutes.',
          plan.today.length,
          Math.max(1, Math.round(plan.minutes)),
        ),
    ...(named.length > 0
      ? [[...named, ...(more > 0 ? [`- ${t('and {0} more', more)}`] : [])].join('\n')]
      : []),
    [`| ${heads.join(' | ')} |`, '| --- | ---: | ---: | ---: |', ...plan.ahead.map(row)].join('\n'),
    ...(daysLeft >= 2
      ? [t('The last day is for a rehearsal: the weakest questions, and a mock interview.')]
      : []),
  ].join('\n\n');
}
