/** The chat participant: an interview, question by question, with the chosen model. */
import * as vscode from 'vscode';
import {
  readChatState,
  withGrade,
  withQuestion,
  writeChatState,
  type ChatState,
} from '../../study/ai/chatState';
import { escapeText, inertInline, inertMarkdown } from '../../study/markdown/inert';
import { explainPrompt, followUpPrompt, hintPrompt } from '../../study/ai/requests';
import { drawRandom } from '../../study/nextQuestion';
import type { Question } from '../../study/question';
import type { Study } from '../core/study';
import { commands } from '../base/ids';
import { HumanError, log } from '../base/log';
import { dueToday } from './dueToday';
import { findQuestions } from './find';
import { gradeAnswer, notesOnGrade, readYardstick } from './gradeAnswer';
import { say, type ChatTurn } from './chatModel';
import { gradeMarkdown, summaryMarkdown } from './chatMarkdown';
import { writePlan } from './chatPlan';

/** Answers one request. Only rejects on cancellation: errors are reported in the chat. */
export async function answerInChat(study: Study, turn: ChatTurn): Promise<vscode.ChatResult> {
  const before = readChatState(
    turn.context.history.map(each =>
      each instanceof vscode.ChatResponseTurn ? each.result.metadata : undefined,
    ),
  );
  try {
    await Promise.all([study.questions.packs(), study.store.open()]);
    const after = await answer(study, turn, before);
    return { metadata: writeChatState(after) };
  } catch (error) {
    if (error instanceof vscode.CancellationError || turn.token.isCancellationRequested) {
      return { metadata: writeChatState(before) };
    }
    if (!(error instanceof HumanError)) log().error(error instanceof Error ? error : String(error));
    const message =
      error instanceof HumanError
        ? error.message
        : vscode.l10n.t('Something went wrong in Django Interview Study. Your progress is safe.');
    return { errorDetails: { message }, metadata: writeChatState(before) };
  }
}

function answer(study: Study, turn: ChatTurn, state: ChatState): Promise<ChatState> {
  const prompt = turn.request.prompt.trim();
  switch (turn.request.command) {
    case 'ask':
      return ask(study, turn, state, prompt);
    case 'grade':
      return grade(study, turn, state, prompt);
    case 'hint':
      return hint(study, turn, state);
    case 'explain':
      return explain(study, turn, state, prompt);
    case 'plan':
      return writePlan(study, turn, state, prompt);
    case undefined:
    default:
      if (prompt === '') return help(turn, state);
      if (state.asked.length > 0 && finish.test(prompt)) return ask(study, turn, state, prompt);
      if (state.expects === 'answer') return grade(study, turn, state, prompt);
      if (state.expects === 'followUp') return followUp(study, turn, state, prompt);
      return explain(study, turn, state, prompt);
  }
}

/** Phrases and follow-ups that end the interview, after `/ask` or alone. */
const finish = /^(?:finish|stop|end|done|quit)\b[.!]?$/i;

async function ask(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  words: string,
): Promise<ChatState> {
  const { stream } = turn;
  if (finish.test(words)) {
    stream.markdown(summaryMarkdown(study, state));
    return { ...state, question: undefined, expects: 'free', followUp: '', asked: [], grades: [] };
  }
  const { library } = study.questions;
  const named = library.question(words);
  const topic = named || words === '' ? state.topic : words;
  const question = named ?? (await nextQuestion(study, state, topic));
  if (!question) {
    stream.markdown(
      topic !== '' && state.asked.length === 0
        ? vscode.l10n.t('No question about “{0}” was found. Try other words.', escapeText(topic))
        : vscode.l10n.t(
            'You have been asked every question about this. Say “finish” to see how it went.',
          ),
    );
    return { ...state, expects: 'free' };
  }
  const next = withQuestion(state, question.id, topic);
  const place = library.place(question.id);
  stream.markdown(
    [
      `**${vscode.l10n.t('Question {0}', next.asked.length)}**${place ? ` · ${escapeText(place.category.title)}` : ''}`,
      `### ${inertInline(question.title)}`,
      vscode.l10n.t(
        'Answer in your own words, as you would say it aloud. `/hint` helps, `/explain` gives up.',
      ),
    ].join('\n\n'),
  );
  openButton(turn, question);
  return next;
}

/** A question not yet asked in this interview: due ones first, then a random one not mastered. */
async function nextQuestion(
  study: Study,
  state: ChatState,
  topic: string,
): Promise<Question | undefined> {
  const asked = new Set(state.asked);
  const about =
    topic === ''
      ? study.questions.library.questions.map(({ id }) => id)
      : await findQuestions(study, topic, 40);
  const open = about.filter(id => !asked.has(id) && !study.has(id, 'suspended'));
  const wanted = new Set(open);
  const { queue } = await dueToday(study, Date.now());
  const due = queue.due.find(id => wanted.has(id));
  if (due !== undefined) return study.questions.question(due);
  const fresh = open.filter(id => !study.has(id, 'mastered'));
  const from = fresh.length > 0 ? fresh : open;
  // With a topic, the best matches come first; otherwise the choice is random.
  const id = topic === '' ? drawRandom(from, [], Math.random)?.id : from[0];
  return id === undefined ? undefined : study.questions.question(id);
}

