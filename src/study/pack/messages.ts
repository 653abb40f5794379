/** Messages for each problem of a pack: what is wrong, what to do. */

/** Translates a text and fills in `{0}`, `{1}` …, like `vscode.l10n`. */
export interface Localizer {
  t(message: string, ...args: (string | number)[]): string;
}

/** A kind of problem. */
export type ProblemCode =
  | 'duplicate-id'
  | 'empty-question'
  | 'encoding'
  | 'exercise-file'
  | 'exercise-hints'
  | 'exercise-incomplete'
  | 'exercise-kind'
  | 'exercise-mark'
  | 'exercise-minutes'
  | 'exercise-twice'
  | 'id-changed'
  | 'invalid-id'
  | 'list'
  | 'missing-hint'
  | 'missing-image'
  | 'missing-question'
  | 'missing-space'
  | 'no-questions'
  | 'nul-character'
  | 'swallowed-question'
  | 'too-large'
  | 'unclosed-comment'
  | 'unclosed-fence'
  | 'unknown-section'
  | 'unsafe-image'
  | 'unsafe-link';

/** The kinds of problems in an exercise. */
export type ExerciseProblem =
  | 'exercise-incomplete.task'
  | 'exercise-incomplete.check'
  | 'exercise-incomplete.solution'
  | 'exercise-incomplete.tests'
  | 'exercise-file'
  | 'exercise-file.none'
  | 'exercise-file.check'
  | 'exercise-file.checks'
  | 'exercise-file.name'
  | 'exercise-file.run'
  | 'exercise-file.twice'
  | 'exercise-mark'
  | 'exercise-mark.none'
  | 'exercise-hints'
  | 'exercise-kind'
  | 'exercise-kind.form'
  | 'exercise-minutes';

/** A code of a problem, or a variant of it. */
export type MessageKey =
  | ProblemCode
  | 'too-large.questions'
  | 'missing-image.large'
  | 'missing-hint.item'
  | 'missing-hint.several'
  | 'unknown-section.several'
  | 'empty-question.item'
  | ExerciseProblem;

const english: Localizer = {
  t: (message, ...args) =>
    message.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole)),
};

