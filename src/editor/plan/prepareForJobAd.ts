/** From a job ad to an interview: prioritises its topics and names uncovered ones. */
import * as vscode from 'vscode';
import {
  inOrder,
  questionsFor,
  readJobAd,
  textOfPage,
  type AdQuestion,
  type CoveredTerm,
  type JobAd,
} from '../../study/plan/jobAd';
import {
  interviewsOf,
  usualMinutes,
  wholeScope,
  type PlannedInterview,
} from '../../study/plan/interviews';
import type { QuestionId } from '../../study/question';
import { studyDayOf } from '../../study/studyDay';
import { decodeText } from '../base/decodeText';
import { commands } from '../base/ids';
import { HumanError } from '../base/log';
import { showInformationMessage } from '../base/messages';
import { showQuickPick } from '../base/picks';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import { dayText, nameOf } from '../core/planTexts';
import type { Study } from '../core/study';
import type { AddQuestions } from './askedInInterview';
import { askDay, askMinutes, keep, type Item } from './askPlan';

/** Maximum size of a job ad, in bytes. */
const largestFile = 2 * 1024 * 1024;
/** Shorter texts, in UTF-16 units, are accidental selections rather than ads. */
const shortestAd = 40;

/** What preparing for a job ad uses. */
export interface JobAdParts {
  readonly study: Study;
  readonly context: vscode.ExtensionContext;
  readonly addQuestions: AddQuestions;
}

/** @param source the text of an ad, or its file; asked for if it is neither */
export async function prepareForJobAd(parts: JobAdParts, source: unknown): Promise<void> {
  const { study } = parts;
  await Promise.all([study.questions.packs(), study.store.open()]);
  const text = await textOf(source);
  if (text === undefined) return;
  const ad = readJobAd(text);
  if (ad.terms.length === 0) {
    throw new HumanError(
      vscode.l10n.t(
        'Nothing that Django jobs ask for was found in this text. Copy the whole ad, and try again.',
      ),
    );
  }
  const covered = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the job ad…') },
    () => coverageOf(study, ad),
  );
  const chosen = await chooseTerms(ad, covered);
  if (chosen === undefined) return;
  const first = inOrder(chosen).slice(0, mostFirst);
  const interview = await chooseInterview(study, ad);
  if (interview === undefined) return;
  const uncovered = chosen.filter(({ questions }) => questions.length === 0);
  // Uncovered topics and what the plan can reach are reported in parallel.
  await Promise.all([
    keep(study, { ...interview, scope: { ...interview.scope, first } }),
    sayCoverage(uncovered, await modelFor(parts, text, first)),
  ]);
}

/** More would leave no room for others. */
const mostFirst = 500;

async function textOf(source: unknown): Promise<string | undefined> {
  if (typeof source === 'string' && source.trim() !== '') return source;
  if (source instanceof vscode.Uri) return readFile(source);
  const { t } = vscode.l10n;
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? '';
  if (selected.trim().length >= shortestAd) return selected;
  const items: Item<'clipboard' | 'editor' | 'file'>[] = [
    {
      icon: 'clippy',
      label: t('From the Clipboard'),
      description: t('Copy the ad’s text first'),
      value: 'clipboard',
    },
    ...(editor === undefined
      ? []
      : [
          {
            icon: 'file-text',
            label: t('From the Open Editor'),
            description: editor.document.fileName.split(/[\\/]/).at(-1) ?? '',
            value: 'editor' as const,
          },
        ]),
    { icon: 'folder-opened', label: t('From a File…'), value: 'file' },
  ];
  const choice = await showQuickPick(items, {
    title: t('Where Is the Job Ad?'),
    placeHolder: t('It stays on this machine'),
  });
  switch (choice?.value) {
    case undefined:
      return undefined;
    case 'clipboard': {
      const text = await vscode.env.clipboard.readText();
      if (text.trim() !== '') return text;
      throw new HumanError(t('There is no text on the clipboard. Copy the job ad first.'));
    }
    case 'editor':
      return editor?.document.getText();
    case 'file': {
      const [file] =
        (await vscode.window.showOpenDialog({
          title: t('The Job Ad'),
          filters: { [t('Texts')]: ['txt', 'md', 'html', 'htm'] },
        })) ?? [];
      return file && readFile(file);
    }
  }
}

async function readFile(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largestFile) {
    throw new HumanError(vscode.l10n.t('This file is too large for a job ad.'));
  }
  const { text } = decodeText(await vscode.workspace.fs.readFile(file));
  // Of a saved page only the readable text.
  return /<(?:html|body|div|p)\b/i.test(text.slice(0, 5000)) ? textOfPage(text) : text;
}

async function coverageOf(study: Study, ad: JobAd): Promise<readonly CoveredTerm[]> {
  const slices = new Slices();
  const questions: AdQuestion[] = [];
  for (const category of study.questions.library.categories) {
    for (const question of category.questions) {
      const { id, title, hint = '' } = question;
      questions.push({
        id,
        title: `${category.title}\n${title}\n${hint}`,
        body: await study.questions.body(question).catch(() => ''), // its file may be gone
      });
      await slices.pause();
    }
  }
  return slices.run(questionsFor(ad.terms, questions));
}

