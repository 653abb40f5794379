/** The form that starts an interview. */
import type { InterviewChoices, SetupView } from '../../protocol/mockInterview';
import { button, element } from '../kit/dom';
import { icon } from '../kit/icons';
import { renderNotice } from '../kit/notice';
import { format } from '../kit/text';
import { createCategoryPicker } from './categoryPicker';
import { outlookOf } from './choices';
import { actionButton, type InterviewContext, type InterviewPart } from './context';

const counts = [5, 10, 15];
const minutes = [15, 30, 45, 60, 90];
const minutesPerQuestion = [0, 1, 2, 3, 5, 10];

/** How long a change waits before the editor stores it, in ms. */
const rememberDelay = 250;

export function renderSetup(view: SetupView, context: InterviewContext): InterviewPart {
  const { strings } = context;
  const { collections } = view;
  let choices = view.choices;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    context.send({ type: 'choose', choices });
  };
  const change = (changes: Partial<InterviewChoices>) => {
    choices = { ...choices, ...changes };
    showOutlook();
    clearTimeout(timer);
    timer = setTimeout(flush, rememberDelay);
  };

  const outlook = element('div', { class: 'outlook', role: 'status' });
  const start = element(
    'button',
    { type: 'submit', class: 'reveal', id: 'page-start' },
    strings.start,
  );
  const showOutlook = () => {
    const { available, asked, minutes: longest, tooManyGroups } = outlookOf(collections, choices);
    start.disabled = available === 0;
    if (available === 0) {
      outlook.replaceChildren(renderNotice('warning', strings.noQuestions));
      return;
    }
    const { length } = choices;
    const lines =
      length.kind === 'time'
        ? [format(strings.willRun, length.minutes, available)]
        : [
            [
              format(strings.willAsk, asked, available),
              ...(longest === undefined ? [] : [format(strings.willTake, longest)]),
            ].join(', '),
            ...(asked < length.count ? [format(strings.fewer, available)] : []),
            ...(tooManyGroups === undefined
              ? []
              : [format(strings.tooManyGroups, tooManyGroups, asked)]),
          ];
    outlook.replaceChildren(...lines.map(line => element('p', {}, line)));
  };

  const heading = element('h1', { tabindex: '-1' }, strings.setupTitle);
  const form = element(
    'form',
    { class: 'setup' },
    lengthField(choices, change, context),
    selectField(
      'page-per-question',
      strings.timePerQuestion,
      [...new Set([...minutesPerQuestion, choices.secondsPerQuestion / 60])]
        .sort((a, b) => a - b)
        .map(value => [String(value * 60), minuteText(value, context)]),
      String(choices.secondsPerQuestion),
      value => change({ secondsPerQuestion: Number(value) }),
    ),
    createCategoryPicker(collections, choices, categories => change({ categories }), context),
    mixField(choices, change, context),
    taskField(view, change, context),
    element(
      'div',
      { class: 'setup-end' },
      outlook,
      element(
        'div',
        { class: 'buttons' },
        start,
        ...(view.history > 0
          ? [actionButton('history', { text: strings.history, look: 'secondary' }, context)]
          : []),
      ),
    ),
  );
  form.addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(timer);
    timer = undefined;
    if (!start.disabled) context.send({ type: 'start', choices });
  });
  showOutlook();
  return {
    element: element(
      'div',
      { class: 'setup-page' },
      heading,
      element('p', { class: 'introduction' }, strings.setupIntroduction),
      ...unfinished(view, context),
      form,
    ),
    focus: heading,
    announcement: strings.setupTitle,
    dispose: flush,
  };
}

function unfinished(view: SetupView, context: InterviewContext): readonly HTMLElement[] {
  const { strings } = context;
  if (view.unfinished.length === 0) return [];
  const items = view.unfinished.map(({ id, text }, index) =>
    element(
      'li',
      {},
      element('span', { id: `page-left-${index}` }, text),
      button(
        { class: 'secondary', 'aria-describedby': `page-left-${index}` },
        () => context.send({ type: 'open', interview: id }),
        strings.resume,
      ),
    ),
  );
  return [
    element(
      'section',
      { class: 'unfinished', 'aria-labelledby': 'page-unfinished' },
      element('h2', { class: 'quiet-title', id: 'page-unfinished' }, strings.unfinished),
      element('ul', {}, ...items),
    ),
  ];
}

type Change = (changes: Partial<InterviewChoices>) => void;