/** Returns the text of a problem; in English without a localizer. */
export function problemMessage(
  key: MessageKey,
  args: readonly (string | number)[],
  l10n: Localizer = english,
): string {
  switch (key) {
    case 'duplicate-id':
      return l10n.t(
        'The id “{0}” belongs to a question in {1}, so this one is called “{2}”. Give it an id of its own: {#…} after the question.',
        ...args,
      );
    case 'empty-question':
      return l10n.t('This question has no text, so it is left out. Write the question after “##”.');
    case 'empty-question.item':
      return l10n.t('This item has no text, so it is left out.');
    case 'encoding':
      return l10n.t(
        'This file is not UTF-8 from this line on: what cannot be read is shown as �. Save it with the encoding UTF-8.',
      );
    case 'exercise-file':
      return l10n.t(
        '“{0}” cannot be the name of a file in the project, so this block is left out. Write a relative path of plain names, such as shop/views.py.',
        ...args,
      );
    case 'exercise-file.none':
      return l10n.t(
        'This block is left out: it is marked {0} and does not say which file it is. Write title="shop/views.py" before the mark.',
        ...args,
      );
    case 'exercise-file.check':
      return l10n.t(
        '“{0}” cannot be a check, so this block is left out. Checks are files such as checks/test_views.py.',
        ...args,
      );
    case 'exercise-file.checks':
      return l10n.t(
        '“{0}” is left out: only blocks marked check may be in the folder checks.',
        ...args,
      );
    case 'exercise-file.name':
      return l10n.t(
        "“{0}” is left out: tools of an editor would run it, as the library “{1}”. Rename it, or put it into the app's folder: shop/{0}.",
        ...args,
      );
    case 'exercise-file.run':
      return l10n.t('“{0}” is left out: tools of an editor would run it, or follow it.', ...args);
    case 'exercise-file.twice':
      return l10n.t(
        'This block is left out: “{0}” is there already. A block is a whole file.',
        ...args,
      );
    case 'exercise-hints':
      return l10n.t(
        'An exercise has at most {0} hints. This one and those below are left out.',
        ...args,
      );
    case 'exercise-incomplete':
      return l10n.t(
        'This section is shown as plain text. To be an exercise it needs blocks of code with a file and a mark, such as ```python title="checks/test_views.py" check.',
      );
    case 'exercise-incomplete.task':
      return l10n.t(
        'This exercise has no task, so it is left out. Write the task below the heading.',
      );
    case 'exercise-incomplete.check':
      return l10n.t(
        'This exercise has no check, so it is left out. Add Django tests: ```python title="checks/test_views.py" check.',
      );
    case 'exercise-incomplete.solution':
      return l10n.t(
        'This exercise has no solution, so it is left out. Add one: ```python title="shop/views.py" solution.',
      );
    case 'exercise-incomplete.tests':
      return l10n.t(
        'This check has no test. A test is a method of a TestCase whose name starts with “test”.',
      );
    case 'exercise-kind':
      return l10n.t(
        '“{0}” is not a kind of exercise. The kinds are implement, repair and judge.',
        ...args,
      );
    case 'exercise-kind.form':
      return l10n.t('Only a kind and minutes are allowed here: {kind="repair" minutes="15"}.');
    case 'exercise-mark':
      return l10n.t(
        '“{0}” is not a mark. A block of an exercise is marked start, check or solution.',
        ...args,
      );
    case 'exercise-mark.none':
      return l10n.t(
        '“{0}” has no mark, so it is part of the task. Files of an exercise are marked start, check or solution.',
        ...args,
      );
    case 'exercise-minutes':
      return l10n.t('“{0}” is not a number of minutes from {1} to {2}.', ...args);
    case 'exercise-twice':
      return l10n.t(
        'A question has one exercise, so this one is left out. Move it to a question of its own.',
      );
    case 'id-changed':
      return l10n.t(
        'The new wording changed the id of this question from “{0}” to “{1}”: what was studied stays with the old one. Keep it with {2} after the question.',
        ...args,
        `{#${args[0]}}`,
      );
    case 'invalid-id':
      return l10n.t(
        '“{0}” cannot be an id, so this question is called “{1}”. An id has 1 to 100 letters, digits, dots, hyphens and underscores, and starts with a letter or digit.',
        ...args,
      );
    case 'list':
      return l10n.t(
        'This file is a list of {0} questions, not a pack. Import it, and its questions and answers are read as what they are.',
        ...args,
      );
    case 'missing-hint':
      return l10n.t(
        'This question has no hint. A blockquote (“> …”) right below the question is its hint.',
      );
    case 'missing-hint.item':
      return l10n.t(
        'This question has no hint. Text in parentheses after the question is its hint.',
      );
    case 'missing-hint.several':
      return l10n.t(
        '{0} questions in this file have no hint. This is the first. A hint is optional.',
        ...args,
      );
    case 'missing-image':
      return l10n.t('The pack has no image “{0}”, so its text is shown instead.', ...args);
    case 'missing-image.large':
      return l10n.t(
        'The image “{0}” is {1} MB, and the limit is {2} MB, so its text is shown instead.',
        ...args,
      );
    case 'missing-question':
      return l10n.t(
        'No pack has a question with the id “{0}”, so this link leads nowhere.',
        ...args,
      );
    case 'missing-space':
      return l10n.t(
        'This line is not a heading: a space is missing after “{0}”. As it is, it is part of the text above or below.',
        ...args,
      );
    case 'no-questions':
      return l10n.t(
        'This file has no questions. A question is a heading: “## How do signals work?”.',
      );
    case 'nul-character':
      return l10n.t(
        'This line has a NUL character, which is shown as �. Delete it: editors treat such a file as binary.',
      );
    case 'swallowed-question':
      return l10n.t(
        'This code block contains the question “{0}” on line {1}. It is closed too late: close it before the question.',
        ...args,
      );
    case 'too-large':
      return l10n.t(
        'This file is not read: it is {0} MB, and the limit is 5 MB. Split it into several files.',
        ...args,
      );
    case 'too-large.questions':
      return l10n.t(
        'This file is not read: it has {0} questions, and the limit is {1}. Split it into several files.',
        ...args,
      );
    case 'unclosed-comment':
      return l10n.t(
        'This comment is not closed before the question “{0}” on line {1}. Close it there with “-->”, or put “<!--” on a line of its own.',
        ...args,
      );
    case 'unclosed-fence':
      return l10n.t(
        'This code block is never closed. Close it with a line of the same marks, such as ```.',
      );
    case 'unknown-section':
      return l10n.t(
        '“{0}” is shown as plain text. The sections with a meaning are In short, In depth, Key points, Pitfalls, Follow-up questions and Read more.',
        ...args,
      );
    case 'unknown-section.several':
      return l10n.t(
        '{1} headings in this file are shown as plain text; the first is “{0}”. The sections with a meaning are In short, In depth, Key points, Pitfalls, Follow-up questions and Read more.',
        ...args,
      );
    case 'unsafe-image':
      return l10n.t(
        'The text of the image “{0}” is shown instead. Images are files in the pack’s folder, named by a relative path: PNG, JPEG, GIF, WebP, AVIF or SVG.',
        ...args,
      );
    case 'unsafe-link':
      return l10n.t(
        'The link to “{0}” is shown as plain text. Links may lead to https:// pages, to mailto: addresses and, as #id, to questions.',
        ...args,
      );
  }
}
