/**
 * The part of a page in which a person writes an answer and has it graded. It shows what the editor
 * says of the grading and suggests a rating; it never rates.
 */
import {
  longestAnswer,
  type GradedPoint,
  type GradeView,
  type GradingRequest,
  type GradingStatus,
  type GradingStrings,
} from '../protocol/grading';
import { button, element, rendered } from './dom';
import { icon } from './icons';
import { format } from './text';

/** What the part needs of its page. */
export interface GradingContext {
  readonly strings: GradingStrings;
  /** Which question of the page this is: comes back in the editor's updates. */
  readonly visit: number;
  /** For `aria-keyshortcuts` and the like: the key that opens the part, and the one that grades. */
  readonly keys: { readonly write?: string | undefined; readonly grade?: string | undefined };
  send(request: GradingRequest): void;
  announce(message: string): void;
  /** What the person wrote before, and whether the part was open. */
  readonly draft: string;
  readonly open: boolean;
  /** Remembers what the person wrote. Called at every change. */
  keep(draft: string): void;
  keepOpen(open: boolean): void;
}

export interface GradingPart {
  readonly element: HTMLElement;
  /** Opens the part and puts the focus into the answer. */
  write(): void;
  /** Has the answer graded; where there is none yet, asks for one. */
  grade(): void;
  cancel(): void;
  showPrompt(): void;
  /** Shows how the grading stands; `undefined` where there is none. */
  update(status: GradingStatus | undefined): void;
}

export function createGrading(context: GradingContext): GradingPart {
  const { strings, visit, keys } = context;
  const field = element('textarea', {
    id: 'page-own-answer',
    class: 'own-answer-field',
    rows: '6',
    'aria-label': strings.yourAnswer,
    'aria-describedby': 'page-own-answer-note',
    placeholder: strings.yourAnswerHint,
    spellcheck: 'true',
  });
  field.value = context.draft;
  const note = element('p', { class: 'own-answer-note', id: 'page-own-answer-note' });
  const gradeLabel = element('span', {}, strings.grade);
  const gradeButton = button(
    { class: 'reveal', id: 'page-grade', 'aria-keyshortcuts': keys.grade },
    () => grade(),
    gradeLabel,
  );
  const cancelButton = button(
    { class: 'secondary', id: 'page-cancel-grading' },
    () => cancel(),
    strings.cancel,
  );
  const promptButton = button(
    { class: 'quiet-button', id: 'page-show-prompt' },
    () => showPrompt(),
    strings.showPrompt,
  );
  const result = element('div', { class: 'grading', hidden: true });
  const body = element(
    'div',
    { class: 'own-answer-body', id: 'page-own-answer-body' },
    field,
    note,
    element('div', { class: 'own-answer-bar' }, gradeButton, cancelButton, promptButton),
    result,
  );
  const toggle = button(
    {
      class: 'hint-toggle',
      id: 'page-own-answer-toggle',
      'aria-controls': body.id,
      'aria-keyshortcuts': keys.write,
    },
    () => show(toggle.getAttribute('aria-expanded') !== 'true'),
    icon('edit'),
    element('span', {}, strings.yourAnswer),
    icon('chevron-right', 'disclosure'),
  );
  const section = element('section', { class: 'hint own-answer' }, toggle, body);

  let running = false;
  const show = (open: boolean) => {
    body.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
    context.keepOpen(open);
    if (open) grow();
  };
  /** As high as what is written, so that nothing scrolls inside the page. */
  const grow = () => {
    field.rows = Math.min(30, Math.max(6, field.value.split('\n').length + 1));
  };
  const check = () => {
    const tooLong = field.value.length > longestAnswer;
    note.textContent = tooLong ? format(strings.tooLong, longestAnswer) : '';
    note.hidden = !tooLong;
    gradeButton.disabled = running || tooLong;
    promptButton.disabled = tooLong;
    cancelButton.hidden = !running;
  };
  const isReady = (): boolean => {
    if (field.value.trim() !== '') return field.value.length <= longestAnswer;
    write();
    context.announce(strings.writeFirst);
    return false;
  };
  const write = () => {
    show(true);
    field.focus();
  };
  const grade = () => {
    if (running || !isReady()) return;
    show(true);
    context.send({ type: 'grade', visit, answer: field.value });
  };
  const cancel = () => {
    if (running) context.send({ type: 'cancelGrading', visit });
  };
  const showPrompt = () => {
    if (field.value.length <= longestAnswer) {
      context.send({ type: 'showPrompt', visit, answer: field.value });
    }
  };

  field.addEventListener('input', () => {
    context.keep(field.value);
    grow();
    check();
  });
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      grade();
    } else if (event.key === 'Escape') {
      // Back to the page and its keys.
      event.preventDefault();
      if (running) cancel();
      else toggle.focus();
    }
  });
  show(context.open);
  check();

  return {
    element: section,
    write,
    grade,
    cancel,
    showPrompt,
    update(status) {
      const before = running;
      running = status?.kind === 'asking';
      const focused = document.activeElement;
      check();
      // A button that goes away must not take the focus with it.
      if (before && !running && focused === cancelButton && document.hasFocus())
        gradeButton.focus();
      gradeLabel.textContent = status?.kind === 'graded' ? strings.gradeAgain : strings.grade;
      result.hidden = status === undefined;
      result.setAttribute('aria-busy', String(running));
      result.replaceChildren(...(status ? renderStatus(status, context) : []));
      if (status && status.kind !== 'asking') context.announce(spoken(status, strings));
    },
  };
}

