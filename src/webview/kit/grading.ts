/**
 * A page's grading part, with a field to write the answer if the page has none. It shows the
 * editor's grading updates and suggests a rating; it never rates.
 */
import { ratings, type Rating } from '../../protocol/rating';
import {
  longestAnswer,
  type GradedPoint,
  type GradeView,
  type GradingRequest,
  type GradingStatus,
  type GradingStrings,
} from '../../protocol/grading';
import { button, element, rendered } from './dom';
import { icon } from './icons';
import { format } from './text';

/** The parts of a page that grading uses. */
export interface GradingContext {
  readonly strings: GradingStrings;
  /** Which question of the page this is; repeated in the editor's updates. */
  readonly visit: number;
  /** For `aria-keyshortcuts`: the key that grades the answer. */
  readonly gradeKey?: string | undefined;
  send(request: GradingRequest): void;
  announce(message: string): void;
  /** The person's current answer. */
  answer(): string;
  /** Takes the person to where the answer is written; called when there is nothing to grade. */
  write(): void;
}

/** The buttons and the model's reply. */
export interface GradingPart {
  readonly element: HTMLElement;
  readonly running: boolean;
  /** Has the answer graded; asks for one if there is none yet. */
  grade(): void;
  cancel(): void;
  showPrompt(): void;
  /** Re-reads the answer after it has changed. */
  check(): void;
  /** Shows the state of the grading; `undefined` if there is none. */
  update(status: GradingStatus | undefined): void;
}

