import assert from 'node:assert/strict';
import { createCodeIndex, type CodeIndex } from '../../../src/study/code/codeIndex';
import { symbolsOf, type CodeKind } from '../../../src/study/code/symbols';
import { parsePack, questionBody } from '../../../src/study/pack';
import { withoutExercise } from '../../../src/study/pack/answer';
import { readPackFolder } from '../repository';

const files = readPackFolder('questions');
const questions = parsePack(files)
  .collections.flatMap(({ categories }) => categories)
  .flatMap(category => category.questions);
const bodyOf = ({ source }: (typeof questions)[number]) =>
  questionBody(files.find(({ path }) => path === source.file)!.text, source);

describe('the questions that a piece of code has to do with', () => {
  let index: CodeIndex;
  const best = (code: string, kind: CodeKind = 'python') =>
    index.match(symbolsOf(code, kind), 3).map(({ id }) => id);

  before(() => {
    index = createCodeIndex(
      questions.map(question => ({
        id: question.id,
        title: question.title,
        hint: question.hint ?? '',
        body: withoutExercise(bodyOf(question)),
      })),
    );
  });

  const cases: readonly [what: string, id: string, code: string, kind?: CodeKind][] = [
    ['a joined query', 'query-optimization', 'Book.objects.select_related("author")'],
    ['a receiver', 'signals', '@receiver(post_save, sender=Order)\ndef f(sender, **kwargs): ...'],
    ['a template with a form', 'securing-an-application', '{% csrf_token %}', 'template'],
    ['the cache settings', 'caching', 'CACHES = {"default": {"BACKEND": "RedisCache"}}'],
    ['an own user', 'custom-user-model', 'class User(AbstractUser):\n    USERNAME_FIELD = "email"'],
    ['a translated text', 'internationalization', 'from x import gettext_lazy'],
    ['a middleware', 'middleware', 'class M:\n  def __init__(self, get_response): ...'],
  ];
  for (const [what, id, code, kind] of cases) {
    it(`finds ${id} by ${what}`, () => {
      const found = best(code, kind);
      assert.ok(found.includes(id), `${found.join(', ')} instead of ${id}`);
    });
  }

  it('finds nothing by code that has nothing to do with Django', () => {
    for (const code of [
      '',
      'x = 1\nprint(x)',
      'total = 1 + 1',
      'def add(a, b):\n    return a + b',
    ]) {
      assert.deepEqual(best(code), []);
    }
  });

  it('says what a match shares with the code, the most telling first', () => {
    const [match] = index.match(symbolsOf('posted(1)\npost_save.connect(f)', 'python'), 1);
    assert.equal(match?.id, 'signals');
    assert.equal(match.shared[0]?.name, 'post_save');
    assert.equal(match.shared[0].line, 1);
  });

  it('gives matches best first and no more than asked for', () => {
    const symbols = symbolsOf(
      'cache_page(60)\nselect_related\npost_save\ncsrf_exempt\nshared_task\nsimple_tag',
      'python',
    );
    const matches = index.match(symbols, 100);
    assert.ok(matches.length > 4);
    assert.deepEqual(
      matches.map(({ score }) => score),
      matches.map(({ score }) => score).sort((a, b) => b - a),
    );
    assert.deepEqual(index.match(symbols, 2), matches.slice(0, 2));
    assert.deepEqual(index.match(symbols, 0), []);
  });

  it('knows what a question is about, without the names of its examples', () => {
    const about = index.about('query-optimization', 8);
    assert.ok(about.includes('prefetch_related') && about.includes('select_related'));
    for (const question of questions) {
      for (const name of index.about(question.id, 20)) {
        assert.ok(!['Book', 'Order', 'books_slow'].includes(name), `${question.id}: ${name}`);
      }
    }
    assert.deepEqual(index.about('constructor', 8), []);
  });

  it('knows which questions are about a name', () => {
    assert.deepEqual(index.questionsAbout('post_save'), ['signals']);
    assert.equal(index.questionsAbout('select_related')[0], 'query-optimization');
    for (const name of ['Book', 'nowhere_at_all', 'return', '__proto__', '']) {
      assert.deepEqual(index.questionsAbout(name), [], name);
    }
  });

  it('finds the questions about a name in time in proportion to their number', () => {
    const timeOf = (count: number) => {
      const entries = Array.from({ length: count }, (_, at) => ({
        id: `q${at}`,
        title: at % 4 === 0 ? 'What is `post_save`?' : 'What else?',
        hint: '',
        body: '',
      }));
      const many = createCodeIndex(entries);
      let least = Infinity;
      for (let run = 0; run < 4; run++) {
        const start = process.cpuUsage();
        assert.equal(many.questionsAbout('post_save').length, count / 4);
        least = Math.min(least, process.cpuUsage(start).user / 1000);
      }
      return least;
    };
    const [few, all] = [timeOf(2000), timeOf(80_000)];
    assert.ok(all < 200 * Math.max(few, 0.25), `${few} and ${all} ms`);
  });

  it('works without any question', () => {
    const empty = createCodeIndex([]);
    assert.deepEqual(empty.match(symbolsOf('post_save', 'python'), 5), []);
  });
});
