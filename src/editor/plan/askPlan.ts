/** Asks for an interview's date and details, and stores it. */
import * as vscode from 'vscode';
import {
  interviewsOf,
  isWhole,
  keepInterview,
  usualMinutes,
  whyNoPlan,
  wholeScope,
  type InterviewScope,
  type PlannedInterview,
} from '../../study/plan/interviews';
import { minutesToCover } from '../../study/plan/plan';
import { followingProject } from '../../study/plan/projectScope';
import { readWords } from '../../study/plan/words';
import { monthsAfter } from '../../study/plan/calendar';
import type { Progress } from '../../study/progress';
import { studyDayOf } from '../../study/studyDay';
import { showInformationMessage } from '../base/messages';
import { shownItems, showQuickPick, type PickItem } from '../base/picks';
import { Slices } from '../base/slices';
import { plainText } from '../base/plainText';
import { sayDone } from '../core/changeCommands';
import { planFor, scopeOf } from '../core/planning';
import type { Study } from '../core/study';
import { shareText } from '../core/intervals';
import { dayText, daysLeftText, listText, nameAmong, nameOf } from '../core/planTexts';

/** Number of days to choose from. */
const listedDays = 21;

/** A row with its value. */
export interface Item<T> extends PickItem {
  readonly value?: T;
}

export interface When {
  readonly day: number;
  readonly minutes: number | undefined;
  readonly name: string;
}

