/** The state of the question in the panel. */
import builtIn from 'questions:html';
import { plainHtml } from '../../study/html';
import type { Place } from '../../study/library';
import type { CodeBlock, RenderedAnswer } from '../../study/markdown/render';
import type { Images } from '../../study/markdown/renderer';
import type { Question, QuestionId } from '../../study/question';
import type { ExerciseOfPanel } from './exerciseOfPanel';
import type { FirstView } from '../../protocol/question';
import type { SummaryView } from '../../protocol/review';

/** What the panel shows, and how much of it was sent to the page. */
export interface Shown {
  id: QuestionId;
  visit: number;
  /** The loaded question; replaced when its pack changes. */
  question: Question | undefined;
  /** The question's position, as sent to the page. */
  place: string;
  answer: RenderedAnswer | undefined;
  /** The exercise, if the question has one. */
  exercise?: ExerciseOfPanel | undefined;
  /** The pictures of hint and answer. */
  images?: Images | undefined;
  /** The code blocks of the page: the answer's, then the note's. */
  code: readonly CodeBlock[];
  /** The note as sent to the page. */
  note: string;
  /** The person's own answer as sent to the page. */
  draft: string;
  /** The names that the page offers to look for. */
  symbols?: readonly string[];
  problem?: string | undefined;
  /** Whether the page has shown the answer in this visit. */
  answerSeen: boolean;
  /** When the question was rated outside a review in this visit, in ms since 1970. */
  rated?: number | undefined;
  /** The summary shown in place of a question. */
  summary?: SummaryView | undefined;
}

/** A question's position, as shown on the page. */
export function placeView({ collection, category, position, count }: Place) {
  return { collection: collection.title, category: category.title, position, count };
}

type Wording = readonly [title: string, hint?: string];

/** The built-in questions with Markdown in their wording or hint. */
let html: ReadonlyMap<QuestionId, Wording> | undefined;

/**
 * A page's initial content for a built-in question, whose HTML was made by the build. `undefined`
 * for others: they are rendered first.
 */
export function firstView(
  question: Question,
  place: Place,
  visit: number,
  hintShown: boolean,
): FirstView | undefined {
  const { id, source } = question;
  if (source.pack !== undefined) return undefined;
  html ??= new Map(Object.entries(JSON.parse(builtIn) as Record<QuestionId, Wording>));
  const [titleHtml, hintHtml] = html.get(id) ?? plainHtml(question);
  return {
    hintShown,
    question: {
      visit,
      id,
      titleHtml,
      ...placeView(place),
      ...(hintHtml !== undefined && { hintHtml }),
    },
  };
}

/** A visit remembered by the page or the workspace; one without a question if there is none. */
export function readVisit(stored: unknown): { readonly id: QuestionId; readonly visit: number } {
  const { id, visit } = (stored ?? {}) as { id?: unknown; visit?: unknown };
  return typeof id === 'string' && typeof visit === 'number' ? { id, visit } : { id: '', visit: 0 };
}

/** Nothing has been shown yet. */
export function newlyShown(): Shown {
  return {
    id: '',
    visit: 0,
    question: undefined,
    place: '',
    answer: undefined,
    answerSeen: false,
    code: [],
    note: '',
    draft: '',
  };
}

/** The number of key points in the answer. */
export function countKeyPoints(answer: RenderedAnswer | undefined): number {
  return (answer?.sections ?? []).reduce(
    (sum, section) => sum + (section.kind === 'key-points' ? section.itemsHtml.length : 0),
    0,
  );
}
