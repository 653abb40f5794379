/** The state of a chat interview, carried between turns in the turns' results. */
import type { Rating } from '../rating';
import type { QuestionId } from '../question';

/** How a question of the interview went. */
export interface ChatGrade {
  readonly id: QuestionId;
  /** What the grading suggested; `undefined` where it suggested nothing. */
  readonly rating: Rating | undefined;
}

/** The state after a turn. */
export interface ChatState {
  /** The current question; `undefined` before the first. */
  readonly question: QuestionId | undefined;
  /**
   * How the next message without a command is read: `answer` as an answer to the question,
   * `followUp` as an answer to the model's follow-up question, `free` as a request to explain.
   */
  readonly expects: 'answer' | 'followUp' | 'free';
  /** The model's follow-up question, as Markdown; empty if there is none. */
  readonly followUp: string;
  /** How many hints on the question were given. */
  readonly hints: number;
  /** The topic questions are drawn from, in the person's words; empty for all. */
  readonly topic: string;
  /** The questions asked in this interview, in order. */
  readonly asked: readonly QuestionId[];
  /** The graded ones, the last grade of each. */
  readonly grades: readonly ChatGrade[];
}

/** Before anything was said. */
export const noChat: ChatState = {
  question: undefined,
  expects: 'free',
  followUp: '',
  hints: 0,
  topic: '',
  asked: [],
  grades: [],
};

const version = 1;
const mostAsked = 500;

/** The state as a turn's result keeps it: plain JSON. */
export function writeChatState(state: ChatState): Record<string, unknown> {
  return { version, ...state, grades: state.grades.map(({ id, rating }) => [id, rating ?? 0]) };
}

/**
 * Returns the state after the last turn that left one. The results were stored by the editor and
 * are validated like any input.
 *
 * @param results the metadata of the turns, oldest first
 */
export function readChatState(results: readonly unknown[]): ChatState {
  for (const result of results.toReversed()) {
    const state = readOne(result);
    if (state) return state;
  }
  return noChat;
}

function readOne(result: unknown): ChatState | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const fields = result as Record<string, unknown>;
  if (fields.version !== version) return undefined;
  const { question, expects, followUp, hints, topic, asked, grades } = fields;
  if (question !== undefined && typeof question !== 'string') return undefined;
  return {
    question,
    expects: expects === 'answer' || expects === 'followUp' ? expects : 'free',
    followUp: readText(followUp),
    hints: typeof hints === 'number' && Number.isSafeInteger(hints) && hints > 0 ? hints : 0,
    topic: readText(topic),
    asked: Array.isArray(asked) ? asked.filter(id => typeof id === 'string').slice(-mostAsked) : [],
    grades: Array.isArray(grades) ? grades.flatMap(readChatGrade).slice(-mostAsked) : [],
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2_000) : '';
}

function readChatGrade(value: unknown): ChatGrade[] {
  if (!Array.isArray(value)) return [];
  const [id, rating] = value as unknown[];
  if (typeof id !== 'string') return [];
  const known = rating === 1 || rating === 2 || rating === 3 || rating === 4;
  return [{ id, rating: known ? rating : undefined }];
}

/** After `id` was asked. */
export function withQuestion(state: ChatState, id: QuestionId, topic: string): ChatState {
  return {
    ...state,
    question: id,
    expects: 'answer',
    followUp: '',
    hints: 0,
    topic,
    asked: [...state.asked.filter(other => other !== id), id].slice(-mostAsked),
  };
}

/** After the answer to the current question was graded. */
export function withGrade(
  state: ChatState,
  rating: Rating | undefined,
  followUp: string,
): ChatState {
  const id = state.question;
  if (id === undefined) return state;
  return {
    ...state,
    expects: followUp === '' ? 'free' : 'followUp',
    followUp,
    grades: [...state.grades.filter(grade => grade.id !== id), { id, rating }].slice(-mostAsked),
  };
}