/** Asks for the day, as text or from a list. Does not ask if the words are unambiguous. */
export async function askDay(study: Study, words = ''): Promise<When | undefined> {
  const { t } = vscode.l10n;
  const today = studyDayOf(Date.now(), study.days);
  const given = readWords(words, today);
  const [only] = given.days;
  if (given.days.length === 1 && only !== undefined && whyNot(only, today) === undefined) {
    return { day: only, minutes: given.minutes, name: given.rest };
  }
  const pick = vscode.window.createQuickPick<Item<number>>();
  pick.title = t('When Is Your Interview?');
  pick.placeholder = t(
    'In words, such as “in two weeks”, “12 March, 30 minutes a day”, or from the list',
  );
  pick.value = words;
  const item = (day: number, label: string): Item<number> => ({
    label,
    description: daysLeftText(day - today),
    value: day,
    alwaysShow: true,
  });
  const update = () => {
    const text = pick.value.trim();
    const { days } = readWords(text, today);
    if (text === '') {
      pick.items = shownItems([
        item(today + 7, t('In a week: {0}', dayText(today + 7))),
        item(today + 14, t('In two weeks: {0}', dayText(today + 14))),
        item(
          monthsAfter(today, 1) ?? today + 30,
          t('In a month: {0}', dayText(monthsAfter(today, 1) ?? today + 30)),
        ),
        { label: t('On a day'), kind: vscode.QuickPickItemKind.Separator },
        ...Array.from({ length: listedDays }, (_, ahead) =>
          item(today + ahead, dayText(today + ahead)),
        ),
      ]);
      return;
    }
    const found = days.map((day): Item<number> => {
      const problem = whyNot(day, today);
      return problem === undefined
        ? item(day, dayText(day))
        : { label: dayText(day), description: problem, alwaysShow: true };
    });
    pick.items = shownItems(
      found.length > 0
        ? found
        : [{ label: t('No date found in “{0}”', text.slice(0, 60)), alwaysShow: true }],
    );
  };
  update();
  try {
    return await new Promise(resolve => {
      pick.onDidChangeValue(update);
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const day = pick.selectedItems[0]?.value;
        if (day === undefined) return;
        const { minutes, rest } = readWords(pick.value, today);
        resolve({ day, minutes, name: rest });
      });
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** Why no plan leads to that day; `undefined` if one does. */
function whyNot(day: number, today: number): string | undefined {
  switch (whyNoPlan(day, today)) {
    case 'past':
      return vscode.l10n.t('That day is past.');
    case 'far':
      return vscode.l10n.t('That is more than two years ahead.');
    case undefined:
      return undefined;
  }
}

/**
 * Minutes per day, the same or for each day of the week, Monday first.
 *
 * @param isShared whether other interviews are ahead
 */
export async function askMinutes(
  isShared: boolean,
): Promise<number | readonly number[] | undefined> {
  const { t } = vscode.l10n;
  const items: Item<number | 'own'>[] = [
    ...[10, 20, 30, 60].map(minutes => ({ label: t('{0} minutes', minutes), value: minutes })),
    { icon: 'edit', label: t('Another Time for Each Day of the Week…'), value: 'own' as const },
  ];
  const choice = await showQuickPick(items, {
    title: t('How Much Time Do You Have a Day?'),
    ...(isShared && {
      placeHolder: t(
        'Your interviews share it: a day takes no more than the longest of their times',
      ),
    }),
  });
  if (choice?.value !== 'own') return choice?.value;
  const read = (text: string) => {
    const parts = text.split(/[\s,;，、]+/).filter(part => part !== '');
    const minutes = parts.map(Number);
    const isRead =
      (minutes.length === 1 || minutes.length === 7) &&
      minutes.every(each => Number.isInteger(each) && each >= 0 && each <= 24 * 60);
    return isRead && minutes.some(each => each > 0)
      ? Array.from({ length: 7 }, (_, at) => minutes[at] ?? minutes[0] ?? usualMinutes)
      : undefined;
  };
  const text = await vscode.window.showInputBox({
    title: t('Minutes on Each Day, Monday to Sunday'),
    value: '20 20 20 20 20 40 0',
    validateInput: typed =>
      read(typed) ? undefined : t('Seven whole numbers, Monday first, or one for all days.'),
  });
  return text === undefined ? undefined : read(text);
}

/** The part of the library the interview is about. */
export async function askScope(
  study: Study,
  before: InterviewScope,
): Promise<InterviewScope | undefined> {
  const { t } = vscode.l10n;
  const { library } = study.questions;
  const about = await study.project.about(library);
  const hasOwn = library.questions.some(({ source }) => source.pack !== undefined);
  type Value =
    | { readonly kind: 'all' | 'own' | 'stack' }
    | { readonly kind: 'collection' | 'category'; readonly id: string };
  const items: Item<Value>[] = [
    {
      label: t('All questions'),
      description: String(library.questions.length),
      picked: isWhole(before),
      value: { kind: 'all' },
    },
    ...(hasOwn
      ? [{ label: t('My own packs'), picked: before.own, value: { kind: 'own' as const } }]
      : []),
    ...(about.length > 0 || before.stack
      ? [
          {
            label: t('What my project uses'),
            description:
              about.length > 0
                ? plainText(about.map(({ title }) => title).join(', '))
                : t('nothing found in this workspace'),
            detail: t('Follows the requirements of your project as they change'),
            picked: before.stack,
            value: { kind: 'stack' as const },
          },
        ]
      : []),
    ...library.collections.flatMap((collection): Item<Value>[] => [
      {
        label: plainText(collection.title),
        kind: vscode.QuickPickItemKind.Separator,
      },
      {
        label: t('All of “{0}”', plainText(collection.title)),
        picked: before.collections.includes(collection.id),
        value: { kind: 'collection', id: collection.id },
      },
      ...collection.categories.map((category): Item<Value> => ({
        label: plainText(category.title),
        description: String(category.questions.length),
        picked: before.categories.includes(category.id) && !before.ofStack.includes(category.id),
        value: { kind: 'category', id: category.id },
      })),
    ]),
  ];
  const chosen = await showQuickPick(items, {
    title: t('What Is the Interview About?'),
    placeHolder: t('Choose what to ask about, or nothing for all questions'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  const values = chosen.flatMap(({ value }) => value ?? []);
  const ids = (kind: 'collection' | 'category') =>
    values.flatMap(value => (value.kind === kind && 'id' in value ? value.id : []));
  if (values.some(({ kind }) => kind === 'all')) return { ...wholeScope, first: before.first };
  const scope: InterviewScope = {
    ...before,
    collections: ids('collection'),
    categories: ids('category'),
    stack: false,
    ofStack: [],
    own: values.some(({ kind }) => kind === 'own'),
  };
  if (!values.some(({ kind }) => kind === 'stack')) return scope;
  return followingProject(scope, about.length > 0 ? about.map(({ id }) => id) : before.ofStack);
}

/**
 * How many questions the scope has, and whether it follows the project.
 *
 * @param ofProject the categories on what the project uses; see `categoriesOfProject`
 */
export function scopeText(
  study: Study,
  scope: InterviewScope,
  ofProject: readonly string[],
): string {
  const { t } = vscode.l10n;
  const count = scopeOf(study, scope, ofProject).length;
  const text = count === 1 ? t('1 question') : t('{0} questions', count);
  if (!scope.stack) return text;
  const follows =
    ofProject.length > 0
      ? t('what your project uses')
      : t('what your project used when you chose that: this workspace shows nothing');
  return `${text} · ${follows}`;
}

/** Stores the interview, and says what can be reached. */
export async function keep(study: Study, interview: PlannedInterview): Promise<void> {
  const { t } = vscode.l10n;
  const label = t('Set the date of “{0}”', plainText(nameOf(interview)));
  const step = await study.store.apply(label, (progress: Progress) =>
    keepInterview(progress, interview, Date.now()),
  );
  if (whyNoPlan(interview.day, studyDayOf(Date.now(), study.days)) === 'past') {
    await sayDone(study, t('The interview is changed.'), step);
    return;
  }
  const planned = await planFor(study, interview, Date.now());
  const { plan, input, others } = planned;
  if (plan.count === 0) {
    await sayDone(study, t('The date is set, but no question is in its scope.'), step);
    return;
  }
  const ready = t(
    'Your interview is on {0}. By then you would know {1} with this plan; {2} if you did nothing more.',
    dayText(interview.day),
    shareText(plan.ready.onTheDay),
    shareText(plan.ready.now),
  );
  const shared =
    others.length === 0
      ? ''
      : ` ${t(
          'The minutes of a day are shared with {0}.',
          plainText(
            listText(others.map(other => nameAmong(other.interview, [planned, ...others]))),
          ),
        )}`;
  if (plan.covered >= plan.count) {
    await sayDone(study, ready + shared, step);
    return;
  }
  const steps = minutesToCover(
    input,
    undefined,
    others.map(other => other.input),
  );
  const minutes = await new Slices().run(steps);
  const reach = t(
    'In the time you have you can cover {0} of {1} questions.',
    plan.covered,
    plan.count,
  );
  const take = minutes === undefined ? undefined : t('Take {0} Minutes a Day', minutes);
  const narrow = t('Choose Questions…');
  const undo = t('Undo');
  const choice = await showInformationMessage(
    `${ready}${shared} ${reach}`,
    ...(take === undefined ? [] : [take]),
    narrow,
    ...(step === undefined ? [] : [undo]),
  );
  // The message may have stayed while the interview was changed or cleared.
  const now = interviewsOf(study.store.progress).all.find(({ id }) => id === interview.id);
  if (choice === undo && step !== undefined) {
    await study.store.undo(Date.now(), step);
  } else if (choice === take && minutes !== undefined && now) {
    await keep(study, { ...now, minutes: Array.from({ length: 7 }, () => minutes) });
  } else if (choice === narrow && now) {
    const scope = await askScope(study, now.scope);
    if (scope) await keep(study, { ...now, scope });
  }
}