async function chooseTerms(
  ad: JobAd,
  covered: readonly CoveredTerm[],
): Promise<readonly CoveredTerm[] | undefined> {
  const { t } = vscode.l10n;
  const item = (term: CoveredTerm): Item<CoveredTerm> => {
    const count = term.questions.length;
    return {
      label: term.term.name,
      description:
        count === 0
          ? t('no question yet')
          : count === 1
            ? t('1 question')
            : t('{0} questions', count),
      picked: true,
      value: term,
    };
  };
  const rows = (title: string, terms: readonly CoveredTerm[]): Item<CoveredTerm>[] =>
    terms.length === 0
      ? []
      : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...terms.map(item)];
  const has = ({ questions }: CoveredTerm) => questions.length > 0;
  const chosen = await showQuickPick(
    [
      ...rows(t('Asked for, with questions'), covered.filter(has)),
      ...rows(
        t('Asked for, without a question'),
        covered.filter(term => !has(term)),
      ),
    ],
    {
      title: [
        t('What the Ad Asks For: {0}', covered.length),
        ...(ad.seniority === undefined ? [] : [seniorityText(ad.seniority)]),
      ].join(' · '),
      placeHolder: t('Untick what does not matter; questions about the rest come first'),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  return chosen?.flatMap(({ value }) => value ?? []);
}

function seniorityText(seniority: NonNullable<JobAd['seniority']>): string {
  switch (seniority) {
    case 'junior':
      return vscode.l10n.t('junior');
    case 'middle':
      return vscode.l10n.t('mid-level');
    case 'senior':
      return vscode.l10n.t('senior');
  }
}

/** An existing interview, or a new one; asks for its date and minutes per day. */
async function chooseInterview(study: Study, ad: JobAd): Promise<PlannedInterview | undefined> {
  const { t } = vscode.l10n;
  const today = studyDayOf(Date.now(), study.days);
  const ahead = interviewsOf(study.store.progress).all.filter(({ day }) => day >= today);
  if (ahead.length > 0) {
    const items: Item<PlannedInterview>[] = [
      ...ahead.map(interview => ({
        icon: 'calendar',
        label: plainText(nameOf(interview)),
        description: dayText(interview.day),
        value: interview,
      })),
      { icon: 'add', label: t('Another Interview…') },
    ];
    const choice = await showQuickPick(items, { title: t('Which Interview Is It For?') });
    if (choice === undefined) return undefined;
    if (choice.value !== undefined) return choice.value;
  }
  const when = await askDay(study);
  if (when === undefined) return undefined;
  const minutes = when.minutes ?? (await askMinutes(ahead.length > 0));
  if (minutes === undefined) return undefined;
  return {
    id: globalThis.crypto.randomUUID().slice(0, 13),
    name: when.name === '' ? ad.title : when.name,
    day: when.day,
    minutes:
      typeof minutes === 'number'
        ? Array.from({ length: 7 }, () => minutes)
        : Array.from({ length: 7 }, (_, at) => minutes[at] ?? usualMinutes),
    scope: wholeScope,
  };
}

/** Asks a model for more questions about the ad; `undefined` where this editor has none. */
async function modelFor(
  { study, context, addQuestions }: JobAdParts,
  ad: string,
  about: readonly QuestionId[],
): Promise<(() => Promise<void>) | undefined> {
  const { askForJobQuestions, hasModelApi } = await import('../ai/jobQuestions');
  if (!hasModelApi()) return undefined;
  const known = about.flatMap(id => study.questions.question(id)?.title ?? []);
  return () => askForJobQuestions({ context, ad, known, add: addQuestions });
}

/**
 * Names uncovered topics. A click adds a question about the only one, or about one of them; another
 * asks a model for questions about the whole ad.
 */
async function sayCoverage(
  uncovered: readonly CoveredTerm[],
  askModel: (() => Promise<void>) | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const names = uncovered.map(({ term }) => term.name);
  if (names.length === 0 && askModel === undefined) return;
  const add = t('Add a Question…');
  const ask = t('Ask a Model for Questions…');
  const choice = await showInformationMessage(
    names.length === 0
      ? t('There are questions about all that the ad asks for.')
      : t('No question covers: {0}.', names.join(', ')),
    ...(names.length === 0 ? [] : [add]),
    ...(askModel === undefined ? [] : [ask]),
  );
  if (choice === add) await addQuestion(names);
  else if (choice === ask) await askModel?.();
}

async function addQuestion(names: readonly string[]): Promise<void> {
  const { t } = vscode.l10n;
  const name =
    names.length === 1
      ? names[0]
      : (
          await showQuickPick(
            names.map(label => ({ label })),
            { title: t('What Is the Question About?') },
          )
        )?.label;
  if (name === undefined) return;
  await vscode.commands.executeCommand(
    commands.addQuestion,
    t('What is your experience with {0}?', name),
  );
}