async function grade(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  own: string,
): Promise<ChatState> {
  const { stream, request, token } = turn;
  const question = currentQuestion(study, state);
  if (!question) return noQuestion(turn, state);
  if (own === '') {
    stream.markdown(
      vscode.l10n.t('Write your answer after `/grade`, or simply as your next message.'),
    );
    return { ...state, question: question.id, expects: 'answer' };
  }
  stream.progress(vscode.l10n.t('Comparing your answer with the model answer…'));
  const graded = await gradeAnswer(study, {
    question,
    answer: own,
    model: request.model,
    token,
    onText: () => undefined,
  });
  const name = request.model.name || request.model.id;
  if (graded.read.kind === 'empty') {
    throw new HumanError(
      vscode.l10n.t('{0} sent an empty reply. Try again, or choose another model.', name),
    );
  }
  if (graded.read.kind === 'unreadable') {
    stream.markdown(
      `${vscode.l10n.t('{0} did not reply in the form of a grade. This is what it said:', escapeText(name))}\n\n${inertMarkdown(graded.reply)}`,
    );
    return { ...state, question: question.id };
  }
  stream.markdown(gradeMarkdown(graded.read.grade, graded.yardstick, notesOnGrade(graded)));
  openButton(turn, question);
  const { rating, followUp: next } = graded.read.grade;
  return withGrade({ ...state, question: question.id }, rating, next);
}

async function hint(study: Study, turn: ChatTurn, state: ChatState): Promise<ChatState> {
  const question = currentQuestion(study, state);
  if (!question) return noQuestion(turn, state);
  const { stream } = turn;
  // The pack's own hint costs no request; without one, the model gives the first step.
  const step = state.question === question.id ? state.hints : 0;
  const own = question.hint ?? '';
  const next: ChatState = {
    ...state,
    question: question.id,
    expects: 'answer',
    hints: step + 1,
  };
  const steps =
    own === ''
      ? (['direction', 'questions'] as const)
      : (['own', 'direction', 'questions'] as const);
  const kind = steps[step];
  if (kind === 'own') {
    stream.markdown(inertMarkdown(own));
  } else if (kind === undefined) {
    stream.markdown(vscode.l10n.t('That was the last hint. The whole answer is in the panel.'));
    openButton(turn, question);
  } else {
    const yardstick = await readYardstick(study, question);
    await say(turn, limits => hintPrompt(yardstick, kind, limits));
  }
  return next;
}

async function explain(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  words: string,
): Promise<ChatState> {
  const current = currentQuestion(study, state);
  let question = study.questions.question(words);
  if (!question) {
    // "explain the second point" is about the current question, "explain CSRF" may not be.
    const [best] = words === '' ? [] : await findQuestions(study, words, 1, current);
    question = best === undefined ? current : study.questions.question(best);
  }
  if (!question) return words === '' ? help(turn, state) : noQuestion(turn, state);
  turn.stream.markdown(`### ${inertInline(question.title)}

`);
  const yardstick = await readYardstick(study, question);
  await say(turn, limits => explainPrompt(yardstick, words, limits));
  openButton(turn, question);
  return { ...state, question: question.id, expects: 'free', followUp: '' };
}

async function followUp(
  study: Study,
  turn: ChatTurn,
  state: ChatState,
  own: string,
): Promise<ChatState> {
  const question = currentQuestion(study, state);
  if (!question) return noQuestion(turn, state);
  const yardstick = await readYardstick(study, question);
  await say(turn, limits => followUpPrompt(yardstick, state.followUp, own, limits));
  return { ...state, expects: 'free', followUp: '' };
}

/** The question being discussed, or else the one in the panel. */
function currentQuestion(study: Study, state: ChatState): Question | undefined {
  const talked =
    state.question === undefined ? undefined : study.questions.question(state.question);
  return talked ?? study.current;
}

function noQuestion({ stream }: ChatTurn, state: ChatState): Promise<ChatState> {
  stream.markdown(
    vscode.l10n.t(
      'There is no question yet. `/ask` asks one; `/ask security` asks one about security.',
    ),
  );
  return Promise.resolve(state);
}

function help({ stream }: ChatTurn, state: ChatState): Promise<ChatState> {
  stream.markdown(
    [
      vscode.l10n.t(
        'I interview you about Django, with the questions and model answers of your packs.',
      ),
      [
        vscode.l10n.t('`/ask`: one question after the other; `/ask security` about a topic'),
        vscode.l10n.t('`/grade`: your answer against the key points'),
        vscode.l10n.t('`/hint`: a little help, more with each step'),
        vscode.l10n.t('`/explain`: the answer, explained'),
        vscode.l10n.t('`/plan in two weeks`: a study plan to the day of your interview'),
      ]
        .map(line => `- ${line}`)
        .join('\n'),
    ].join('\n\n'),
  );
  return Promise.resolve(state);
}

/** Our own command with the id of an existing question. */
function openButton({ stream }: ChatTurn, question: Question): void {
  stream.button({
    command: commands.open,
    title: vscode.l10n.t('Open in the Panel'),
    arguments: [question.id],
  });
}

/** Suggested follow-ups. */
export function followUpsOf(result: vscode.ChatResult): vscode.ChatFollowup[] {
  const state = readChatState([result.metadata]);
  const hintMore = { prompt: '', label: vscode.l10n.t('Give me a hint'), command: 'hint' };
  const next = { prompt: '', label: vscode.l10n.t('Next question'), command: 'ask' };
  const explainIt = { prompt: '', label: vscode.l10n.t('Explain it'), command: 'explain' };
  const finished = {
    prompt: 'finish',
    label: vscode.l10n.t('Finish the interview'),
    command: 'ask',
  };
  if (state.question === undefined) {
    return [{ ...next, label: vscode.l10n.t('Ask me a question') }];
  }
  if (state.expects === 'answer') return [hintMore, explainIt];
  return [
    next,
    ...(state.expects === 'followUp' ? [] : [explainIt]),
    ...(state.asked.length > 0 ? [finished] : []),
  ];
}