function spoken(
  status: Exclude<GradingStatus, { kind: 'asking' }>,
  strings: GradingStrings,
): string {
  if (status.kind === 'ended' || status.grade.rating === undefined) return status.note;
  return `${status.note} ${strings.suggested}: ${nameOf(status.grade.rating, strings)}.`;
}

function nameOf(rating: number, strings: GradingStrings): string {
  return strings.ratings[rating - 1] ?? '';
}

function renderStatus(status: GradingStatus, context: GradingContext): Node[] {
  const title = element('h2', { class: 'quiet-title' }, context.strings.grading);
  const failed = status.kind === 'ended' && status.failed;
  const note = element(
    'p',
    { class: failed ? 'grading-note is-failed' : 'grading-note' },
    ...(failed ? [icon('warning')] : []),
    element('span', {}, status.note),
  );
  if (status.kind === 'graded') return [title, note, ...renderGrade(status.grade, context.strings)];
  const said = status.html === '' ? [] : [rendered('div', { class: 'prose said' }, status.html)];
  const remedy = status.kind === 'ended' ? status.remedy : undefined;
  const help =
    remedy === undefined
      ? []
      : [
          button(
            { class: 'secondary' },
            () => context.send({ type: 'gradingRemedy', remedy }),
            context.strings.remedies[remedy],
          ),
        ];
  return [title, note, ...help, ...said];
}

function renderGrade(grade: GradeView, strings: GradingStrings): Node[] {
  const list = (name: string, heading: string, points: readonly GradedPoint[]): Node[] =>
    points.length === 0
      ? []
      : [
          element('h3', {}, heading),
          element('ul', { class: `points ${name}` }, ...points.map(renderPoint)),
        ];
  const text = (heading: string, html: string | undefined): Node[] =>
    html === undefined
      ? []
      : [element('h3', {}, heading), rendered('div', { class: 'prose' }, html)];
  return [
    ...grade.notes.map(note => element('p', { class: 'grading-note' }, note)),
    ...list('covered-points', strings.covered, grade.covered),
    ...list('missed-points', strings.missed, grade.missed),
    ...list('unproven-points', strings.unproven, grade.unproven),
    ...list('unmentioned-points', strings.unmentioned, grade.unmentioned),
    ...text(strings.improve, grade.improveHtml),
    ...text(strings.followUp, grade.followUpHtml),
    ...(grade.rating === undefined ? [] : [renderRating(grade.rating, strings)]),
  ];
}

function renderPoint({ pointHtml, quotes, noteHtml }: GradedPoint): HTMLElement {
  return element(
    'li',
    {},
    ...(pointHtml === undefined ? [] : [rendered('div', { class: 'prose' }, pointHtml)]),
    ...quotes.map(quote => element('blockquote', { class: 'quote' }, quote)),
    ...(noteHtml === undefined ? [] : [rendered('div', { class: 'prose point-note' }, noteHtml)]),
  );
}

/** The four ratings with the suggested one highlighted: to look at, not to press. */
function renderRating(rating: number, strings: GradingStrings): HTMLElement {
  const suggested = nameOf(rating, strings);
  return element(
    'div',
    { class: 'suggested-rating' },
    element('p', {}, `${strings.suggested}: `, element('strong', {}, suggested)),
    element(
      'ol',
      { class: 'rating-scale', 'aria-hidden': 'true' },
      ...strings.ratings.map((name, index) =>
        element('li', { class: index + 1 === rating ? 'is-suggested' : undefined }, name),
      ),
    ),
    element('p', { class: 'grading-note' }, strings.suggestedNote),
  );
}