function lengthField(
  choices: InterviewChoices,
  change: Change,
  { strings }: InterviewContext,
): HTMLElement {
  const { length } = choices;
  const now = length.kind === 'questions' ? length.count : 0;
  const offered = [...new Set([...counts, ...(now > 0 ? [now] : [])])].sort((a, b) => a - b);
  const duration = selectField(
    'page-minutes',
    strings.minutes,
    [...new Set([...minutes, ...(length.kind === 'time' ? [length.minutes] : [])])]
      .sort((a, b) => a - b)
      .map(value => [String(value), format(strings.minuteCount, value)]),
    String(length.kind === 'time' ? length.minutes : 30),
    value => change({ length: { kind: 'time', minutes: Number(value) } }),
  );
  const note = element('p', { class: 'muted' }, strings.byTimeNote);
  const showDuration = (shown: boolean) => {
    duration.hidden = note.hidden = !shown;
  };
  showDuration(length.kind === 'time');
  const radio = (text: string, checked: boolean, choose: () => void) => {
    const input = element('input', { type: 'radio', name: 'length', checked });
    input.addEventListener('change', choose);
    return element('label', { class: 'choice' }, input, element('span', {}, text));
  };
  return element(
    'fieldset',
    { class: 'field' },
    element('legend', {}, strings.length),
    element(
      'div',
      { class: 'choices' },
      ...offered.map(count =>
        radio(format(strings.questionCount, count), count === now, () => {
          showDuration(false);
          change({ length: { kind: 'questions', count } });
        }),
      ),
      radio(strings.byTime, length.kind === 'time', () => {
        showDuration(true);
        const value = Number(duration.querySelector('select')?.value ?? 30);
        change({ length: { kind: 'time', minutes: value } });
      }),
    ),
    duration,
    note,
  );
}

function mixField(
  choices: InterviewChoices,
  change: Change,
  { strings }: InterviewContext,
): HTMLElement {
  return element(
    'fieldset',
    { class: 'field' },
    element('legend', {}, strings.mix),
    checkbox(strings.weakFirst, choices.weakFirst, weakFirst => change({ weakFirst })),
    element('p', { class: 'muted indented' }, strings.weakFirstNote),
    checkbox(strings.withMastered, choices.withMastered, withMastered => change({ withMastered })),
    selectField(
      'page-one-from-each',
      strings.oneFromEach,
      [
        ['nothing', strings.fromNothing],
        ['collection', strings.fromCollection],
        ['category', strings.fromCategory],
      ],
      choices.oneFromEach,
      value => {
        if (value === 'nothing' || value === 'collection' || value === 'category') {
          change({ oneFromEach: value });
        }
      },
    ),
  );
}

/** Whether a coding task follows; if none is possible, why. */
function taskField(view: SetupView, change: Change, { strings }: InterviewContext): HTMLElement {
  const { choices, whyNoTask } = view;
  const note = element(
    'p',
    { class: 'muted indented', id: 'page-task-note' },
    whyNoTask ?? strings.withTaskNote,
  );
  const choice = checkbox(
    strings.withTask,
    choices.withTask && whyNoTask === undefined,
    withTask => change({ withTask }),
    { disabled: whyNoTask !== undefined, 'aria-describedby': note.id },
  );
  return element('fieldset', { class: 'field' }, element('legend', {}, strings.task), choice, note);
}

function checkbox(
  text: string,
  checked: boolean,
  change: (on: boolean) => void,
  attributes: { readonly disabled?: boolean; readonly 'aria-describedby'?: string } = {},
): HTMLElement {
  const input = element('input', { type: 'checkbox', checked, ...attributes });
  input.addEventListener('change', () => change(input.checked));
  return element('label', { class: 'choice' }, input, element('span', {}, text));
}

function selectField(
  id: string,
  text: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLElement {
  const select = element(
    'select',
    { id },
    ...options.map(([value, label]) =>
      element('option', { value, selected: value === chosen }, label),
    ),
  );
  select.addEventListener('change', () => change(select.value));
  return element(
    'div',
    { class: 'field select-field' },
    element('label', { for: id }, text),
    element('div', { class: 'select' }, select, icon('chevron-right', 'select-arrow')),
  );
}

function minuteText(value: number, { strings }: InterviewContext): string {
  if (value === 0) return strings.noLimit;
  return value === 1 ? strings.oneMinute : format(strings.minuteCount, value);
}