/** Makes the part for an answer that is written elsewhere on the page. */
export function createGrading(context: GradingContext): GradingPart {
  const { strings, visit } = context;
  const note = element('p', { class: 'own-answer-note', role: 'status' });
  const gradeLabel = element('span', {}, strings.grade);
  const gradeButton = button(
    { class: 'reveal', id: 'page-grade', 'aria-keyshortcuts': context.gradeKey },
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

  let running = false;
  const isTooLong = () => context.answer().length > longestAnswer;
  const check = () => {
    const tooLong = isTooLong();
    note.textContent = tooLong ? format(strings.tooLong, longestAnswer) : '';
    note.hidden = !tooLong;
    gradeButton.disabled = running || tooLong;
    promptButton.disabled = tooLong;
    cancelButton.hidden = !running;
  };
  const grade = () => {
    if (running || isTooLong()) return;
    if (context.answer().trim() === '') {
      context.write();
      context.announce(strings.writeFirst);
      return;
    }
    context.send({ type: 'grade', visit, answer: context.answer() });
  };
  const cancel = () => {
    if (running) context.send({ type: 'cancelGrading', visit });
  };
  const showPrompt = () => {
    if (!isTooLong()) context.send({ type: 'showPrompt', visit, answer: context.answer() });
  };
  check();

  return {
    element: element(
      'div',
      {},
      note,
      element('div', { class: 'own-answer-bar' }, gradeButton, cancelButton, promptButton),
      result,
    ),
    get running() {
      return running;
    },
    grade,
    cancel,
    showPrompt,
    check,
    update(status) {
      // A button that disappears must not take the focus with it.
      const leaves =
        running && status?.kind !== 'asking' && document.activeElement === cancelButton;
      running = status?.kind === 'asking';
      check();
      if (leaves && document.hasFocus()) gradeButton.focus();
      gradeLabel.textContent = status?.kind === 'graded' ? strings.gradeAgain : strings.grade;
      result.hidden = status === undefined;
      result.setAttribute('aria-busy', String(running));
      result.replaceChildren(...(status ? renderStatus(status, context) : []));
      if (status && status.kind !== 'asking') context.announce(spoken(status, strings));
    },
  };
}

/** The parts of a page used by a grading part with its own field. */
export interface OwnAnswerContext extends Omit<GradingContext, 'answer' | 'write'> {
  /** For `aria-keyshortcuts`: the key that opens the part. */
  readonly writeKey?: string | undefined;
  /** The text written so far, and whether the part was open. */
  readonly draft: string;
  /** What to tell about the text, below the field. */
  readonly notice: HTMLElement;
  readonly open: boolean;
  /** Whether the field can be edited yet. */
  readonly writable: boolean;
  /** Maximum number of characters. */
  readonly longest: number;
  /** Remembers the text. Called on every change. */
  keep(draft: string): void;
  /** Saves the remembered text at once. Called when the person may be about to leave. */
  flush(): void;
  /** Moves the focus to where the page's keys work. */
  leave(): void;
  keepOpen(open: boolean): void;
}

export interface OwnAnswerPart extends Pick<
  GradingPart,
  'element' | 'grade' | 'cancel' | 'showPrompt' | 'update'
> {
  /** Opens the part and puts the focus into the answer. */
  write(): void;
  /** Shows the stored answer, which may have been written elsewhere. */
  setText(text: string): void;
}

/** Makes a foldable field for the person's own answer, with its grading below. */
export function createOwnAnswer(context: OwnAnswerContext): OwnAnswerPart {
  const { strings } = context;
  const field = element('textarea', {
    id: 'page-own-answer',
    class: 'own-answer-field',
    rows: '6',
    maxlength: String(context.longest),
    'aria-label': strings.yourAnswer,
    placeholder: strings.yourAnswerHint,
    spellcheck: 'true',
  });
  field.value = context.draft;
  field.readOnly = !context.writable;
  const write = () => {
    show(true);
    field.focus();
  };
  const grading = createGrading({ ...context, answer: () => field.value, write });
  const body = element(
    'div',
    { class: 'own-answer-body', id: 'page-own-answer-body' },
    field,
    context.notice,
    grading.element,
  );
  const toggle = button(
    {
      class: 'hint-toggle',
      id: 'page-own-answer-toggle',
      'aria-controls': body.id,
      'aria-keyshortcuts': context.writeKey,
    },
    () => show(toggle.getAttribute('aria-expanded') !== 'true'),
    icon('edit'),
    element('span', {}, strings.yourAnswer),
    icon('chevron-right', 'disclosure'),
  );
  const show = (open: boolean) => {
    body.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
    context.keepOpen(open);
    if (open) grow();
  };
  /** As tall as its text, so that nothing scrolls inside the page. */
  const grow = () => {
    field.rows = Math.min(30, Math.max(6, field.value.split('\n').length + 1));
  };
  const opened = (act: () => void) => () => {
    show(true);
    act();
  };

  field.addEventListener('input', () => {
    delete field.dataset.kept;
    context.keep(field.value);
    grow();
    grading.check();
  });
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    // A key of VS Code may close the page.
    if (event.ctrlKey || event.metaKey || event.altKey) context.flush();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      grading.grade();
    } else if (event.key === 'Escape') {
      // Back to the page and its keys.
      event.preventDefault();
      if (grading.running) grading.cancel();
      else context.leave();
    }
  });
  show(context.open);

  return {
    element: element('section', { class: 'hint own-answer' }, toggle, body),
    write,
    grade: opened(() => grading.grade()),
    cancel: () => grading.cancel(),
    showPrompt: () => grading.showPrompt(),
    update: status => grading.update(status),
    setText(text) {
      field.dataset.kept = 'true';
      if (field.value === text) return;
      const { selectionStart, selectionEnd } = field;
      field.value = text;
      field.setSelectionRange(selectionStart, selectionEnd);
      grow();
      grading.check();
      if (text !== '' && body.hidden) show(true);
    },
  };
}

function spoken(
  status: Exclude<GradingStatus, { kind: 'asking' }>,
  strings: GradingStrings,
): string {
  if (status.kind === 'ended' || status.grade.rating === undefined) return status.note;
  return `${status.note} ${strings.suggested}: ${strings.ratings[status.grade.rating]}.`;
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

/** The four ratings with the suggested one highlighted: for display only. */
function renderRating(rating: Rating, strings: GradingStrings): HTMLElement {
  return element(
    'div',
    { class: 'suggested-rating' },
    element('p', {}, `${strings.suggested}: `, element('strong', {}, strings.ratings[rating])),
    element(
      'ol',
      { class: 'rating-scale', 'aria-hidden': 'true' },
      ...ratings.map(each =>
        element(
          'li',
          { class: each === rating ? 'is-suggested' : undefined },
          strings.ratings[each],
        ),
      ),
    ),
    element('p', { class: 'grading-note' }, strings.suggestedNote),
  );
}
