import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';

/** The shape, and `category: title → answer` of each question that is proposed. */
function found(name: string, ...lines: readonly string[]) {
  const [reading] = findQuestions(name, lines.join('\n')).readings;
  return (reading?.questions ?? []).map(
    ({ title, answer, category }) =>
      `${category === '' ? '' : `${category}: `}${title}${answer === '' ? '' : ` → ${answer}`}`,
  );
}

describe('Questions in other markup', () => {
  it('are cards and questions of LaTeX, whatever braces their math has', () => {
    assert.deepEqual(
      found(
        'anki.txt',
        '\\section{Rates}',
        '',
        '\t\\card{Factor $\\frac{a}{b}$}',
        '\t$B = \\frac{1}{2}$\\\\',
        '\tfalls',
        '',
        '    % later',
        '    \\card{A yield}',
        '    \\begin{itemize}',
        '    \\item of a bond',
        '    \\end{itemize}',
        '\\section{Code}',
        '\\begin{flashcard}[2]{What is a view?}',
        '\\begin{verbatim}',
        '  def view():',
        '\\end{verbatim}',
        '\\end{flashcard}',
        '\\question[3] Why?',
        'So.',
      ),
      [
        'Rates: Factor $\\frac{a}{b}$ → $B = \\frac{1}{2}$\\\nfalls',
        'Rates: A yield → - of a bond',
        'Code: What is a view? → ```\n  def view():\n```',
        'Code: Why? → So.',
      ],
    );
  });

  it('are headings of Org mode, without properties, states and tags', () => {
    assert.deepEqual(
      found(
        'notes.org',
        '#+TITLE: Django',
        '* ORM',
        '** What is a manager?   :orm:cards:',
        '   :PROPERTIES:',
        '   :ID: 1',
        '   :END:',
        '   Where =queries= begin; a=b stays.',
        '** TODO [#A] How do you filter?',
        '   #+BEGIN_SRC python',
        '   Book.objects.filter(',
        '     * 1',
        '   #+END_SRC',
        '* Views',
        '** What is a view?',
        '   - a callable',
      ),
      [
        'ORM: What is a manager? → Where `queries` begin; a=b stays.',
        'ORM: How do you filter? → ```python\nBook.objects.filter(\n  * 1\n```',
        'Views: What is a view? → - a callable',
      ],
    );
  });

  it('are below headings that are only called so, with a heading above the answer', () => {
    assert.deepEqual(
      found(
        'drill.org',
        ...['* Signals', '** Question :drill:', 'What tells it?', '*** Answer', 'A signal.'],
        ...['** Question :drill:', 'Where?', '*** Answer', 'In ready().'],
      ),
      ['Signals: What tells it? → A signal.', 'Signals: Where? → In ready().'],
    );
  });

  it('are the texts of cards below headings that say nothing, or gaps in them', () => {
    const card = (...lines: readonly string[]) => ['*** Card  :drill:', '', ...lines];
    assert.deepEqual(
      found(
        'drill.org',
        ...['# all of them', '* Django', '** Signals', '# the first', ...card()],
        ...[':PROPERTIES:', ':ID: 7', ':END:', 'A model is saved:', 'name what', 'tells it!'],
        ...['**** Svar', '- a signal', '# not yet', '- or nothing', ...card('Translate it.')],
        ...['**** Front', '', 'sender', '**** Back', 'Absender', '** Queries'],
        ...card('A [manager] begins', 'each [query].'),
        ...card('Prints what?', '#+begin_src python', 'print(a[0])', '#+end_src', '**** Out', '3'),
        ...['*** What is lazy?  :drill:', 'A query, as [1] says.'],
      ),
      [
        'Signals: A model is saved: name what tells it! → - a signal\n\n- or nothing',
        'Signals: Translate it. sender → Absender',
        'Queries: A […] begins each […]. → A [manager] begins\neach [query].',
        'Queries: Prints what? → ```python\nprint(a[0])\n```\n\n3',
        'Queries: What is lazy? → A query, as [1] says.',
      ],
    );
  });

  it('are cards of Logseq, without their tags and properties', () => {
    assert.deepEqual(
      found(
        'logseq.md',
        ...['- What is a signal? #card', '  id:: 6a85-9931', '  card-last-score:: 5'],
        ...['\t- a message', '\t- ```python', '\t  id::int', '\t  ```'],
        ...['- Which of them runs?', '  collapsed:: true', '  ```python', '  ready()', '  ```'],
        ...['  #card', '\t- #cards do', '- Who sends it? #card', '  id:: 7b', '\t- a model'],
      ),
      [
        'What is a signal? → - a message\n- ```python\n  id::int\n  ```',
        'Which of them runs? → ```python\nready()\n```\n\n- #cards do',
        'Who sends it? → - a model',
      ],
    );
  });

  it('are those of decks in fences, as pages show them to be copied', () => {
    const page = ['# Notes on caches', '', 'Copy this:', '', '```'];
    assert.deepEqual(
      found(
        ...['a.md', ...page, '#flashcards/caches', '`get`::: `c[k]`; reads', '`a::b`::name'],
        ...['```', '', '## More', '', '~~~', 'x::y', '~~~'],
      ),
      ['Notes on caches: `get` → `c[k]`; reads', 'Notes on caches: `a::b` → name'],
    );
    const deck = [
      '#separator:tab',
      '#deck column:1',
      '',
      'Web::Caches\tWhat is kept?\tA <b>page</b>',
    ];
    assert.deepEqual(found('a.md', ...page, ...deck, '```', '', '## Steps', '', 'Run it.'), [
      'Caches: What is kept? → A **page**',
    ]);
    // An example among questions.
    const questions = [
      '## What is a cache?',
      '',
      'A store.',
      '',
      '## What is a key?',
      '',
      'A name.',
    ];
    const { readings } = findQuestions('a.md', [...page, ...deck, '```', ...questions].join('\n'));
    assert.deepEqual(
      readings.map(({ shape, questions }) => [shape, questions.length]).slice(0, 1),
      [['headings', 2]],
    );
    assert.ok(readings.some(({ shape }) => shape === 'anki'));
  });

  it('are headings and questions of AsciiDoc', () => {
    assert.deepEqual(
      found(
        'a.adoc',
        '= Notes',
        ':toc:',
        '',
        '== ORM',
        '',
        '=== How are rows locked?',
        '',
        '[source,python]',
        '----',
        '== no heading',
        '----',
        '',
        '== Views',
        '',
        '[qanda]',
        'What is a view?::',
        '  A callable.',
        'What is a mixin?::',
        '  A class.',
      ),
      [
        'ORM: How are rows locked? → ```python\n== no heading\n```',
        'Views: What is a view? → A callable.',
        'Views: What is a mixin? → A class.',
      ],
    );
  });

  it('are headings of reStructuredText, by the order of what underlines them', () => {
    assert.deepEqual(
      found(
        'a.rst',
        '=====',
        'Notes',
        '=====',
        '',
        'ORM',
        '===',
        '',
        'How are rows locked?',
        '~~~~~~~~~~~~~~~~~~~~',
        '',
        'So::',
        '',
        '   Book.objects.select_for_update()',
        '',
        'Views',
        '=====',
        '',
        'What is a view?',
        '~~~~~~~~~~~~~~~',
        '',
        '.. code-block:: python',
        '   :linenos:',
        '',
        '   def view():',
        '     ...',
        '',
        'A callable.',
      ),
      [
        'ORM: How are rows locked? → So:\n\n    Book.objects.select_for_update()',
        'Views: What is a view? →     def view():\n      ...\n\nA callable.',
      ],
    );
  });

  it('keep the links of reStructuredText where its words are, also in plain text', () => {
    const lines = [
      ...[
        '<Tool> -- why not?',
        '------------------',
        '',
        'See `the docs',
        '<https://e.org/d>`_.',
        '',
      ],
      ...[
        '.. _a label:',
        '',
        'What is a view?',
        '---------------',
        '',
        'As in Web_ and `two',
        'words`_.',
      ],
      ...['An :ref:`x`_ is not, nor Views_.', '', '.. _Web: https://e.org/w', ''],
      ...['.. _two words: https://e.org/2', '', 'Why?', '----', '', 'So.'],
    ];
    for (const name of ['a.rst', 'a.txt'])
      assert.deepEqual(found(name, ...lines), [
        '<Tool> -- why not? → See [the docs](https://e.org/d)\n.',
        'What is a view? → As in [Web](https://e.org/w) and [two\nwords](https://e.org/2).\nAn :ref:`x`_ is not, nor Views_.',
        'Why? → So.',
      ]);
  });

  it('keep a long line of an answer in reStructuredText', () => {
    const long = 'It tells. '.repeat(600).trim();
    assert.deepEqual(
      found('a.rst', 'What is a view?', '===============', '', long, '', 'Why?', '====', '', 'So.'),
      [`What is a view? → ${long}`, 'Why? → So.'],
    );
  });

  it('are boxes that fold in notes and on sites', () => {
    assert.deepEqual(
      found(
        'a.md',
        '## ORM',
        '',
        '::: details What is a manager?',
        'Where queries begin.',
        '```',
        '::: details no box?',
        '```',
        ':::',
        '',
        '## Views',
        '',
        '??? question "What is a view?"',
        '    A callable.',
        '',
        '    It returns a response.',
        '',
        '> [!question]- What is a mixin?',
        '> A class.',
        '',
      ),
      [
        'ORM: What is a manager? → Where queries begin.\n```\n::: details no box?\n```',
        'Views: What is a view? → A callable.\n\nIt returns a response.',
        'Views: What is a mixin? → A class.',
      ],
    );
  });

  it('hold the answers of questions above them', () => {
    assert.deepEqual(
      found(
        'a.md',
        '**1. What is a queryset?**',
        '',
        '??? success "Reveal answer"',
        '    A lazy query.',
        '',
        '**2. What is a manager?**',
        '',
        '??? note "Show the answer"',
        '    Where queries begin.',
        '',
      ),
      ['What is a queryset? → A lazy query.', 'What is a manager? → Where queries begin.'],
    );
  });

  it('are cards between START and END', () => {
    assert.deepEqual(
      found(
        'a.md',
        'START',
        'Basic',
        'What?',
        'Back: x',
        'END',
        '',
        'START',
        'Basic',
        'Why?',
        'Back: y',
        'END',
      ),
      ['What? → x\nEND', 'Why? → y\nEND'].map(one => one.replace('\nEND', '')),
    );
  });

  it('are items of HTML, with the headings above as categories', () => {
    assert.deepEqual(
      found('a.md', '<h2>ORM</h2>', '<ol>', '  <li>What?</li>', '  <li>Why?</li>', '</ol>'),
      ['ORM: What?', 'ORM: Why?'],
    );
  });

  it('are terms above their definitions, and cards with an arrow', () => {
    assert.deepEqual(
      found('a.md', 'Manager', ': Where queries', '  begin.', '', 'Lookup', ': A suffix.'),
      ['Manager → Where queries\nbegin.', 'Lookup → A suffix.'],
    );
    assert.deepEqual(
      found('a.md', '- ORM', '  - Prefetch >> A second query', '  - What is F? >> A column'),
      ['Prefetch → A second query', 'What is F? → A column'],
    );
  });

  it('are those of GIFT, with what is right', () => {
    assert.deepEqual(
      found(
        'quiz.gift',
        '// Course 7',
        '$CATEGORY: $course$/Django/ORM',
        '',
        '::Q1:: What does `get` raise? {',
        '=MultipleObjectsReturned #yes',
        '~DoesNotExist # no',
        '#### It wants one.',
        '}',
        '',
        'QuerySets are lazy. {T#They wait.#Right.####Since always.}',
        '',
        '::Q3:: Which method counts? {=count =COUNT}',
        '',
        'A {~form =view ~model} returns a response.',
        '',
        'How many? {#4:1####By C\\#.}',
        '',
        'Which two? {~%50%a ~%50%b ~%-100%c \\= d}',
      ),
      [
        'Django / ORM: What does `get` raise? → - **MultipleObjectsReturned** ✓\n- DoesNotExist\n\nMultipleObjectsReturned: yes\n\nDoesNotExist: no\n\nIt wants one.',
        'Django / ORM: QuerySets are lazy. → True\n\nThey wait.\n\nRight.\n\nSince always.',
        'Django / ORM: Which method counts? → - count\n- COUNT',
        'Django / ORM: A \\_\\_\\_ returns a response. → - form\n- **view** ✓\n- model',
        'Django / ORM: How many? → 4:1\n\nBy C#.',
        'Django / ORM: Which two? → - **a** ✓\n- **b** ✓\n- c = d',
      ],
    );
  });

  it('are those of GIFT without names, as the ending says', () => {
    const gift = ['Which word?{', '~a#no', '=b', '}', '', "Who's it?{=c =d}", '', 'It {=e ~f} is.'];
    const expected = [
      'Which word? → - a\n- **b** ✓\n\na: no',
      "Who's it? → - c\n- d",
      'It \\_\\_\\_ is. → - **e** ✓\n- f',
    ];
    assert.deepEqual(found('quiz.gift', ...gift), expected);
    assert.deepEqual(found('quiz.GIFT.txt', ...gift), expected);
  });

  it('are those of GIFT in HTML, with blank lines in braces or none above a name', () => {
    const gift = [
      '::A:: [html]<p>What is <b>a</b>?</p>{',
      '',
      '=<p>b</p>',
      '',
      '~<p>c</p>',
      '}',
      '::D:: What is d? {=e}',
      '',
      '::F:: What is f? {=g ~h',
      '',
      '::I:: What is i? {=j}',
      '',
      'Tell of k.',
    ];
    assert.deepEqual(found('quiz.gift', ...gift), [
      'What is **a**? → - **b** ✓\n- c',
      'What is d? → e',
      'What is i? → j',
    ]);
    assert.deepEqual(
      findQuestions('quiz.gift', gift.join('\n')).readings[0]?.leftOut.map(({ text }) => text),
      ['::F:: What is f? {=g ~h', 'Tell of k.'],
    );
  });

  it('are none of advice above them, which is named', () => {
    const list = [
      '#### Before you call',
      '* Read the posting again, slowly.',
      '* Have a glass of water next to you.',
      '## Questions',
      '* What is a redirect?',
      '* Explain transactions.',
      '* Normalisation',
      '* When is a join too much?',
    ];
    assert.equal(found('a.md', ...list).length, 4);
    const [reading] = findQuestions('a.md', list.join('\n')).readings;
    assert.deepEqual(
      reading?.leftOut.map(({ line, reason }) => [line, reason]),
      [
        [2, 'empty'],
        [3, 'empty'],
      ],
    );
    const usage = ['## Intended usage', '- Compare with a friend', '- Pick one'];
    assert.equal(found('a.md', ...usage, ...list.slice(3)).length, 4);
    // Most of what is below such a heading asks: it is a topic.
    const topic = [
      '## Usage of querysets',
      '- Explain `exists`',
      '- Describe `iterator`',
      '- Joins',
    ];
    assert.equal(found('a.md', ...topic, ...list.slice(3)).length, 7);
    const numbered = ['## How to use it', '1. Pick one.', '2. Compare with a friend.'];
    const asked = ['## ORM', '1. What?', '2. Why?', '3. When?', '4. Who?'];
    assert.equal(found('a.md', ...numbered, ...asked).length, 4);
  });

  it('are asked on a day, where nothing tells what changed on it', () => {
    const days = [
      '2024-01-02 What is a closure?',
      '2024-01-03 How are views made?',
      '2024-02-01 Why?',
    ];
    const bold = days.flatMap(day => [`**${day}**`, '', 'An answer.', '']);
    assert.deepEqual(
      found('a.md', '# Diary', '', ...bold),
      days.map(day => `Diary: ${day} → An answer.`),
    );
    const items = [...days.slice(1), '2024-02-02 Explain views'].map(day => `- ${day}`);
    const others = ['## Other', '', ...'abcdefgh'.split('').map(letter => `- What is ${letter}?`)];
    assert.equal(found('a.md', '## Company', '', ...items, '', ...others).length, 11);
    const changes = ['## News', '', '- 2024-01-02 New questions', '- 2024-01-03 Fewer errors', ''];
    assert.equal(found('a.md', ...changes, ...others).length, 8);
    assert.equal(found('a.md', ...changes.slice(2)).length, 2);
  });

  it('have wordings that go on below their heading', () => {
    assert.deepEqual(
      found('a.md', '### 1. One', '### 2. In a loop', '    what is printed?', '### 3. Why?'),
      ['One', 'In a loop what is printed?', 'Why?'],
    );
  });
});
