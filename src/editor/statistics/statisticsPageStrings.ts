import * as vscode from 'vscode';
import { ratingNames } from '../core/ratings';
import { leastReviews } from '../../study/statistics/calibration';
import type { StatisticsStrings } from '../../protocol/statistics';

/** The texts of the statistics page, in the person's language. */
export function statisticsPageStrings(): StatisticsStrings {
  const { t } = vscode.l10n;
  const ratings = ratingNames();
  return {
    title: t('Your progress'),
    loading: t('Counting…'),
    asTable: t('Show as table'),
    questions: t('Questions'),
    total: t('Total'),
    day: t('Day'),
    reviews: t('Reviews'),
    time: t('Time'),
    tiles: {
      mastered: t('Mastered'),
      ofAll: t('of {0} questions', '{0}'),
      streak: t('Streak'),
      longest: t('Longest: {0}', '{0}'),
      streakOpen: t('Review one today to keep it'),
      noStreak: t('Begins with your first review'),
      today: t('Reviews today'),
      studiedFor: t('In {0}', '{0}'),
      nothingToday: t('None yet'),
      due: t('Due today'),
      overdue: t('{0} of them overdue', '{0}'),
      nothingDue: t('All done'),
      nothingScheduled: t('Nothing scheduled yet'),
      exercises: t('Exercises solved'),
      ofExercises: t('of {0} exercises', '{0}'),
    },
    mastery: {
      title: t('Mastered by collection and category'),
      name: t('Collection and category'),
      mastered: t('Mastered'),
      started: t('Started'),
      untouched: t('Not started'),
      empty: t('There are no questions. Add a pack of questions to begin.'),
    },
    year: {
      title: t('The last year'),
      summary: t('Reviews: {0}. Days studied: {1}.', '{0}', '{1}'),
      less: t('Less'),
      more: t('More'),
      cell: t('{0}: {1} reviews', '{0}', '{1}'),
      solved: t('exercises solved: {0}', '{0}'),
    },
    forecast: {
      title: t('Coming up'),
      summary: t('Due within 30 days: {0}.', '{0}'),
      overdue: t('Overdue'),
      due: t('Due'),
      today: t('Today'),
      later: t('Later: {0}.', '{0}'),
      bar: t('{0}: {1} due', '{0}', '{1}'),
      empty: t('Nothing is scheduled. Review a question, and its next day appears here.'),
    },
    readiness: {
      title: t('Ready for the interview'),
      summary: t(
        'Your interview is on {0}. Ready: {1} if you did nothing more, {2} with the plan.',
        '{0}',
        '{1}',
        '{2}',
      ),
      explained: t(
        'That is the share of its {0} questions you would be expected to know on the day: from how well you remember each, carried to that day. New ones count as 0.',
        '{0}',
      ),
      covered: t('In the time you have you can cover {0} of {1} questions.', '{0}', '{1}'),
      shared: t(
        'Your interviews share the minutes of a day, by how many questions each still lacks per day left.',
      ),
      past: t('Until today'),
      planned: t('With the plan'),
      without: t('Without more study'),
      today: t('Today'),
      interview: t('Interview'),
      point: t('{0}: {1}', '{0}', '{1}'),
      byCategory: t('Readiness by category'),
      category: t('Category'),
      ready: t('Ready'),
      weakest: t('Weakest question'),
      needsAttention: t('needs attention'),
      empty: t('Set the date of your interview to see how ready you are, and will be.'),
      nothing: t('No question is in the scope of this interview.'),
    },
    calibration: {
      title: t('How well predictions came true'),
      summary: t(
        'You were expected to know {0} of what came back and knew {1}, over {2} reviews.',
        '{0}',
        '{1}',
        '{2}',
      ),
      expected: t('Expected: {0}', '{0}'),
      known: t('Known'),
      empty: t(
        'Shown after {0} reviews of learned questions, when there is enough to compare.',
        leastReviews,
      ),
      slower: t(
        'You forget a little slower than most: intervals × {0}, learned from {1} reviews.',
        '{0}',
        '{1}',
      ),
      faster: t(
        'You forget a little faster than most: intervals × {0}, learned from {1} reviews.',
        '{0}',
        '{1}',
      ),
      same: t('You forget about as fast as most, by {1} reviews (intervals × {0}).', '{0}', '{1}'),
    },
    period: {
      label: t('Period of retention and answers'),
      names: { month: t('Last 30 days'), year: t('Last year'), all: t('All time') },
    },
    retention: {
      title: t('Retention'),
      note: t(
        'The share of questions you still knew when they came back: the first review of each day counts, and Again is a miss. The line marks the target of {0}.',
        '{0}',
      ),
      names: {
        young: t('Young (seen less than 21 days before)'),
        mature: t('Mature (21 days and more)'),
        all: t('All'),
      },
      asked: t('Asked'),
      recalled: t('Known'),
      share: t('Retention'),
      target: t('Target'),
      empty: t(
        'No question you have learned came back in this period. Retention is measured when one does.',
      ),
    },
    ratings: {
      title: t('Answers by rating'),
      names: ratings,
      maturities: { learning: t('Learning'), young: t('Young'), mature: t('Mature') },
      share: t('Share'),
      empty: t('No answer was rated in this period.'),
    },
    studyTime: {
      title: t('Time studied'),
      summary: t('{0} in all: {1} on a day of study, {2} a question.', '{0}', '{1}', '{2}'),
      bar: t('{0}: {1}', '{0}', '{1}'),
      minutes: t('Minutes a day, last 30 days'),
      empty: t('Reviews measure how long you think. Rate a question, and the time appears here.'),
    },
    interviews: {
      title: t('Mock interviews'),
      summary: t('Interviews: {0}. Last score: {1}. Best: {2}.', '{0}', '{1}', '{2}'),
      score: t('Score'),
      point: t('{0}: {1}', '{0}', '{1}'),
      empty: t('No mock interview yet. Your scores appear here after the first one.'),
    },
    hardest: {
      title: t('Hardest questions'),
      note: t('What the schedule finds hardest for you, from 1 (easy) to 10.'),
      question: t('Question'),
      difficulty: t('Difficulty'),
      lapses: t('Forgotten'),
      failed: ratings[1],
      empty: t('You have not rated any question Again. The ones you miss appear here.'),
    },
    nothing: {
      title: t('Nothing reviewed yet'),
      text: t(
        'Rate how well you knew an answer, and this page fills: your year, your streak, what comes due, and how much you retain.',
      ),
    },
    actions: {
      review: t('Review questions'),
      interview: t('Start a mock interview'),
      setDate: t('Set Interview Date…'),
    },
  };
}
