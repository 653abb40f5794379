/** Records the result of checks; solving an exercise can be rated as a review. */
import * as vscode from 'vscode';
import {
  exerciseProgress,
  noteExerciseChecked,
  suggestForExercise,
} from '../../study/exercise/progress';
import { addReview } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { ratings, type Rating } from '../../study/rating';
import { showInformationMessage } from '../base/messages';
import { showQuickPick } from '../base/picks';
import { sayDone } from '../core/changeCommands';
import { durationText } from '../core/intervals';
import { ratingLabel, ratingNames } from '../core/ratings';
import type { Study } from '../core/study';
import type { LoadedExercise } from './exercises';

/** The result of a run of checks. */
export interface RunResult {
  readonly loaded: LoadedExercise;
  /** The ids of checks that passed, and of those that did not. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Records what passed, and offers a rating if the exercise is solved now and was not before. Never
 * asks twice in one attempt.
 */
export async function noteRun(study: Study, { loaded, passed, failed }: RunResult): Promise<void> {
  const { question, title, checks } = loaded;
  const { store } = study;
  await store.open();
  const before = exerciseProgress(store.progress, question.id);
  // A check missing from the list may have failed too: nothing is solved then.
  const all = failed.some(id => !checks.some(check => check.id === id))
    ? [...checks.map(({ id }) => id), ...failed]
    : checks.map(({ id }) => id);
  const ran = new Set([...passed, ...failed]);
  const green = [...before.passed.filter(id => !ran.has(id)), ...passed];
  // A check that passed earlier may fail by now: only a run of all of them solves it.
  const isWhole = checks.every(({ id }) => ran.has(id));
  const solves = isWhole && failed.length === 0 && !before.isSolvedNow;
  await store.apply(
    vscode.l10n.t('Solved “{0}”', title),
    progress => noteExerciseChecked(progress, question.id, green, isWhole ? all : [], Date.now()),
    solves ? undefined : 'quiet',
  );
  if (solves) await offerRating(study, loaded, passed.length);
}

async function offerRating(
  study: Study,
  { question, title }: LoadedExercise,
  checks: number,
): Promise<void> {
  const { id } = question;
  const done = exerciseProgress(study.store.progress, id);
  const suggested = suggestForExercise(done) ?? 3;
  const names = ratingNames();
  const rate = vscode.l10n.t('Rate as {0}', names[suggested]);
  const other = vscode.l10n.t('Other Rating…');
  const minutes = Math.max(1, Math.round(done.seconds / 60));
  const choice = await showInformationMessage(
    vscode.l10n.t(
      'Solved “{0}” in {1}: all checks pass ({2}). Rate the question for your reviews?',
      title,
      durationText(minutes * 60_000, 'short'),
      checks,
    ),
    rate,
    other,
  );
  if (choice === rate) await keepRating(study, id, title, suggested, done.seconds);
  if (choice !== other) return;
  const rows = ratings.map(rating => ({ label: names[rating], rating }));
  const picked = await showQuickPick(rows, { title: vscode.l10n.t('Rate “{0}”', title) });
  if (picked) await keepRating(study, id, title, picked.rating, done.seconds);
}

async function keepRating(
  study: Study,
  id: QuestionId,
  title: string,
  rating: Rating,
  seconds: number,
): Promise<void> {
  const step = await study.store.apply(ratingLabel(rating, title), progress =>
    addReview(progress, id, { time: Date.now(), rating, duration: seconds * 1000 }),
  );
  await sayDone(study, vscode.l10n.t('Rated “{0}”: {1}.', title, ratingNames()[rating]), step);
}
