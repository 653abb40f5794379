/** Every function that processes text from outside, for the test of their running time. */
import { plainText } from '../../src/editor/base/plainText';
import { createFence, visibleText } from '../../src/study/ai/promptMarks';
import { quotable } from '../../src/study/ai/quotes';
import { readGrade } from '../../src/study/ai/readGrade';
import { readQuestions } from '../../src/study/ai/readQuestions';
import { gradePrompt } from '../../src/study/ai/requests';
import { createCodeIndex } from '../../src/study/code/codeIndex';
import { mergePython, projectWith, requirementsOf } from '../../src/study/code/project';
import { mentionsOf, readStack } from '../../src/study/code/stack';
import { symbolsOf } from '../../src/study/code/symbols';
import { ankiFile } from '../../src/study/exchange/anki';
import { progressCsv } from '../../src/study/exchange/progressCsv';
import { readProgressFile } from '../../src/study/exchange/progressFile';
import type { ExportedQuestion } from '../../src/study/exchange/question';
import { questionsMarkdown } from '../../src/study/exchange/questionsMarkdown';
import { studySheet } from '../../src/study/exchange/studySheet';
import { fileName, isProjectPath, refusedPaths } from '../../src/study/fileNames';
import { literalFolder, matchGlob } from '../../src/study/glob';
import { parseFenceInfo } from '../../src/study/markdown/fence';
import { highlight, slowLimit, usualLimit } from '../../src/study/markdown/highlight';
import {
  createInertStream,
  escapeLines,
  escapeText,
  inertInline,
  inertMarkdown,
} from '../../src/study/markdown/inert';
import { isSafeLink } from '../../src/study/markdown/links';
import {
  imageDestinations,
  renderAnswer,
  renderBlock,
  renderInline,
} from '../../src/study/markdown/render';
import { parseAnswer, parsePack, questionBody } from '../../src/study/pack';
import { normalize, readBlocks } from '../../src/study/pack/blocks';
import { completionPlace, isInCode } from '../../src/study/pack/complete';
import { decodeText } from '../../src/editor/base/decodeText';
import { longestAnswer } from '../../src/study/mockInterview/interview';
import { mergeAnswers } from '../../src/study/mockInterview/merge';
import { maximumFileLength, readPackFile } from '../../src/study/pack/file';
import { additionsFor, fixesFor } from '../../src/study/pack/fixes';
import { idColumns, splitId } from '../../src/study/pack/headings';
import { readWords } from '../../src/study/plan/words';
import { imagePath } from '../../src/study/pack/images';
import { findQuestions } from '../../src/study/importing';
import { destinations, splitBold } from '../../src/study/pack/inline';
import { outlineOf } from '../../src/study/pack/outline';
import { resolvePath } from '../../src/study/pack/readme';
import { similarity } from '../../src/study/pack/renames';
import { codeBlock, insertionLine, packMarkdown } from '../../src/study/pack/write';
import type { Category, Collection, Question } from '../../src/study/question';
import { readQuestionPath } from '../../src/study/questionLink';
import { createSearch, foldText } from '../../src/study/search';
import { withoutCommandLinks, withoutUnsafeLinks } from '../../src/study/markdown/sourceLinks';
import { bareName, slug, titleFromName } from '../../src/study/slug';
import { finish } from '../../src/study/steps';

/** The longest text a function receives, in UTF-16 units, and what becomes of longer ones. */
export interface Limit {
  readonly length: number;
  readonly beyond: string;
}

type Hostile = readonly [name: string, run: (text: string) => unknown, limit?: Limit];

const file: Limit = { length: maximumFileLength, beyond: 'the file is refused' };
const answer: Limit = { length: longestAnswer, beyond: 'the answer is cut' };
const block: Limit = { length: usualLimit, beyond: 'the block is shown without colours' };
const slowBlock: Limit = { ...block, length: slowLimit };

function exported(text: string): ExportedQuestion {
  const source = { file: 'a.md', startLine: 0, endLine: 1, bodyLine: 1 };
  const question: Question = { id: 'a', title: text, hint: text, source };
  const category: Category = { id: 'a', title: text, questions: [question] };
  const collection: Collection = {
    id: 'a',
    title: text,
    introduction: '',
    tips: [],
    categories: [category],
  };
  return { question, category, collection, body: text, note: text };
}

