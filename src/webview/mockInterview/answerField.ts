/** The answer field: typed here, typed in an editor, or only spoken. */
import { longestTyped, type AskedView } from '../../protocol/mockInterview';
import { element } from '../kit/dom';
import { icon } from '../kit/icons';
import { actionButton, type InterviewContext } from './context';
import { confirmTyped, createTyping } from './typing';

export interface AnswerField {
  readonly element: HTMLElement;
  /** The field to type in; none while an editor is used. */
  readonly input: HTMLTextAreaElement | undefined;
  setPaused(paused: boolean): void;
  /**
   * Shows the text as the editor has it, unless the person has typed since.
   * @param heard the last message with typed text that is in it
   */
  setText(text: string, heard: number): void;
  /** Sends text that has not been sent yet. */
  flush(): void;
}

export function createAnswerField(view: AskedView, context: InterviewContext): AnswerField {
  const { strings } = context;
  const inEditor = view.typedIn === 'editor';
  const paused = element(
    'div',
    { class: 'notice paused' },
    icon('debug-pause'),
    element('p', {}, element('strong', {}, strings.paused), ' ', strings.pausedNote),
  );
  const reveal = actionButton(
    'reveal',
    { text: strings.reveal, look: 'reveal', ...(!inEditor && { key: 'Ctrl+Enter' }) },
    context,
  );
  const editor = actionButton(
    'editor',
    {
      text: inEditor ? strings.showEditor : strings.answerInEditor,
      look: 'secondary',
      icon: 'go-to-file',
    },
    context,
  );
  const dictate = actionButton(
    'dictate',
    { text: strings.dictate, look: 'secondary', icon: 'mic' },
    context,
  );
  const skip = actionButton('skip', { text: strings.skip, look: 'secondary' }, context);
  const buttons = element(
    'div',
    { class: 'buttons' },
    reveal,
    editor,
    ...(view.canDictate ? [dictate] : []),
    skip,
  );

  if (inEditor) {
    const text = element('pre', { class: 'own-answer live' }, view.answer);
    return {
      element: element(
        'section',
        { class: 'answer-field' },
        element('h2', { class: 'quiet-title' }, strings.yourAnswer),
        element('p', { class: 'muted' }, strings.typedInEditor),
        paused,
        text,
        buttons,
      ),
      input: undefined,
      setPaused: isPaused => {
        paused.hidden = !isPaused;
      },
      setText: (next, heard) => {
        confirmTyped(context, heard);
        text.textContent = next;
      },
      flush: () => undefined,
    };
  }

  const input = element('textarea', {
    id: 'page-answer',
    rows: '8',
    maxlength: String(longestTyped),
    placeholder: strings.answerPlaceholder,
    'aria-describedby': 'page-answer-note',
    'aria-keyshortcuts': 'W',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const typing = createTyping(view, context);
  const flush = () => typing.flush();
  input.value = typing.text;
  input.addEventListener('input', () => {
    typing.typed(input.value);
    if (!context.state().writes) context.remember({ writes: true });
  });
  input.addEventListener('blur', flush);
  return {
    element: element(
      'section',
      { class: 'answer-field' },
      element('label', { class: 'quiet-title', for: input.id }, strings.yourAnswer),
      paused,
      input,
      context.unsaved.notice,
      element('p', { class: 'muted', id: 'page-answer-note' }, strings.answerNote),
      buttons,
    ),
    input,
    setPaused: isPaused => {
      paused.hidden = !isPaused;
      input.readOnly = isPaused;
    },
    setText(text, heard) {
      if (!typing.stored(text, heard)) return;
      const { selectionStart, selectionEnd } = input;
      input.value = text;
      input.setSelectionRange(selectionStart, selectionEnd);
    },
    flush,
  };
}