const sheet = {
  language: 'en',
  title: '',
  subtitle: '',
  contents: '',
  hint: '',
  note: '',
};

const yardstick = (text: string) => ({
  question: text,
  hint: text,
  modelAnswer: text,
  keyPoints: [text],
});

/** A name that includes the module, and a call with nothing but the text. */
export const functions: readonly Hostile[] = [
  ['plainText', plainText],
  ['withoutUnsafeLinks', withoutUnsafeLinks],
  ['withoutCommandLinks', withoutCommandLinks],
  ['inertMarkdown', inertMarkdown],
  ['inertMarkdown without a limit', text => inertMarkdown(text, Infinity)],
  ['inertInline without a limit', text => inertInline(text, Infinity)],
  [
    'an inert stream of pieces',
    text => {
      const stream = createInertStream();
      for (let at = 0; at < text.length; at += 20) stream.add(text.slice(at, at + 20));
      return stream.end();
    },
  ],
  ['escapeText', escapeText],
  ['escapeLines', escapeLines],
  ['isSafeLink', text => isSafeLink(`https://${text}`)],
  ['parseFenceInfo', text => parseFenceInfo(text)],
  ...[
    ...['python', 'django', 'ini', 'nginx', 'javascript', 'html', 'http', 'yaml', 'bash', 'sql'],
    ...['c', 'cpp', 'csharp', 'go', 'java', 'kotlin', 'php', 'powershell', 'ruby', 'rust', 'pycon'],
    'console',
  ].map((language): Hostile => [
    `highlight ${language}`,
    text => highlight(text, language),
    ['ini', 'nginx'].includes(language) ? slowBlock : block,
  ]),
  ['renderInline', text => renderInline(text)],
  ['renderBlock', text => renderBlock(text, [])],
  ['renderAnswer', text => renderAnswer(parseAnswer(text, 0))],
  ['imageDestinations', text => imageDestinations(`![${text}`)],
  ['parsePack', text => parsePack([{ path: 'a.md', text }]), file],
  ['parsePack of a README', text => parsePack([{ path: 'README.md', text }]), file],
  ['parsePack of a title', text => parsePack([{ path: 'a.md', text: `## ${text}` }]), file],
  ['parsePack of a name', text => parsePack([{ path: `${text}/${text}.md`, text: '## a' }])],
  [
    'an answer of a pack',
    text => {
      const [question] = parsePack([{ path: 'a.md', text: `## a\n\n${text}` }])
        .collections.flatMap(({ categories }) => categories)
        .flatMap(({ questions }) => questions);
      return question && questionBody(`## a\n\n${text}`, question.source);
    },
    file,
  ],
  ['readBlocks', text => readBlocks(normalize(text))],
  ['splitBold', text => splitBold(`**${text}`)],
  ['destinations', text => destinations(text)],
  ['splitId', text => splitId(`${text}}`)],
  ['idColumns', text => idColumns(`${text}}`)],
  ['completionPlace', text => completionPlace(text)],
  ['isInCode', text => isInCode(text.split('\n'), 1e9)],
  ['decodeText', text => decodeText(new TextEncoder().encode(text))],
  [
    'quick fixes',
    text => {
      const draft = finish(readPackFile({ path: 'a.md', text }, 'p'));
      const lines = text.split('\n');
      const problems = [...draft.problems, ...draft.questions.problems].slice(0, 5);
      for (const problem of problems) fixesFor(problem, draft, lines, ['a', text]);
      for (const category of draft.questions.collections.flatMap(each => each.categories)) {
        for (const question of category.questions.slice(0, 2)) additionsFor(question, lines);
      }
      outlineOf(draft);
      return insertionLine(text, draft, { id: 'a', title: 'a', source: { startLine: 0 } });
    },
    file,
  ],
  ['resolvePath', text => resolvePath('a', text)],
  ['imagePath', text => imagePath('a/b.md', `${text}.png`)],
  ...['md', 'csv', 'tsv', 'txt', 'json'].map((kind): Hostile => [
    `findQuestions ${kind}`,
    text => findQuestions(`a.${kind}`, text),
    file,
  ]),
  ['codeBlock', text => codeBlock(text, '')],
  ['mergeAnswers', text => mergeAnswers('x', `y\n${text}q`, `z\n${text}${text}`), answer],
  ['mergeAnswers, inside', text => mergeAnswers('', `\ny${text}`, `${text}b${text}`), answer],
  [
    'packMarkdown',
    text =>
      packMarkdown([
        { title: text, questions: [{ id: 'a', title: text, hint: text, body: text }] },
      ]),
  ],
  ['slug', slug],
  ['names', text => [titleFromName(text), bareName(text), fileName(text)]],
  ['isProjectPath', text => [isProjectPath(text), refusedPaths([text, 'a'])]],
  ['similarity', text => similarity(text, `${text}a`)],
  ['foldText', foldText],
  [
    'a search in it',
    text => {
      const search = createSearch([{ id: 'a', title: text, hint: text, body: text }]);
      return [search('a', 5), search('a b', 5)];
    },
  ],
  [
    'a search for it',
    text => createSearch([{ id: 'a', title: 'a', hint: '', body: 'b a' }])(text, 5),
  ],
  ['symbolsOf Python', text => symbolsOf(text, 'python')],
  ['symbolsOf a template', text => symbolsOf(text, 'template')],
  [
    'createCodeIndex',
    text => createCodeIndex([{ id: 'a', title: text, hint: text, body: text }]).about('a', 5),
  ],
  ['mergePython', text => mergePython(text, text), file],
  [
    'projectWith',
    text =>
      projectWith(
        [{ path: 'a.py', text: 'class A: ...' }],
        [
          { language: 'python', title: 'a.py', text },
          { language: 'python', title: text, text },
        ],
      ),
  ],
  [
    'requirementsOf',
    text =>
      requirementsOf({
        ...{ files: [{ path: 'a.py', text }], django: '5.2' },
        ...{ otherReleases: [], leftOut: [] },
      }),
  ],
  ...[
    'requirements.txt',
    'pyproject.toml',
    'Pipfile',
    'Pipfile.lock',
    'uv.lock',
    'settings.py',
    'setup.cfg',
    'environment.yml',
  ].map((path): Hostile => [`readStack ${path}`, text => readStack([{ path, text }])]),
  ['mentionsOf', mentionsOf({ django: '5.2', libraries: ['django-a', 'channels', 'a-a-a-a-b'] })],
  ['mentionsOf, of a name', text => mentionsOf({ django: '5.2', libraries: [text] })('a b c')],
  ['a glob', text => matchGlob(text.slice(0, 200))(text.slice(0, 300))],
  ['a path of a glob', text => matchGlob('**/*a*a*{a,b}*.md')(text)],
  ['literalFolder', literalFolder],
  ['readQuestionPath', text => readQuestionPath(`/question/${text}`)],
  ['readProgressFile', readProgressFile],
  ['progressCsv', text => progressCsv([exported(text)], new Map(), String)],
  ['ankiFile', text => ankiFile([exported(text)])],
  ['studySheet', text => studySheet([exported(text)], sheet)],
  ['questionsMarkdown', text => questionsMarkdown([exported(text)], { note: '' }), file],
  ['visibleText', visibleText],
  ['a fence', text => createFence('0123456789abcdef').wrap('a', text)],
  ['readQuestions', text => readQuestions(`- ${text}`, [text])],
  ['readGrade', text => readGrade(text, { answer: 'a b c', keyPoints: 5 })],
  [
    'readGrade of an item',
    text =>
      readGrade(`## Covered\n- K1: ${text}\n## Rating\n3`, {
        answer: text.slice(0, 5000),
        keyPoints: 5,
      }),
  ],
  [
    'readGrade of a heading',
    text =>
      readGrade(`## Covered\n${`# ${text.slice(0, 390)}\n`.repeat(100)}`, {
        answer: 'a',
        keyPoints: 5,
      }),
  ],
  ['quotable', text => quotable(text).find(text.slice(0, 1000)), answer],
  ['readWords', text => readWords(text, 20_000)],
  [
    'gradePrompt',
    text => gradePrompt(yardstick(text), text, { token: '0123456789abcdef', budget: 24_000 }),
  ],
];
