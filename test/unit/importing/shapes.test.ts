import assert from 'node:assert/strict';
import {
  findQuestions,
  findQuestionsInSteps,
  type FoundQuestion,
} from '../../../src/study/importing';
import { linesInStep, readLines } from '../../../src/study/importing/lines';
import type { Shape } from '../../../src/study/importing/shape';
import { detailsShape } from '../../../src/study/importing/shapes/details';
import { labelsShape } from '../../../src/study/importing/shapes/labels';
import { numbersShape } from '../../../src/study/importing/shapes/numbers';
import { tableShape } from '../../../src/study/importing/shapes/table';
import { undress } from '../../../src/study/importing/undress';
import { finish } from '../../../src/study/steps';

/** `category: title → answer`, as a summary of what was found. */
const told = ({ title, hint, answer, category }: FoundQuestion): string =>
  `${category === '' ? '' : `${category}: `}${title}${hint === '' ? '' : ` (${hint})`}${
    answer === '' ? '' : ` → ${answer}`
  }`;

function found(text: string, name = 'list.md'): { shape: string; questions: string[] } {
  const { readings } = findQuestions(name, text);
  return {
    shape: readings[0]?.shape ?? 'none',
    questions: (readings[0]?.questions ?? []).map(told),
  };
}

const page = (...lines: readonly string[]): string => lines.join('\n');

interface Case {
  readonly what: string;
  readonly text: string;
  readonly shape: string;
  readonly questions: readonly string[];
}

/** With wordings that many files would have in common. */
const single: readonly Case[] = [
  {
    what: 'flashcards with one word before the colons, among others',
    text: page(
      'GIL::A global lock',
      'WSGI:::A web server interface',
      'std::move',
      '',
      'What is a tag?',
      '?',
      'A function in a template.',
    ),
    shape: 'flashcards',
    questions: [
      'GIL → A global lock',
      'WSGI → A web server interface',
      'What is a tag? → A function in a template.',
    ],
  },
  {
    what: 'flashcards below prose with colons in code, and below sentences that are answers',
    text: page(
      ...['# Notes', 'Use std::vector::data here.', 'Std::Vec is odd.', '', 'What is a tag?'],
      ...['?', 'A function in a template.', '', 'GIL::A global lock.', 'WSGI::An interface.'],
    ),
    shape: 'flashcards',
    questions: [
      'Notes: What is a tag? → A function in a template.',
      'Notes: GIL → A global lock.',
      'Notes: WSGI → An interface.',
    ],
  },
  {
    what: 'items below an author and a date',
    text: page(
      ...['# Django', '- Made by Ann', '- Modified 18.2.16', '', '## Intro', '', 'Some.', ''],
      ...['## Views', '', '- What is a view?', '- Why are there classes?', '- Who mixes?'],
      ...['- What is a context?', '', '## Forms', '', '- What is valid?', '- Which fields?'],
      ...['- Where are widgets?'],
    ),
    shape: 'list',
    questions: [
      ...['Views: What is a view?', 'Views: Why are there classes?', 'Views: Who mixes?'],
      ...['Views: What is a context?', 'Forms: What is valid?', 'Forms: Which fields?'],
      'Forms: Where are widgets?',
    ],
  },
  {
    what: 'headings that the contents lead to, with items below that are notes',
    text: page(
      ...['# Django', '', '* [Models](#models)', '* [Views](#views)', '* [Forms](#forms)'],
      ...['* [Signals](#signals)', '', '### Models', '', '* Fields', '  * Each is a column.'],
      ...['* Managers', '  * Where do queries begin?', '', '### Views', '', '* Functions', ''],
      ...['### Forms', '', '* What is valid?', '  * All data', '* Widgets', '', '### Signals'],
      ...['', '* Senders', '  * Models', ''],
    ),
    shape: 'headings',
    questions: [
      'Django: Models → * Fields\n  * Each is a column.\n* Managers\n  * Where do queries begin?',
      'Django: Views → * Functions',
      'Django: Forms → * What is valid?\n  * All data\n* Widgets',
      'Django: Signals → * Senders\n  * Models',
    ],
  },
  {
    what: 'headings with answers still to be written',
    text: page(
      ...['## What is a view?', '', 'A function.', '', '## What is a form?', '', '*ToDo*', ''],
      ...['## What is a mixin?', '', '```py', 'todo!()', '```', '', '## What is a signal?', ''],
      ...['- **Cause:**', '- **Use:**', '', '## What is a field?', '', '- Cause', '- Use', ''],
      ...['## Why is it slow?', '', '- Cause:', '- Use:', '', '## Which are parts?', ''],
      ...['- Head', '- Body', '', '## 什么是信号？', '', '`待补充`', '', '## 什么是表单？', ''],
      ...['`待补充`', '', '## What stands for "to-do"?', '', '`TODO`', ''],
    ),
    shape: 'headings',
    questions: [
      'What is a view? → A function.',
      'What is a form?',
      'What is a mixin?',
      'What is a signal?',
      'What is a field?',
      'Why is it slow?',
      'Which are parts? → - Head\n- Body',
      '什么是信号？',
      '什么是表单？',
      'What stands for "to-do"? → `TODO`',
    ],
  },
  {
    what: 'items that ask, also of a named group of few, below others that lead to the questions',
    text: page(
      ...['# Interviews', '', '## Topics', '', '- Signals', '- Views', ''],
      ...['## Sample Questions', '', '- What is a view?', '- Why are there forms?'],
      ...['- When is a signal sent?', '- Streams:', '  - What is one?', '  - Who reads it?'],
      ...['- Queues:', '  - How is one read?', '- Which fields are there?'],
    ),
    shape: 'list',
    questions: [
      'Sample Questions: What is a view?',
      'Sample Questions: Why are there forms?',
      'Sample Questions: When is a signal sent?',
      'Streams: What is one?',
      'Streams: Who reads it?',
      'Queues: How is one read?',
      'Sample Questions: Which fields are there?',
    ],
  },
  {
    what: 'headings whose contents have questions that are answered within their answers',
    text: page(
      ...['# Django', '**Contents**', '* [Views](#views)', '* [Forms](#forms)'],
      ...[
        '  * Q. What is valid?',
        '  * Q. Which fields are there?',
        '  * Q. Why are there widgets?',
      ],
      ...[
        '* [Signals](#signals)',
        '* [Fields](#fields)',
        '',
        '---',
        '',
        '### Views',
        '* A function',
      ],
      ...['  * takes a request.', '', '### Forms', '* Fields', '  * of a page', ''],
      ...['#### :question: Of forms 1', '* Q. What is valid?', '  * A. All data.', ''],
      ...['#### :question: Of forms 2', '* Q. Which fields are there?', '  * A. Many.', ''],
      ...['#### :question: Of forms 3', '* Q. Why are there widgets?', '  * A. To be shown.', ''],
      ...['### Signals', '* Senders', '  * are models.', '', '### Fields', '* Columns'],
      ...[
        '  * of a table.',
        '',
        '### What is a mixin?',
        'A class.',
        '',
        '### What is a queue?',
        'A list.',
      ],
    ),
    shape: 'headings',
    questions: [
      'Django: Views → * A function\n  * takes a request.',
      `Django: Forms → ${page(
        ...['* Fields', '  * of a page', ''],
        ...['#### :question: Of forms 1', '* Q. What is valid?', '  * A. All data.', ''],
        ...['#### :question: Of forms 2', '* Q. Which fields are there?', '  * A. Many.', ''],
        ...['#### :question: Of forms 3', '* Q. Why are there widgets?', '  * A. To be shown.'],
      )}`,
      'Django: Signals → * Senders\n  * are models.',
      'Django: Fields → * Columns\n  * of a table.',
      'Django: What is a mixin? → A class.',
      'Django: What is a queue? → A list.',
    ],
  },
  {
    what: 'topics above others whose items ask',
    text: page(
      ...['# Interview', '', '## Python', '', '- Decorators', '- Generators', '- Descriptors'],
      ...['- Context managers', '', '## SQL', '', '- Joins', '- Indexes', '- Views', ''],
      ...['## Behavioral questions', '', '- Tell me about yourself.', '- Why this job?'],
      ...['- What is your greatest weakness?'],
    ),
    shape: 'list',
    questions: [
      ...['Python: Decorators', 'Python: Generators', 'Python: Descriptors'],
      ...['Python: Context managers', 'SQL: Joins', 'SQL: Indexes', 'SQL: Views'],
      ...['Behavioral questions: Tell me about yourself.', 'Behavioral questions: Why this job?'],
      'Behavioral questions: What is your greatest weakness?',
    ],
  },
  {
    what: 'topics with answers above questions',
    text: page(
      ...['# Interview', '', '## Python', '', '- Decorators', '  - Wrap functions.', ''],
      ...['## Questions', '', '- What is a view?', '- Why are there forms?'],
      ...['- When is a signal sent?', '- Which fields are there?'],
    ),
    shape: 'list',
    questions: [
      'Python: Decorators → - Wrap functions.',
      ...['Questions: What is a view?', 'Questions: Why are there forms?'],
      ...['Questions: When is a signal sent?', 'Questions: Which fields are there?'],
    ],
  },
  {
    what: 'lines that name the questions below, counted from one again in each',
    text: page(
      ...[
        'Interview Questions:',
        '',
        '',
        'Django -',
        '1. What is a signal?',
        '2. Ways to send one',
      ],
      ...['7. Difference between a model (if it has', '   no table of its own) and a proxy', ''],
      ...['Databases - ', '1. Indexes of two columns.', '3. Why is a join slow?', '', ''],
      ...['Others -', '1. How are you?', '2. Where do you live?'],
    ),
    shape: 'numbers',
    questions: [
      'Django: What is a signal?',
      'Django: Ways to send one',
      'Django: Difference between a model (if it has no table of its own) and a proxy',
      'Databases: Indexes of two columns.',
      'Databases: Why is a join slow?',
      'Others: How are you?',
      'Others: Where do you live?',
    ],
  },
  {
    what: 'numbers above lists that ask nothing, below words with a colon',
    text: page(
      ...['1. What is a cache?', '', 'Good:', '1. Fast', '2. Near', '', 'Bad:', '1. Old', '2. Big'],
      ...['', '2. What is a queue?', '', 'Parts:', '1. Sender', '2. Reader'],
      ...['', '3. What is a lock?', '', 'One waits.'],
    ),
    shape: 'numbers',
    questions: [
      'What is a cache? → Good:\n1. Fast\n2. Near\n\nBad:\n1. Old\n2. Big',
      'What is a queue? → Parts:\n1. Sender\n2. Reader',
      'What is a lock? → One waits.',
    ],
  },
  {
    what: 'numbered links, of which a few name what is asked about',
    text: page(
      ...['# Apps', '', '## Views', ''],
      ...['What is a view?', 'Why are there classes?', 'What is a mixin?', 'Who calls it?'].map(
        (words, at) => `${at + 1}. [${words}](https://example.org/${at})`,
      ),
      '5. [Kinds of decorators](https://example.org/5)',
      '    + of methods',
      '6. [When is a view async?](https://example.org/6)',
      ...['', '## Speed', '', '1. [Where is time lost?](https://example.org/7)'],
      '2. [Smaller images](https://example.org/8)',
    ),
    shape: 'numbers',
    questions: [
      'Views: What is a view?',
      'Views: Why are there classes?',
      'Views: What is a mixin?',
      'Views: Who calls it?',
      'Views: Kinds of decorators → + of methods',
      'Views: When is a view async?',
      'Speed: Where is time lost?',
      'Speed: Smaller images',
    ],
  },
  {
    what: 'links to headings of other files, below contents with pictures',
    text: page(
      ...['# Вопросы', '', '+ [Модели](#модели) ![icon][done]', '+ [Кэш](#кэш) ![icon][done]'],
      ...['', '[done]:done.png', '', '## Модели'],
      ...['Что такое модель?', 'Что такое поле?', 'Зачем нужен менеджер?', 'Как её удалить?'].map(
        words => `+ [${words}](models.md#${words.slice(0, 3)})`,
      ),
      ...['+ [Наследование](models.md#inheritance)', '', '## Кэш'],
      ...['+ [Где он хранится?](cache.md#where)', '+ [Ключи](cache.md#keys)'],
      '+ [Полезные ссылки](cache.md#links)',
    ),
    shape: 'list',
    questions: [
      'Модели: Что такое модель?',
      'Модели: Что такое поле?',
      'Модели: Зачем нужен менеджер?',
      'Модели: Как её удалить?',
      'Модели: Наследование',
      'Кэш: Где он хранится?',
      'Кэш: Ключи',
    ],
  },
  {
    what: 'items further in than the line that names their subject',
    text: page(
      ...['Models', '    * What is a row?', '    * Why is it lazy?', '        * Since when?'],
      ...['    * Compare two keys', '', 'Views and forms', '    * What is a view?'],
      ...['    * A form is sent twice. It is saved once.', '        * Why?', '', 'Cache'],
      ...['    * Where is it?', '    * When is it full?', '', 'Mail', '    * Who gets it?'],
    ),
    shape: 'list',
    questions: [
      'Models: What is a row?',
      'Models: Why is it lazy? → * Since when?',
      'Models: Compare two keys',
      'Views and forms: What is a view?',
      'Views and forms: A form is sent twice. It is saved once. → * Why?',
      'Cache: Where is it?',
      'Cache: When is it full?',
      'Mail: Who gets it?',
    ],
  },
  {
    what: 'numbers of today, and those of other days, in lists that nest',
    text: page(
      ...['# Three a day', '', '- Get up early and write them down, since you will forget them.'],
      ...['- Ask your friends to think of more of them, please.', '', '## Today'],
      ...['1. [orm] [What is a row?](https://example.org/1)', '2. [web] [Who calls a view?](w/2)'],
      ...['3. [css] [When is it loaded?](https://example.org/3)', '', '## Before', ''],
      ...['- Day 2 (May)', '    - [orm] [Why a key?](https://example.org/4)'],
      ...['    - [web] [What is sent?](w/5)', '    - How is it parsed?', '', '- Day 1 (May)'],
      ...['    - Who?', '    - A template', '    - Why so?', '    - Where?', '', '## News'],
      ...['- 2024.05.01 - the first day', '- 2024.05.02 - the second', '- 2024.05.03 - a talk'],
    ),
    shape: 'list',
    questions: [
      'Today: What is a row?',
      'Today: Who calls a view?',
      'Today: When is it loaded?',
      'Day 2 (May): Why a key?',
      'Day 2 (May): What is sent?',
      'Day 2 (May): How is it parsed?',
      'Day 1 (May): Who?',
      'Day 1 (May): A template',
      'Day 1 (May): Why so?',
      'Day 1 (May): Where?',
    ],
  },
  {
    what: 'headings with parts that are numbered, none above links alone',
    text: page(
      ...['# Exam', '', '## Other exams', '', '* [Forms](https://example.org/forms)', '', '<br/>'],
      ...['', '## # 1. INTRODUCTION', '', '## Q. What is a view?', '', 'A callable.', ''],
      ...['## Q. Who calls it?', '', 'The router.', '', '## # 2. MODELS', ''],
      ...['## Q. What is a row?', '', 'A record.', '', '## Q. Why a key?', '', 'To find it.', ''],
      ...['## Q. Where is it?', '', 'In a file.'],
    ),
    shape: 'headings',
    questions: [
      'INTRODUCTION: What is a view? → A callable.',
      'INTRODUCTION: Who calls it? → The router.',
      'MODELS: What is a row? → A record.',
      'MODELS: Why a key? → To find it.',
      'MODELS: Where is it? → In a file.',
    ],
  },
  {
    what: 'headings of which some skip a level',
    text: page(
      ...['# Models', '', '## What is a row?', '', 'A record.', '', '## Keys', '', 'They find it.'],
      ...['', '# Tests', '', '### Unit tests', '', 'Of one part.', '', '### System tests', ''],
      ...['Of all.', '', '## Why both?', '', 'So.'],
    ),
    shape: 'headings',
    questions: [
      'Models: What is a row? → A record.',
      'Models: Keys → They find it.',
      'Tests: Unit tests → Of one part.',
      'Tests: System tests → Of all.',
      'Tests: Why both? → So.',
    ],
  },
  {
    what: 'headings below contents and a link to another page',
    text: page(
      ...['# Views', '', '## News: [questions on forms](https://example.org)', ''],
      ...['### 1) What is it?', '', 'x', '', '### 2) Who calls it?', '', 'y'],
    ),
    shape: 'headings',
    questions: ['Views: What is it? → x', 'Views: Who calls it? → y'],
  },
  {
    what: 'a table with its options in columns',
    text: page(
      ...['## Views', '', '| No | Question | A | B | C | Answer |', '|---|---|---|---|---|---|'],
      ...['| 1 | What is it? | a row | a `def` | a file | B |'],
      ...['| 2 | Who calls it? | the router | a form | mail | A |'],
      ...['', '| Question | Option 1 | Option 2 | Option 3 | Correct |', '|---|---|---|---|---|'],
      ...['| Why? | so | not | never | 3 |', '| Where? | here | there | away | 1 |'],
    ),
    shape: 'table',
    questions: [
      'Views: What is it? → - A. a row\n- **B. a `def`** ✓\n- C. a file',
      'Views: Who calls it? → - **A. the router** ✓\n- B. a form\n- C. mail',
      'Views: Why? → - A. so\n- B. not\n- **C. never** ✓',
      'Views: Where? → - **A. here** ✓\n- B. there\n- C. away',
    ],
  },
  {
    what: 'headings below a table of contents alone',
    text: page('### Table of Contents', '', '#### Q. What?', '', 'x', '', '#### Q. Why?', '', 'y'),
    shape: 'headings',
    questions: ['What? → x', 'Why? → y'],
  },
  {
    what: 'bullets with their answers at the margin, one without its mark',
    text: page(
      ...['# Exam', '* What is a view?', 'A callable', '* How many rows has get()?', 'One'],
      ...['* Which command makes migrations', 'makemigrations', '* Who applies them?', 'migrate'],
      ...['* Where is the list of apps?', 'In the settings', '* Is it ordered?', 'Yes'],
    ),
    shape: 'list',
    questions: [
      'Exam: What is a view? → A callable',
      'Exam: How many rows has get()? → One',
      'Exam: Which command makes migrations → makemigrations',
      'Exam: Who applies them? → migrate',
      'Exam: Where is the list of apps? → In the settings',
      'Exam: Is it ordered? → Yes',
    ],
  },
  {
    what: 'numbers below a few headings that ask and have no answers yet',
    text: page(
      ...['### Tell me about you?', '', '### Why do you want this?', '', '### Where are you from?'],
      ...['', '### Preparation', '', '- Sleep well.', '', '### Topics', ''],
      ...['1. **What is a view?**', '   - A callable.', '2. **What is a model?**', '   - A class.'],
      ...['3. **Who calls a view?**', '   - The handler.', '4. **Is it fast?**', '   - Yes.'],
      ...['5. **What is a form?**', '   - A check.', '6. **What is a site?**', '   - A row.'],
    ),
    shape: 'numbers',
    questions: [
      'Tell me about you?',
      'Why do you want this?',
      'Where are you from?',
      'Topics: What is a view? → - A callable.',
      'Topics: What is a model? → - A class.',
      'Topics: Who calls a view? → - The handler.',
      'Topics: Is it fast? → - Yes.',
      'Topics: What is a form? → - A check.',
      'Topics: What is a site? → - A row.',
    ],
  },
];

const cases: readonly Case[] = [
  {
    what: 'headings of the second level with lists and code below',
    text: page(
      '# Django',
      '',
      '## What is a signal?',
      '',
      'A hook:',
      '',
      '- sent',
      '- received',
      '',
      '```python',
      '## no heading',
      'receiver(post_save)',
      '```',
      '',
      '## How do you connect one?',
      '',
      'With `@receiver`.',
    ),
    shape: 'headings',
    questions: [
      'Django: What is a signal? → A hook:\n\n- sent\n- received\n\n```python\n## no heading\nreceiver(post_save)\n```',
      'Django: How do you connect one? → With `@receiver`.',
    ],
  },
  {
    what: 'headings of the third level below categories',
    text: page(
      '# Interview questions',
      '',
      '## Table of Contents',
      '',
      '- [What is the ORM?](#what-is-the-orm)',
      '- [What is a view?](#what-is-a-view)',
      '',
      '## ORM',
      '',
      '### What is the ORM?',
      'A mapper.',
      '#### Example',
      '`Book.objects.all()`',
      '',
      '## Views',
      '',
      '### What is a view?',
      'A callable.',
      '**[⬆ Back to Top](#table-of-contents)**',
    ),
    shape: 'headings',
    questions: [
      'ORM: What is the ORM? → A mapper.\n#### Example\n`Book.objects.all()`',
      'Views: What is a view? → A callable.',
    ],
  },
  {
    what: 'headings of the fourth level that are terms',
    text: page(
      '### ORM',
      '#### Managers',
      'The interface to queries of a model, one for each.',
      '- one',
      '- two',
      '#### QuerySets',
      'They are lazy, and evaluated when they are iterated.',
      '- iteration',
      '- slicing',
      '#### Migrations',
      'They propagate changes of models.',
    ),
    shape: 'headings',
    questions: [
      'ORM: Managers → The interface to queries of a model, one for each.\n- one\n- two',
      'ORM: QuerySets → They are lazy, and evaluated when they are iterated.\n- iteration\n- slicing',
      'ORM: Migrations → They propagate changes of models.',
    ],
  },
  {
    what: 'headings with Q and numbers before the wording',
    text: page(
      '## Q. What is WSGI?',
      'A protocol.',
      '## Q2: What is ASGI?',
      'Another.',
      '## 3) What is ASGI for?',
      'Async.',
      '## **4. What runs it?**',
      'Uvicorn.',
      '###### 5. And else?',
      'Daphne.',
    ),
    shape: 'headings',
    questions: [
      'What is WSGI? → A protocol.',
      'What is ASGI? → Another.',
      'What is ASGI for? → Async.',
      'What runs it? → Uvicorn.\n###### 5. And else?\nDaphne.',
    ],
  },
  {
    what: 'headings that are only a mark, with the wording below',
    text: page(
      '#### Q1.',
      'What does',
      'a manager do?',
      '',
      'It queries.',
      '',
      '#### Q2.',
      '',
      'What is `Q`?',
      '',
      'A condition.',
    ),
    shape: 'headings',
    questions: ['What does a manager do? → It queries.', 'What is `Q`? → A condition.'],
  },
  {
    what: 'numbered headings in a list, with contents in a table',
    text: page(
      '### Table of Contents',
      '| No. | Questions |',
      '| --- | --- |',
      '| 1 | [What is a model?](#what-is-a-model) |',
      '| 2 | [What is a field?](#what-is-a-field) |',
      '',
      '1. ### What is a model?',
      '',
      '   A table:',
      '',
      '   ```python',
      '   class Book(models.Model):',
      '       title = models.CharField()',
      '   ```',
      '',
      '   **[⬆ Back to Top](#table-of-contents)**',
      '',
      '2. ### What is a field?',
      '',
      'A column.',
    ),
    shape: 'headings',
    questions: [
      'What is a model? → A table:\n\n```python\nclass Book(models.Model):\n    title = models.CharField()\n```',
      'What is a field? → A column.',
    ],
  },
  {
    what: 'numbered bold items with answers, ten and more',
    text: page(
      ...Array.from({ length: 11 }, (_, at) => [
        `${at + 1}. **What is part ${at + 1}?**`,
        '',
        `${at + 1 < 10 ? '   ' : '    '}It is this:`,
        '',
        `${at + 1 < 10 ? '   ' : '    '}1. one`,
        `${at + 1 < 10 ? '   ' : '    '}2. two`,
        '',
      ]).flat(),
    ),
    shape: 'numbers',
    questions: Array.from(
      { length: 11 },
      (_, at) => `What is part ${at + 1}? → It is this:\n\n1. one\n2. two`,
    ),
  },
  {
    what: 'numbered bold paragraphs whose answers have numbered lists',
    text: page(
      '**1. What is a form?**',
      '',
      'Steps:',
      '',
      '1. Validate.',
      '2. Clean.',
      '',
      '**2. What is a formset?**',
      '',
      'Many forms.',
    ),
    shape: 'numbers',
    questions: [
      'What is a form? → Steps:\n\n1. Validate.\n2. Clean.',
      'What is a formset? → Many forms.',
    ],
  },
  {
    what: 'numbers with choices and folded answers',
    text: page(
      '# Exam',
      '',
      '1. Which of these is a broker? (Select TWO)',
      '    - A. Redis',
      '    - B. nginx',
      '',
      '    <details markdown=1><summary markdown="span">Answer</summary>',
      '',
      '    Correct: A',
      '',
      '    </details>',
      '',
      '1. A view gets the request.<br/>What else?',
      '    - A. Arguments',
      '    - B. Nothing',
    ),
    shape: 'numbers',
    questions: [
      'Exam: Which of these is a broker? (Select TWO) → - **A. Redis** ✓\n- B. nginx',
      'Exam: A view gets the request. What else? → - A. Arguments\n- B. Nothing',
    ],
  },
  {
    what: 'numbers with answers as paragraphs up to the next number',
    text: page(
      '1. What is a mixin?',
      'A class that is combined.',
      '',
      'With others.',
      '',
      '2. Why use one?',
      '',
      'To share.',
      '',
      '3. Explain the MRO?',
      'An order.',
    ),
    shape: 'numbers',
    questions: [
      'What is a mixin? → A class that is combined.\n\nWith others.',
      'Why use one? → To share.',
      'Explain the MRO? → An order.',
    ],
  },
  {
    what: 'bold paragraphs, with other bold paragraphs in their answers',
    text: page(
      '# Theory',
      '',
      '* Legend: 👶 easy ⭐️ hard',
      '',
      '## Signals',
      '',
      '**What is a signal? 👶**',
      '',
      'A hook.',
      '',
      '**More cases**',
      '',
      '1. **Sent** ones',
      '2. Received ones',
      '',
      '<br/>',
      '',
      '## Forms',
      '',
      '**Which form has a model? Why? ⭐️**',
      '',
      '**It** is a `ModelForm`.',
      '',
      '<br/>',
    ),
    shape: 'bold',
    questions: [
      'Signals: What is a signal? 👶 → A hook.\n\n**More cases**\n\n1. **Sent** ones\n2. Received ones',
      'Forms: Which form has a model? Why? ⭐️ → **It** is a `ModelForm`.',
    ],
  },
  {
    what: 'items below headings that lead back to the top, without people and other pages',
    text: page(
      'Questions',
      '=========',
      '',
      "## <a name='toc'>Table of Contents</a>",
      '',
      '  1. [People](#people)',
      '  1. [ORM](#orm)',
      '',
      "####[[↑]](#toc) <a name='people'>Contributors:</a>",
      '',
      '* [ann](https://example.org/ann)',
      '* bo',
      '',
      "####[[↑]](#toc) <a name='orm'>The ORM:</a>",
      '',
      '* What do these do?',
      ' * `only`',
      ' * `defer`',
      '* Pros and cons of raw queries?',
      '* [What happens on save?](https://example.org/save)',
      '* What is printed here?',
      '```',
      '* not an item',
      '```',
      '',
      "####[[↑]](#toc) <a name='more'>Other Great References:</a>",
      '',
      '* https://example.org/list',
    ),
    shape: 'list',
    questions: [
      'The ORM: What do these do? → * `only`\n* `defer`',
      'The ORM: Pros and cons of raw queries?',
      'The ORM: What happens on save?',
      'The ORM: What is printed here? → ```\n* not an item\n```',
    ],
  },
  {
    what: 'headings with references behind them',
    text: page(
      '#### 1) What is a pool? [[source](https://example.org/a-very-long-address/of-the-page)]',
      '',
      'Open connections.',
      '',
      '#### 2) Who closes a `socket`? [[1]](https://example.org/1) [[2]](https://example.org/2)',
      '',
      '#### 3) What does [WSGI](https://example.org/wsgi) do?[[source](https://example.org/3)]',
      'A protocol.',
    ),
    shape: 'headings',
    questions: [
      'What is a pool? → Open connections.\n\n[[source](https://example.org/a-very-long-address/of-the-page)]',
      'Who closes a `socket`? → [[1]](https://example.org/1) [[2]](https://example.org/2)',
      'What does [WSGI](https://example.org/wsgi) do? → A protocol.\n\n[[source](https://example.org/3)]',
    ],
  },
  {
    what: 'headings that count by codes, with several series',
    text: page(
      ...[
        '# Bank',
        '',
        '## One right',
        '',
        '### S001 What is a view?',
        '- ✅ A callable',
        '- A row',
      ],
      ...[
        '',
        '> It returns a response.',
        '',
        '### S002 Which port is usual?',
        '- 80',
        '- ✅ 8000',
        '',
      ],
      ...[
        '## Several right',
        '',
        '### M001 What has fields?',
        '- ✅ A model',
        '- ✅ A form',
        '- Q',
      ],
    ),
    shape: 'headings',
    questions: [
      'One right: What is a view? → - ✅ A callable\n- A row\n\n> It returns a response.',
      'One right: Which port is usual? → - 80\n- ✅ 8000',
      'Several right: What has fields? → - ✅ A model\n- ✅ A form\n- Q',
    ],
  },
  {
    what: 'headings with the codes that they are about',
    text: page(
      ...['## E301 What about blank lines?', '', 'One.', '', '## E401 What about imports?', ''],
      ...['Several.', '', '## E402 Why at the top?', '', 'It is read first.'],
    ),
    shape: 'headings',
    questions: [
      'E301 What about blank lines? → One.',
      'E401 What about imports? → Several.',
      'E402 Why at the top? → It is read first.',
    ],
  },
  {
    what: 'headings that are only a number and a picture, with the wording below',
    text: page(
      ...['# Exam', '', '## How to use', '', 'Read on.', '', '## First part', ''],
      ...['### Question 1', 'What is a view?', '', 'A. A callable', 'B. A row', ''],
      ...['### Question 2 💻', 'This prints one. Which is right?', '', 'A. Yes', 'B. No'],
    ),
    shape: 'headings',
    questions: [
      'First part: What is a view? → A. A callable\nB. A row',
      'First part: This prints one. Which is right? → A. Yes\nB. No',
    ],
  },
  {
    what: 'headings that count without a stop',
    text: page(
      '# 框架',
      '',
      '## 7 中间件',
      '请求之间的层。',
      '',
      '### 1 顺序',
      '从上到下。',
      '',
      '### 2 异步',
      '也可以。',
      '',
      '## 8 信号',
      '',
      '# 数据库',
      '',
      '## 1 事务',
      '要么全部执行，要么不执行。',
      '',
      '## 2 索引',
      '更快。',
    ),
    shape: 'headings',
    questions: [
      '框架: 中间件 → 请求之间的层。\n\n### 1 顺序\n从上到下。\n\n### 2 异步\n也可以。',
      '框架: 信号',
      '数据库: 事务 → 要么全部执行，要么不执行。',
      '数据库: 索引 → 更快。',
    ],
  },
  {
    what: 'headings that are links and count in parts, below headings in HTML',
    text: page(
      '<h3 id="orm">The ORM</h3>',
      '',
      '---',
      '',
      '##### [1.1.0 What is `F()`?](https://example.org/1)',
      '',
      '##### [1.1.2 What is `items[]`?](https://example.org/2)',
      '',
      '<h3 id="views">Views</h3>',
      '',
      '##### [2.1.0 What is `as_view`?](https://example.org/3)',
      '',
      '##### [2.1.1 Which mixins?](https://example.org/4)',
    ),
    shape: 'headings',
    questions: [
      'The ORM: What is `F()`?',
      'The ORM: What is `items[]`?',
      'Views: What is `as_view`?',
      'Views: Which mixins?',
    ],
  },
  {
    what: 'numbered headings whose level changes, with the same divider after each',
    text: page(
      '## Early copies',
      '',
      '# Django',
      '## 1. What differs between `GET` and `POST`?',
      'One is safe.',
      '### Link:',
      'https://example.org',
      '',
      '## Doubts about this one ??',
      '',
      '## 2.What is a slug?',
      'A part of a URL.',
      '',
      '## Doubts about this one ??',
      '',
      '### 3. How do you clear a cache?',
      'There are two ways:',
      '### Method 1',
      '`cache.clear()`',
      '### Method 2',
      'Wait.',
      '',
      '## Doubts about this one ??',
      '',
      '#### 4. What is printed?',
      'Nothing.',
      '',
      '## Doubts about this one ??',
    ),
    shape: 'question-headings',
    questions: [
      'Django: What differs between `GET` and `POST`? → One is safe.\n### Link:\nhttps://example.org',
      'Django: What is a slug? → A part of a URL.',
      'Django: How do you clear a cache? → There are two ways:\n### Method 1\n`cache.clear()`\n### Method 2\nWait.',
      'Django: What is printed? → Nothing.',
    ],
  },
  {
    what: 'headings that are closed without a space, with comments around their answers',
    text: page(
      '## Questions ##',
      '### Q1: What is a tuple?###',
      '<!-- edit here: tuple.md -->',
      'A list that stays. <!-- or so -->',
      '<!-- edit',
      'here --> It is hashable.',
      '',
      '### Q2: What is C#?###',
      'A language.',
    ),
    shape: 'headings',
    questions: [
      'Questions: What is a tuple? → A list that stays.\nIt is hashable.',
      'Questions: What is C#? → A language.',
    ],
  },
  {
    what: 'a section of plain items before one of folded answers',
    text: page(
      '## Contents',
      '',
      '- <b>[Warm-up](#warm-up)</b>',
      '  * [Basics](#basics) - 3 questions.',
      '',
      '### :diamond: <a name="warm-up">Warm-up</a>',
      '',
      '- <b>What did you learn?</b>',
      '- <b>What was your last project?</b>',
      '- <b>Why Django?</b>',
      '',
      '### Basics',
      '',
      '<details>',
      '<summary><b>What is a view?</b></summary>',
      '',
      'A callable. It takes:',
      '',
      '- What is asked?',
      '- Who asks?',
      '- Why?',
      '',
      '</details>',
      '<details>',
      '<summary>What is a URLconf?</summary>',
      'Patterns.',
      '</details>',
      '<details>',
      '<summary>What is a mixin?</summary>',
      'A class.',
      '</details>',
    ),
    shape: 'details',
    questions: [
      'Warm-up: What did you learn?',
      'Warm-up: What was your last project?',
      'Warm-up: Why Django?',
      'Basics: What is a view? → A callable. It takes:\n\n- What is asked?\n- Who asks?\n- Why?',
      'Basics: What is a URLconf? → Patterns.',
      'Basics: What is a mixin? → A class.',
    ],
  },
  {
    what: 'items that are a subject and a link',
    text: page(
      '- Day 2',
      '    - [orm] [What is lazy [in a queryset]?](https://example.org/2)',
      '    - [views] [What of `as_view`?](https://example.org/3)',
      '- Day 1',
      '    - [orm] [Why use `F()`?](https://example.org/1)',
    ),
    shape: 'list',
    questions: [
      'Day 2: What is lazy [in a queryset]?',
      'Day 2: What of `as_view`?',
      'Day 1: Why use `F()`?',
    ],
  },
  {
    what: 'folded answers',
    text: page(
      '## Views',
      '<details>',
      '<summary><b>What is a view?</b></summary>',
      '<br>',
      '',
      'A callable:<br>it takes a request.',
      '',
      '---',
      '<details><summary>More</summary>',
      'Nested.',
      '</details>',
      '</details>',
      '',
      '<details><summary>What is a URLconf?</summary>A list of patterns.</details>',
    ),
    shape: 'details',
    questions: [
      'Views: What is a view? → A callable:\\\nit takes a request.\n\n---\n\nNested.',
      'Views: What is a URLconf? → A list of patterns.',
    ],
  },
  {
    what: 'multiple choice with boxes',
    text: page(
      '#### Q1. Which is a cache?',
      '- [ ] SQLite',
      '- [x] Redis',
      '',
      '#### Q2. Which is a queue?',
      '',
      '- [x] Celery',
      '- [ ] nginx',
    ),
    shape: 'headings',
    questions: [
      'Which is a cache? → - SQLite\n- **Redis** ✓',
      'Which is a queue? → - **Celery** ✓\n- nginx',
    ],
  },
  {
    what: 'multiple choice with the answer folded',
    text: page(
      '###### 1. What is logged?',
      '',
      '- A: `1`',
      '- B: `2`',
      '',
      '<details><summary><b>Answer</b></summary>',
      '<p>',
      '',
      '#### Answer: B',
      '',
      'Since it is.',
      '',
      '</p>',
      '</details>',
      '',
      '---',
      '',
      '###### 2. And here?',
      '',
      '- A: `3`',
      '',
      '<details><summary><b>Answer</b></summary>',
      '',
      '#### Answer: A',
      '</details>',
    ),
    shape: 'headings',
    questions: [
      'What is logged? → - A: `1`\n- **B: `2`** ✓\n\nSince it is.',
      'And here? → - A: `3`\n\n#### Answer: A',
    ],
  },
  {
    what: 'Q and A',
    text: page(
      'Q: What is CSRF?',
      'A: A forged request.',
      '   From elsewhere.',
      '',
      '**Q2:** What helps?',
      '**A:** A token.',
      '',
      'Frage: Was noch?',
      'Antwort: SameSite.',
    ),
    shape: 'labels',
    questions: [
      'What is CSRF? → A forged request.\n   From elsewhere.',
      'What helps? → A token.',
      'Was noch? → SameSite.',
    ],
  },
  {
    what: 'questions by their label with choices, whose answers wait or follow',
    text: page(
      '**Frage 1**: Was ist wahr?',
      '- `1 == True`',
      '- `1 is True`',
      '',
      '**Antwort**: ',
      '',
      '---',
      '',
      '**Frage 2**: Was gibt das aus?',
      '```python',
      'print(1)',
      '```',
      '- `1`',
      '',
      '**Antwort**: `1`',
      '',
      '---',
    ),
    shape: 'labels',
    questions: [
      'Was ist wahr? → - `1 == True`\n- `1 is True`',
      'Was gibt das aus? → ```python\nprint(1)\n```\n- `1`\n\n**Antwort**: `1`',
    ],
  },
  {
    what: 'flashcards of notes',
    text: page(
      '#flashcards/django',
      '',
      'What is a slug?::Part of a URL',
      'Which part of DRF renders?:::Serializers',
      '',
      'What is a tag?',
      '?',
      'A function in a template.',
      '<!--SR:!2026-01-01,3,250-->',
      '',
      'Both ways?',
      '??',
      'Indeed',
    ),
    shape: 'flashcards',
    questions: [
      'What is a slug? → Part of a URL',
      'Which part of DRF renders? → Serializers',
      'What is a tag? → A function in a template.',
      'Both ways? → Indeed',
    ],
  },
  {
    what: 'a table with a question and an answer column',
    text: page(
      '## ORM',
      '',
      '| No | Question | Answer |',
      '|---|:---|---|',
      '| 1 | What is `F()`? | A column \\| value |',
      '| 2 | What is `Q`? | A condition |',
    ),
    shape: 'table',
    questions: ['ORM: What is `F()`? → A column | value', 'ORM: What is `Q`? → A condition'],
  },
  {
    what: 'terms in bold with their meanings',
    text: page(
      '## Terms',
      '',
      '- **Middleware**: layers around views',
      '- **Signal** — a hook',
      '- Fixture — data for tests',
    ),
    shape: 'list',
    questions: [
      'Terms: Middleware → layers around views',
      'Terms: Signal → a hook',
      'Terms: Fixture → data for tests',
    ],
  },
  {
    what: 'a plain list under headings',
    text: page(
      '# Basics',
      '',
      '- What is Django?',
      '- Why use it?',
      '',
      '# ORM',
      '',
      '* What is lazy?',
      '  Evaluation.',
    ),
    shape: 'list',
    questions: [
      'Basics: What is Django?',
      'Basics: Why use it?',
      'ORM: What is lazy? → Evaluation.',
    ],
  },
  {
    what: 'a numbered list, one a line',
    text: page(
      'Questions for juniors',
      '',
      '1. What is Django?',
      '2. What is a model?',
      '3. What is a view?',
    ),
    shape: 'numbers',
    questions: ['What is Django?', 'What is a model?', 'What is a view?'],
  },
  {
    what: 'categories as items above their questions',
    text: page('- Basics', '  - What is Django?', '  - Why use it?', '- ORM', '  - What is lazy?'),
    shape: 'list',
    questions: ['Basics: What is Django?', 'Basics: Why use it?', 'ORM: What is lazy?'],
  },
  {
    what: 'front matter, which is neither category nor question',
    text: page(
      '---',
      'title: What is this?',
      'tags: [a]',
      '---',
      '',
      '## What is it?',
      'It.',
      '## Why?',
      'So.',
    ),
    shape: 'headings',
    questions: ['What is it? → It.', 'Why? → So.'],
  },
  {
    what: 'headings with a word for a question and a number before the wording',
    text: page(
      '# 练习',
      '',
      '#### 题目001: 在视图中如何缓存结果？',
      '用装饰器。',
      '#### 题目 12：信号有什么用？',
      '解耦。',
      '#### 題目13、迁移是什么？',
      '改表。',
      '#### 問題1 ビューとは何ですか？',
      '関数です。',
      '#### 問題２：フォームはどう検証しますか？',
      '`is_valid` です。',
      '#### 問題1つをどう解決しますか？',
      '別の話です。',
    ),
    shape: 'headings',
    questions: [
      '练习: 在视图中如何缓存结果？ → 用装饰器。',
      '练习: 信号有什么用？ → 解耦。',
      '练习: 迁移是什么？ → 改表。',
      '练习: ビューとは何ですか？ → 関数です。',
      '练习: フォームはどう検証しますか？ → `is_valid` です。',
      '练习: 問題1つをどう解決しますか？ → 別の話です。',
    ],
  },
  {
    what: 'headings with a label above each answer',
    text: page(
      ...['### **1. What is a router?**', '**Answer:**', '| A | B |', '|---|---|', '| 1 | 2 |', ''],
      ...['### **2. Who sends signals?**', '', 'Answer:', '', 'The sender.', ''],
      ...['### **3. Wer cacht?**', '**Antwort**:', 'Redis.', ''],
      ...['### **4. 什么是迁移？**', '**答案：**', '改表。', ''],
      ...['### **5. ビューとは？**', '回答：', '関数です。', ''],
      ...['### **6. Is it lazy?**', 'A:', 'Yes.', ''],
      ...['### **7. Which one runs?**', 'A:', '```', 'a()', '```', 'B:', '```', 'b()', '```', ''],
      ...['### **8. Is it sync?**', 'Answer: no.', ''],
      ...['### **9. Is it done?**', '**Answer:**', '', '---'],
    ),
    shape: 'headings',
    questions: [
      'What is a router? → | A | B |\n|---|---|\n| 1 | 2 |',
      'Who sends signals? → The sender.',
      'Wer cacht? → Redis.',
      '什么是迁移？ → 改表。',
      'ビューとは？ → 関数です。',
      'Is it lazy? → Yes.',
      'Which one runs? → A:\n```\na()\n```\nB:\n```\nb()\n```',
      'Is it sync? → no.',
      'Is it done?',
    ],
  },
  {
    what: 'items with a label above each answer',
    text: page(
      ...['- What is a slug?', '  **Answer:**', '  Part of a URL.', ''],
      ...['- What is lazy? Explain it in short', '  Answer:', '  It waits.', ''],
      ...['- Why use it?', '', '  A:', '', '  For speed.'],
    ),
    shape: 'list',
    questions: [
      'What is a slug? → Part of a URL.',
      'What is lazy? Explain it in short → It waits.',
      'Why use it? → For speed.',
    ],
  },
  {
    what: 'bold paragraphs with a label above each answer',
    text: page(
      ...['**What is a tag?**', '', '**Answer:**', '', 'A function.', ''],
      ...['**Why use one?**', '', '**Answer:**', '', 'To share.'],
    ),
    shape: 'bold',
    questions: ['What is a tag? → A function.', 'Why use one? → To share.'],
  },
  {
    what: 'answers with a bold label before their first words',
    text: page(
      ...['### What is a tag?', '**Answer:** A function.', ''],
      ...['### ¿Qué es un filtro?', '**Respuesta**: Otra función.', '', '**Answer:** twice', ''],
      ...['### Why use one?', '> **Answer:** To share.', '> Or to test.', ''],
      ...['### Who loads it?', '> **Answer:**', '> The library.', ''],
      ...['### Is it lazy?', '> **Answer:**', '', 'Yes.', ''],
      ...['### Which one runs?', '**A:** the first', '**B:** the second', ''],
      ...['### Is it sync?', '**Answers: no.**'],
    ),
    shape: 'headings',
    questions: [
      'What is a tag? → A function.',
      '¿Qué es un filtro? → Otra función.\n\n**Answer:** twice',
      'Why use one? → > To share.\n> Or to test.',
      'Who loads it? → > The library.',
      'Is it lazy? → > **Answer:**\n\nYes.',
      'Which one runs? → **A:** the first\n**B:** the second',
      'Is it sync? → **Answers: no.**',
    ],
  },
  {
    what: 'choices that count from one below each `Q1.`',
    text: page(
      ...['Q1. What is a slug?', '1. Is part of a URL', '2. How a page is found', ''],
      ...['Q2. Who saves it?', '1. The model', '2. What you call', ''],
      ...['Q3. Who reads it?', 'The view.', '4. How is it read?', 'Fast.'],
    ),
    shape: 'numbers',
    questions: [
      'What is a slug? → 1. Is part of a URL\n2. How a page is found',
      'Who saves it? → 1. The model\n2. What you call',
      'Who reads it? → The view.',
      'How is it read? → Fast.',
    ],
  },
  {
    what: 'a single labelled question with a folded answer',
    text: page(
      ...['# Rows', '', 'Question: What is a row?', '', '- [ ] A table', '- [ ] A record', ''],
      ...['<details>', '  <summary>Answer</summary>', '  <p>A record</p>', '</details>'],
    ),
    shape: 'labels',
    questions: ['Rows: What is a row? → - A table\n- A record\n\nA record'],
  },
  {
    what: 'numbers with a picture before each bold wording',
    text: page(
      ...['# Quiz 💪', '', '1. ❓ **Explain a manager. In short, what is it?**', ''],
      ...['   💁 *It makes queries.*', '', '2. ❓ **Explain a queryset, is it lazy?**', ''],
      ...['   💁 *Rows, later.*', '', '   *Or none.*'],
    ),
    shape: 'numbers',
    questions: [
      'Quiz 💪: ❓ Explain a manager. In short, what is it? → 💁 *It makes queries.*',
      'Quiz 💪: ❓ Explain a queryset, is it lazy? → 💁 *Rows, later.*\n\n*Or none.*',
    ],
  },
  {
    what: 'wordings behind `Q.` with their answers below',
    text: page(
      ...[
        '# Views',
        '',
        'Q. What is a view?',
        '',
        'A function.',
        '',
        '> Or a class.',
        '',
        '---',
        '',
      ],
      ...['**Q. Who calls it, and when?**', '', 'The router.'],
    ),
    shape: 'labels',
    questions: [
      'Views: What is a view? → A function.\n\n> Or a class.',
      'Views: Who calls it, and when? → The router.',
    ],
  },
  {
    what: 'labels in bold and italics',
    text: page(
      ...['***Question 1:***  ', 'what is a slug?  ', '***Answer:***  ', 'Part of a URL.', ''],
      ...['***Question 2:***  ', 'who saves it?  ', '***Answer:***  ', ''],
    ),
    shape: 'labels',
    questions: ['what is a slug? → Part of a URL.', 'who saves it?'],
  },
  {
    what: 'Japanese labels',
    text: page(
      '## 基本',
      '',
      '質問: ミドルウェアとは何ですか？',
      '**回答: 層です**',
      '',
      '質問：シグナルはいつ送られますか？',
      '回答：',
      '保存の後です。',
      '',
      '**問1：** フィクスチャとは何ですか？',
      '',
      '答: データです。',
      '',
      '問題2: 管理画面は誰が使いますか？',
      '答え：社員です。',
    ),
    shape: 'labels',
    questions: [
      '基本: ミドルウェアとは何ですか？ → 層です',
      '基本: シグナルはいつ送られますか？ → 保存の後です。',
      '基本: フィクスチャとは何ですか？ → データです。',
      '基本: 管理画面は誰が使いますか？ → 社員です。',
    ],
  },
  {
    what: 'Chinese marks',
    text: page(
      '**部署：**',
      '',
      '* **什么是 WSGI？**（协议）',
      '* **如何部署 Django？**（服务器）',
    ),
    shape: 'pack',
    questions: ['部署: 什么是 WSGI？ (协议)', '部署: 如何部署 Django？ (服务器)'],
  },
];

describe('Questions in Markdown', () => {
  it('names the answers left out because they are still to be written', () => {
    const text = page(
      ...['## What is a view?', '', '**TBD**', '', '## What is a form?', '', '`TBD`', ''],
      ...['## What is a field?', '', '- Cause:', '- Use:', '', '## What is a mixin?', ''],
      ...['- Cause:', '- Use:', '', '## What is a signal?', '', '- **Cause**:', '- **Use**:'],
    );
    const [reading] = findQuestions('list.md', text).readings;
    assert.deepEqual(reading?.leftOut, [
      { reason: 'unwritten', line: 1, text: '**TBD**' },
      { reason: 'unwritten', line: 5, text: '`TBD`' },
      { reason: 'unwritten', line: 9, text: '- Cause: - Use:' },
      { reason: 'unwritten', line: 14, text: '- Cause: - Use:' },
      { reason: 'unwritten', line: 19, text: '- **Cause**: - **Use**:' },
    ]);
    assert.ok(reading.questions.every(({ answer }) => answer === ''));
  });
  for (const [what, answers] of Object.entries({
    'choices marked by bold': ['- **Yes**\n- No', '- Yes\n- **No**', '- **Yes**\n- No'],
    'the same names': ['- GET\n- HEAD', '- GET\n- HEAD', '- GET\n- HEAD'],
    'a mark that one question has': ['`todo!()`', 'A macro.', 'A function.'],
    'a mark among other words': ['`TODO` in code', '`TODO` 之后', '*TODO* 之后'],
  })) {
    it(`keeps short answers: ${what}`, () => {
      const names = ['view', 'form', 'field'];
      const text = answers.map((one, at) => `## What is a ${names[at]}?\n\n${one}\n`).join('\n');
      const [reading] = findQuestions('list.md', text).readings;
      assert.deepEqual(
        reading?.questions.map(({ answer }) => answer),
        answers,
      );
    });
  }
  it('reads many short items quickly', () => {
    const text = `## What is a method?\n\n${'- **GET**\n'.repeat(30)}\n## Why is it safe?\n\nSo.\n`;
    const before = performance.now();
    const [reading] = findQuestions('list.md', text).readings;
    assert.ok(performance.now() - before < 5000);
    assert.equal(reading?.questions[0]?.answer.split('\n').length, 30);
  });
  it('may have more headings than a call takes arguments', () => {
    const { readings } = findQuestions('many.md', '# a\n'.repeat(130_000));
    assert.ok(readings.every(({ questions }) => questions.length <= 20_000));
  });

  it('are read from headings of which some wait for their answers', () => {
    const text = page('## 1. What is it?', '', 'This.', '', '## 2. Templates', '', '## 3. Why so?');
    assert.deepEqual(found(text).questions, ['What is it? → This.', 'Templates', 'Why so?']);
  });

  it('are no remarks below headings of their own, which are named', () => {
    const text = page(
      ...['# Usage', '', '- This list is far too long for one talk, so choose from it.', ''],
      ...['# Work', '', '- Who is on call?', '- What is a usual day?', '- Why?'],
      ...['- Who decides?', '- When do you deploy?', ''],
      ...['# Tasks', '', '- Which one?', '- Unpack an archive and mail it to a list of people.'],
    );
    const [reading] = findQuestions('a.md', text).readings;
    assert.deepEqual(reading?.questions.map(told), [
      'Work: Who is on call?',
      'Work: What is a usual day?',
      'Work: Why?',
      'Work: Who decides?',
      'Work: When do you deploy?',
      'Tasks: Which one?',
      'Tasks: Unpack an archive and mail it to a list of people.',
    ]);
    assert.deepEqual(reading.leftOut, [
      {
        reason: 'empty',
        line: 3,
        text: 'This list is far too long for one talk, so choose from it.',
      },
    ]);
  });

  it('are lines below the words that name their subject, and below a note', () => {
    const text = page(
      ...[
        'From a talk in May',
        '',
        'Models',
        'what is a field?',
        'how is it saved',
        'why so?',
        'whose?',
      ],
      ...['Test tools:', 'what is a fixture?', 'who runs them?', 'when?', 'how long?'],
    );
    const [reading] = findQuestions('a.md', text).readings;
    assert.deepEqual(reading?.questions.map(told), [
      'Models: what is a field?',
      'Models: how is it saved',
      'Models: why so?',
      'Models: whose?',
      'Test tools: what is a fixture?',
      'Test tools: who runs them?',
      'Test tools: when?',
      'Test tools: how long?',
    ]);
    assert.deepEqual(reading.leftOut, [{ reason: 'empty', line: 1, text: 'From a talk in May' }]);
    // Of terms, one of a word is as good as the others.
    assert.deepEqual(found(page('Models', 'Fields', 'What is it?', 'Why?')).questions, [
      ...['Models', 'Fields', 'What is it?', 'Why?'],
    ]);
  });

  it('keep their category below a heading without words', () => {
    assert.deepEqual(
      found(
        '# All\n\n## ORM\n\n* **a manager**\n\n\tx\n\n###\n* **a lookup**\n\n\ty\n\n###\n* **a mixin**\n\n\tz\n',
      ).questions,
      ['ORM: a manager → x', 'ORM: a lookup → y', 'ORM: a mixin → z'],
    );
  });

  it('have the category that a line above their list names', () => {
    const text = page('Models:', '- What?', '- Why?', '', 'Views (in short):', '- Who?', '- How?');
    assert.deepEqual(found(text).questions, [
      'Models: What?',
      'Models: Why?',
      'Views (in short): Who?',
      'Views (in short): How?',
    ]);
  });

  it('are none around numbered headings, and that is said', () => {
    const wordings = Array.from(
      { length: 12 },
      (_, index) => `Template ${'abcdefghijkl'[index] ?? ''}`,
    );
    const parts = wordings.flatMap((wording, index) => [`## ${index + 1}. ${wording}`, 'So.', '']);
    const text = page('## Hello', '', 'Hi.', '', ...parts, '## The end', 'Bye.', '', '## Thanks');
    const [reading] = findQuestions('a.md', text).readings;
    assert.deepEqual(
      reading?.questions.map(({ title }) => title),
      wordings,
    );
    assert.deepEqual(
      reading.leftOut.map(({ line, text: words }) => [line, words]),
      [
        [1, 'Hello'],
        [41, 'The end'],
        [44, 'Thanks'],
      ],
    );
  });

  it('are answered in items that fold, in lists that nest, in other languages', () => {
    for (const summary of [
      'Ответ:',
      'Respuesta',
      'Ver respuesta',
      'Resposta',
      '回答',
      'Voir la réponse',
    ]) {
      const folded = (...lines: string[]) => [
        ...[
          '',
          `    - <details><summary>${summary}</summary>`,
          '',
          ...lines,
          '',
          '      </details>',
          '',
        ],
      ];
      const text = page(
        ...['## **junior**', '', '- ### Models', '  #### 1. What is a field?'],
        ...folded(
          '        - a column',
          '        - a type',
          '',
          '        - #### [More](https://a.org)',
        ),
        ...['  ---', '', '  #### 2. What is a form?'],
        ...folded('      #### Two', '', '        - #### Short', '            - fast'),
        ...['  ---', '', '    #### 3. Who calls it?', ...folded('       Nobody.', '      Really.')],
      );
      assert.deepEqual(found(text), {
        shape: 'headings',
        questions: [
          'Models: What is a field? → - a column\n- a type\n\n- #### [More](https://a.org)',
          'Models: What is a form? → #### Two\n\n  - #### Short\n      - fast',
          'Models: Who calls it? →  Nobody.\nReally.',
        ],
      });
    }
  });

  it('are the headings above lists whose parts are called the same', () => {
    const term = (name: string) => [
      ...[`### ${name}`, '* Idea', `    * ${name} keeps it`, '* Use', `    * a page with ${name}`],
      ...['', '> :arrow_up:[Top](#list) :back:[Back](https://a.org)', ''],
    ];
    const text = page('# 9. List', '', ...['Cache', 'Session', 'Token', 'Cookie'].flatMap(term));
    const { shape, questions } = found(text);
    assert.equal(shape, 'headings');
    assert.equal(questions.length, 4);
    assert.match(questions[3] ?? '', /^List: Cookie → \* Idea\n[^]*a page with Cookie/);
  });

  it('are long cases of which only the end asks, or the options do', () => {
    const story = 'You keep a shop of books online. It has many readers and few editors. '.repeat(
      6,
    );
    const text = page(
      ...['# Exam', '', '| No. | Questions |', '| --- | --- |', '| 1 | [A case.](#a) |', ''],
      ...[`### ${story}What should you do?`, '', '![Case 1](1.png)', ''],
      ...['- [ ] Wait.', '- [x] Act.', '', '**[⬆ Back to Top](#contents)**', ''],
      ...[`### ${story}Statement 1: Pages are cached.`, '', '- [x] Yes.', '- [ ] No.', ''],
      ...[`### ${story}Statement 2: Pages are stored.`, '', '- [ ] Yes.', '- [x] No.'],
    );
    const { shape, questions } = found(text);
    assert.equal(shape, 'headings');
    assert.deepEqual(
      questions.map(one => one.slice('Exam: '.length + story.length)),
      [
        'What should you do? → ![Case 1](1.png)\n\n- Wait.\n- **Act.** ✓',
        'Statement 1: Pages are cached. → - **Yes.** ✓\n- No.',
        'Statement 2: Pages are stored. → - Yes.\n- **No.** ✓',
      ],
    );
  });

  it('are answered below their bullets, though nothing is indented', () => {
    const text = page(
      ...['### 基础', '', '- 元组和列表的区别', '- 什么是生成器？', '- 会话和令牌的区别', ''],
      ...['> 1. 会话在服务器端', '> 2. 令牌在客户端', '', '### 进阶', '', '- 什么是信号？', ''],
      ...['名称 | 用途', '--- | ---', '发送 | 通知', '', '- 什么是缓存？', '', '一份副本。', ''],
      ...['- 如何防止注入？', '', '分两步：', ''],
      ...['1. 检查输入', '2. 使用参数', '', '### 扩展阅读', ''],
      ...['- [一篇文章](https://a.org)', '- [什么是缓存](https://b.org)'],
    );
    assert.deepEqual(found(text), {
      shape: 'list',
      questions: [
        '基础: 元组和列表的区别',
        '基础: 什么是生成器？',
        '基础: 会话和令牌的区别 → > 1. 会话在服务器端\n> 2. 令牌在客户端',
        '进阶: 什么是信号？ → 名称 | 用途\n--- | ---\n发送 | 通知',
        '进阶: 什么是缓存？ → 一份副本。',
        '进阶: 如何防止注入？ → 分两步：\n\n1. 检查输入\n2. 使用参数',
      ],
    });
  });

  it('are answered below their bullets, with bullets in the answers', () => {
    const answer = ['Two things:', '', '- it is quick', '- it is small', ''];
    const text = page(
      ...['# ORM', '', '- What is it?', '', ...answer, '- Why use it?', '', ...answer],
      ...['- Who made it?', '', 'People.'],
    );
    assert.deepEqual(found(text).questions, [
      'ORM: What is it? → Two things:\n\n- it is quick\n- it is small',
      'ORM: Why use it? → Two things:\n\n- it is quick\n- it is small',
      'ORM: Who made it? → People.',
    ]);
  });

  it('are not answered by words that introduce more of them', () => {
    const text = page(
      ...['# ORM', '', '- What is it?', '- Why?', '', 'Some harder ones:', '', '- Who?', '- How?'],
      ...['', 'And the last:', '', '- When?', '- Where?'],
    );
    assert.deepEqual(found(text).questions, [
      'ORM: What is it?',
      'ORM: Why?',
      'ORM: Who?',
      'ORM: How?',
      'ORM: When?',
      'ORM: Where?',
    ]);
  });

  it('are in plain lists of one half and in headings of the other', () => {
    const text = page(
      ...['# Contents', '', '- [Questions](#questions)', '- [Answers](#answers)', '', '&nbsp;', ''],
      ...['# Questions', '', '## Models', '', '1. What is a field', '2. What is a manager'],
      ...['3. When is it saved', '', '&nbsp;', '', '&nbsp;', '', '## Views', ''],
      ...['1. What is a view', '2. What is a manager', '3. Who calls it', '', '&nbsp;', ''],
      ...['# All of them', '', '1. What is a route', '2. What is a manager', '3. Why is it so', ''],
      ...['# Answers', '', '## 1. What is a route', '', 'A path.', '', '&nbsp;', ''],
      ...['## 2. What is a manager', '', 'A door.', '', '## 3. Why is it so', '', 'So.'],
    );
    assert.deepEqual(found(text).questions, [
      'Models: What is a field',
      'Models: When is it saved',
      'Views: What is a view',
      'Views: Who calls it',
      'Answers: What is a route → A path.',
      'Answers: What is a manager → A door.',
      'Answers: Why is it so → So.',
    ]);
  });

  it('are none among what to know before, and what to read after', () => {
    const text = page(
      ...['## Expected', '- Some Python', '', '## Course', '- https://a.org/b?c=1', ''],
      ...['### Setup', '- PDF : https://a.org/setup.pdf', '- Film – https://a.org/film', ''],
      ...['### Basics', '- 1 . What is a class?', '- 2 . What is an object?', '- 3 . Guess it', ''],
      ...['- 4 . Why is it so: https://a.org/why', '- 5 . Who calls it?', '- 6 . How?'],
      ...['- 7 . Where?', ''],
      ...['### And then?', '- [Patterns] (https://a.org/p)', '- [More]( https://a.org/m )'],
    );
    const [reading] = findQuestions('a.md', text).readings;
    assert.deepEqual(reading?.questions.map(told), [
      'Basics: What is a class?',
      'Basics: What is an object?',
      'Basics: Guess it',
      'Basics: Why is it so: https://a.org/why',
      'Basics: Who calls it?',
      'Basics: How?',
      'Basics: Where?',
    ]);
    assert.deepEqual(
      reading.leftOut.map(({ reason, text }) => `${reason}: ${text}`),
      [
        'links: - https://a.org/b?c=1',
        'links: - PDF : https://a.org/setup.pdf',
        'links: - [Patterns] (https://a.org/p)',
        'empty: ### And then?',
        'empty: Some Python',
      ],
    );
  });

  it('are the headings that count, where others of their level are parts of answers', () => {
    const text = page(
      ...['### 1. What is a view?', 'A callable.', '### 2. Who calls it?', 'The router.'],
      ...['### 3. Function or class?', '', '### Function -', 'Short.', '### Class -', 'Long.', ''],
      ...[
        '### 4. What is a row?',
        'A record.',
        '### Summary',
        'One.',
        '### 5. Why a key?',
        'To find it.',
      ],
    );
    assert.deepEqual(found(text).questions, [
      'What is a view? → A callable.',
      'Who calls it? → The router.',
      'Function or class? → ### Function -\nShort.\n### Class -\nLong.',
      'What is a row? → A record.\n### Summary\nOne.',
      'Why a key? → To find it.',
    ]);
  });

  it('do not include answer headings with a question mark in code', () => {
    const text = page(
      ...['1. ### What is a filter?', '', 'A condition.', ''],
      ...['2. ### What does `?` do?', '', 'It begins a query.', '### With `?`', '', 'x', ''],
      ...['### Without `?`', '', 'y', '', '3. ### What is a lookup?', '', 'A name.', ''],
      ...['4. ### What is an index?', '', 'A tree.', '', '5. ### What is a key?', '', 'A value.'],
    );
    assert.deepEqual(found(text).questions.slice(0, 3), [
      'What is a filter? → A condition.',
      'What does `?` do? → It begins a query.\n### With `?`\n\nx\n\n### Without `?`\n\ny',
      'What is a lookup? → A name.',
    ]);
  });

  it('are answered with code, whose lines are as far in as they were', () => {
    const code = (indent: string) =>
      ['```python', 'def save():', '    if ok:', '        send()', '```']
        .map(text => indent + text)
        .join('\n');
    for (const indent of ['', '   ']) {
      const text = `1. ### What is saved?\n\n${code(indent)}\n\n2. ### Why?\n\nx\n`;
      assert.deepEqual(found(text).questions, [`What is saved? → ${code('')}`, 'Why? → x']);
    }
    // The end of one block may be directly above the next.
    const two = `${code('')}\n${code('   ')}`;
    assert.equal(
      found(`1. ### What is saved?\n\n${two}\n\n2. ### Why?\n\nx\n`).questions[0],
      `What is saved? → ${code('')}\n${code('')}`,
    );
  });

  it('are headings of their level that do not ask, with the parts of an answer below', () => {
    const text = page(
      ...['## Form vs Model', '', '### Form', '', 'x', '', '### Model', '', 'y', ''],
      ...['## What is a view?', '', 'z', '', '## Basics', '', '### More', ''],
      ...['## What is a key?', '', 'z'],
    );
    assert.deepEqual(found(text).questions, [
      'Form vs Model → ### Form\n\nx\n\n### Model\n\ny',
      'What is a view? → z',
      'Basics: What is a key? → z',
    ]);
  });

  it('are below items that end in a colon, also one alone', () => {
    const text = page(
      ...['* What is a view?', '* What is a form?', '* Explain migrations.', '* Signals:'],
      ...['\t* What sends one?', '\t* Who receives it?', '* Caches:', '\t* What is in one?'],
      ...['* Parts:', '\t* Models', '\t* What is a manager?'],
    );
    assert.deepEqual(found(text).questions.slice(3), [
      'Signals: What sends one?',
      'Signals: Who receives it?',
      'Caches: What is in one?',
      'Parts: → * Models\n* What is a manager?',
    ]);
  });

  it('do not include names of answer parts, which are reported as left out', () => {
    const parts = ['Cause', 'Result'];
    const text = page(
      ...['# Behavioral', '', '## Form', ...parts.map(name => `- **${name}**\n  - Why?`), ''],
      ...['## Questions'],
      ...['What did you change?', 'What failed?', 'When did you disagree?'].flatMap(title => [
        `- ${title}`,
        ...parts.map(name => `  - **${name}:** x`),
      ]),
    );
    const answer = '- **Cause:** x\n- **Result:** x';
    assert.deepEqual(found(text).questions, [
      `Questions: What did you change? → ${answer}`,
      `Questions: What failed? → ${answer}`,
      `Questions: When did you disagree? → ${answer}`,
    ]);
    const { leftOut } = findQuestions('list.md', text).readings[0] ?? {};
    assert.deepEqual(
      leftOut?.map(one => one.text),
      parts,
    );
    // A topic among questions may be called so.
    assert.equal(found(`${text}\n- Cause\n  - y\n`).questions.at(-1), 'Questions: Cause → - y');
  });

  it('are called so in their headings, unlike what is around them', () => {
    const asked = ['view', 'row', 'key', 'form', 'cache', 'task'].map(
      word => `## Q. What is a ${word}?\n\nThis.\n`,
    );
    const text = page('# Exam', '', '## Beginners', 'Start: with views.', '', ...asked);
    assert.equal(found(text).questions.length, asked.length);
  });

  it('lose a code that all have if its number rises, but not names that have one', () => {
    const titles = (mark: string, words: readonly string[]) =>
      findQuestions('a.md', words.map(one => `${mark}${one}\n\n  It is.\n`).join('\n'))
        .readings[0]?.questions.map(({ title }) => title)
        .join('; ');
    const coded = ['DOC-001 — ## Security', 'DOC-002 — What is an image?', 'DOC-004 — Why?'];
    assert.equal(titles('## ', coded), 'Security; What is an image?; Why?');
    const colons = coded.map(one => one.replace(' —', ':'));
    assert.equal(titles('- ', colons), 'Security; What is an image?; Why?');
    const key = '### Follow-up questions\n\n- x';
    const pack = coded.map(one => `## ${one}\n\nIt is.\n\n${key}\n`).join('\n');
    const [reading] = findQuestions('a.md', pack).readings;
    assert.equal(reading?.shape, 'pack');
    assert.deepEqual(
      reading.questions.map(({ title }) => title),
      ['Security', 'What is an image?', 'Why?'],
    );
    for (const names of [
      ['A01: Broken access control', 'A02: Cryptographic failures', 'A03: What is injection?'],
      ['DOC-2: What is a tag?', 'DOC-1: What is a layer?', 'DOC-3: Why?'],
      ['HTTP1: What is it?', 'ES5: What is it?', 'ES6: Why?'],
      ['PEP-8: What is it about?', 'PEP-20: What is it about?', 'PEP-484: What is it about?'],
    ])
      assert.equal(titles('- ', names), names.join('; '));
    const same = ['PEP-1 What is it about?', 'PEP-2 What is it about?', 'PEP-3 What is it about?'];
    assert.equal(titles('## ', same), same.join('; '));
  });

  it('lose the letter of their level', () => {
    const text = page('1. [E] What is a view?', '2. [M] Explain rows.', '3. [H] Why [E] keys?');
    assert.deepEqual(found(text).questions, ['What is a view?', 'Explain rows.', 'Why [E] keys?']);
  });

  it('lose the link to their answer', () => {
    const link = (words: string) => `[${words}](https://example.org/1)`;
    const text = page(
      `1. What is a view? ${link('see the answer')}`,
      `2. Explain rows. ${link('Answer')}`,
      `3. Why is this no ${link('answer')}?`,
    );
    assert.deepEqual(found(text).questions, [
      `What is a view? → ${link('see the answer')}`,
      `Explain rows. → ${link('Answer')}`,
      `Why is this no ${link('answer')}?`,
    ]);
  });

  it('are numbered headings of which one has no marks', () => {
    const list = (item: string) =>
      page(
        ...['## 1. What is a view?', '', 'x', '', '    one', item, '', 'y', ''],
        ...['## 3. What is a form?', '', 'z', '', '## 4. Which ones?', '', '3. Why?', '4. And?'],
      );
    const others = ['What is a form? → z', 'Which ones? → 3. Why?\n4. And?'];
    assert.deepEqual(found(list('2. Describe a model.')).questions, [
      ...['What is a view? → x\n\n    one', 'Describe a model. → y', ...others],
    ]);
    // An item that asks nothing is a step of the answer; one among others belongs to a list.
    for (const step of ['2. A function', '1. Call it.\n2. What is sent?'])
      assert.deepEqual(found(list(step)).questions, [
        `What is a view? → x\n\n    one\n${step}\n\ny`,
        ...others,
      ]);
  });

  it('are headings, and bold paragraphs among them that ask in as whole sentences', () => {
    const head = (asked: string) => [`## ${asked}`, '', 'x', ''];
    const bold = (asked: string) => [`**${asked}**`, '', 'y', ''];
    const asked = ['a view', 'a form', 'a site'].map(name => `What is ${name}, and who calls it?`);
    const all = asked.map(one => [...head('Why?'), ...bold(one)]);
    const questions = (...more: readonly string[]) => found(page(...all.flat(), ...more)).questions;
    assert.deepEqual(
      questions('## Name one.', 'z'),
      [...asked.flatMap(one => ['Why? → x', `${one} → y`]), 'Name one. → z'].filter(
        (one, at, own) => own.indexOf(one) === at,
      ),
    );
    // Others in bold, and what is asked again, name parts of answers.
    for (const part of [
      'Performance',
      'When to use it?',
      asked[0] ?? '',
      'It is a thing, and what calls it.',
    ])
      assert.ok(questions(...head('How?'), ...bold(part)).includes(`How? → x\n\n**${part}**\n\ny`));
  });

  it('are numbered headings of which the last ones have no marks', () => {
    const list = (...items: readonly string[]) =>
      page('## 1. What?', '', 'x', '', '## 2. Why?', '', 'y', '', ...items, '', '## Sources', 'e');
    const asked = ['What? → x', 'Why? → y', 'Who?', 'Where? → z'];
    assert.deepEqual(found(list('3. Who?', '4. Where?', '', 'z')).questions, asked);
    // One alone may be anything, and a list begins with one.
    for (const items of [['3. Who?'], ['1. Who?', '2. Where?'], ['3. Who?', '4. It is here']])
      assert.equal(found(list(...items)).questions[1], `Why? → y\n\n${items.join('\n')}`);
  });

  it('are headings of which one has a mark too few', () => {
    const text = page(
      ...['## Basics', '#### 1. What is a view?', 'x', '### 2. What is a form?', 'y'],
      ...['#### 3. Rows', 'z', '## More', '#### 1. Who calls it?', 'w'],
    );
    assert.deepEqual(found(text).questions, [
      'Basics: What is a view? → x',
      'Basics: What is a form? → y',
      'Basics: Rows → z',
      'More: Who calls it? → w',
    ]);
  });

  it('are items of which some are headings, with addresses between them', () => {
    const heading = (words: string) => `* ###### ${words}  `;
    const address = (at: number) => `https://example.org/${at}`;
    const text = page(
      ...['# Web', `##### These are some of the questions${' that people ask'.repeat(20)}.`, ''],
      ...[heading('What is a view?'), `###### ${address(1)}`, `###### ${address(2)}  `],
      ...[heading('Name two forms'), heading('Explain keys'), ''],
      ...['* What is a mixin?', '* Explain rows  ', address(3), '* Who calls it?', '* When?  '],
      ...['', '### Further readings and sources:', `* [Rows](${address(4)}) by Ann`],
    );
    assert.deepEqual(found(text).questions, [
      `Web: What is a view? → ${address(1)}\n${address(2)}  `.trimEnd(),
      'Web: Name two forms',
      'Web: Explain keys',
      'Web: What is a mixin?',
      `Web: Explain rows → ${address(3)}`,
      'Web: Who calls it?',
      'Web: When?',
    ]);
  });

  it('are none among contents without links', () => {
    const text = page(
      ...['# Guide', '## Contents', '1. **Views**', '2. **Forms**', '3. **Cut off**', ''],
      ...['## 📌 Views', '1. What is a view?', '2. Who calls it?', '', '## Forms'],
      ...['1. What is a form?', '2. How is it saved?'],
    );
    assert.deepEqual(found(text).questions, [
      'Views: What is a view?',
      'Views: Who calls it?',
      'Forms: What is a form?',
      'Forms: How is it saved?',
    ]);
  });

  it('may end in years or in their numbers, unless most are of a table of contents', () => {
    const titles = ['When was it released?', 'What is a view?', 'Explain rows', 'Who?', 'Why?'];
    for (const line of [
      (words: string, at: number) => `- ${words}\t${2008 + at}`,
      (words: string, at: number) => `${words}\t${at}`,
      (words: string, at: number) => `${at + 1}. ${words} ........ ${at}`,
    ])
      for (const name of ['a.md', 'a.txt'])
        assert.equal(found(page(...titles.map(line)), name).questions.length, 5, line('', 0));
  });

  it('are below items that are headings if these name topics', () => {
    const text = page(
      ...['- # Django', '- What is a view?', '- What is a form?', '- # Python'],
      ...['- What is a list?', '- What is a tuple?', '- # SQL', '- What is a join?'],
    );
    assert.deepEqual(found(text).questions, [
      'Django: What is a view?',
      'Django: What is a form?',
      'Python: What is a list?',
      'Python: What is a tuple?',
      'SQL: What is a join?',
    ]);
  });

  it('are no steps of a README, before or behind them', () => {
    const steps = (heading: string, ...more: readonly string[]) => [
      ...[heading, '1. Create a branch.', '2. Run the server.', ...more],
    ];
    const asked = [
      ...['## Views', '1. What is a view?', '2. How is it called?', '3. Add a URL.'],
      ...['## Rows', '1. What is a row?', '2. What is a key?', '3. Who reads it?', '4. Why?'],
      ...['5. When?', '6. Where?', '7. How?'],
    ];
    const more = ['3. Add your question.', '4. Push it.'];
    for (const text of [
      page(...steps('## Installation'), ...asked),
      page(...asked, ...steps('## Setup')),
      page(...steps('## How to contribute', ...more), ...asked),
      page(...asked, ...steps('## Contributing', ...more)),
    ]) {
      const { questions } = found(text);
      assert.equal(questions.length, 10, text);
      assert.ok(questions.includes('Views: Add a URL.'));
    }
  });

  it('lose the name of who asked them, unless few or no two have it', () => {
    const asked = ['What is a view? *@ann-1*', 'Explain rows. (@ann-1)', 'Explain *@cache*'];
    const more = ['Who? *@ann-1*', 'Explain keys. (@bob)'];
    const list = (wordings: readonly string[]) =>
      found(page(...wordings.map((wording, at) => `${at + 1}. ${wording}`))).questions;
    assert.deepEqual(list([...asked, ...more]), [
      ...['What is a view?', 'Explain rows.', 'Explain *@cache*', 'Who?', 'Explain keys.'],
    ]);
    assert.deepEqual(list([...asked, 'Why?', 'When?']), [...asked, 'Why?', 'When?']);
    const decorators = ['What is read only? (@property)', 'What has no self? *@staticmethod*'];
    assert.deepEqual(list(decorators), decorators);
  });

  it('have empty boxes, of which letters below name the right ones', () => {
    const asked = (...below: readonly string[]) =>
      found(
        page(
          '## Q1 Views',
          '',
          '- [ ] A) run',
          '',
          '- [ ] B) wait',
          '',
          '- [ ] C) end',
          '',
          ...below,
        ),
      ).questions[0];
    const right = 'Q1 Views → - **A) run** ✓\n\n- B) wait\n\n- **C) end** ✓'.slice(3);
    assert.equal(
      asked('<details>', '  <summary>Show the answer</summary>', 'A,C', '</details>'),
      right,
    );
    assert.equal(asked('**Right answers:** A and C.'), right);
    assert.equal(asked('**Answer:**', '', 'AC', '', 'Why?'), `${right}\n\n**Answer:**\n\nWhy?`);
    const none = 'Views → - A) run\n\n- B) wait\n\n- C) end';
    assert.equal(asked('A,D'), `${none}\n\nA,D`);
    for (const words of ['Plan: A', 'Transport: A', 'CAB', 'Wrong answers: A, C'])
      assert.equal(asked(words), `${none}\n\n${words}`);
    for (const words of [
      'Correct options: A, C',
      '正确答案：AC',
      'Die richtigen Antworten: C und A',
      'The correct answers are: A, C',
      '✅ **Правильный ответ:** A и C',
      'Las respuestas correctas son: A y C',
      'Suggested answer: A, C',
      'Accepted response: A, C',
      'Verified response, official answer: AC',
      'Correct response: AC',
      '参考答案：AC',
      '正确答案是：AC',
      '本题答案：AC',
      'Risposta esatta: A, C',
    ])
      assert.equal(asked(words), right);
    // Words that are not known may say the opposite.
    for (const words of [
      'Not correct: A',
      'Common wrong answers: A, C',
      'These are not right: A, C',
      'False answer: A',
      'Never the right answer: A',
      'Falsche Antwort: A',
      'Respuesta incorrecta: A',
      'Неправильный ответ: A',
      '不正确答案：A',
      'Answers to avoid: A',
    ])
      assert.equal(asked(words), `${none}\n\n${words}`);
    assert.equal(asked('A wait'), `${none}\n\nA wait`);
    assert.equal(
      found(page('## What?', '', '- [ ] run', '- [x] wait', '', 'A')).questions[0],
      'What? → - run\n- **wait** ✓\n\nA',
    );
  });

  it('have bullets, of which letters below name the right ones', () => {
    const asked = (...below: readonly string[]) =>
      found(page('### Q1: What does it do?', '', ...below)).questions[0]?.replace(/^.* → /, '');
    const lettered = ['- A: run', '- B: wait', '- C: end'];
    assert.equal(asked(...lettered, '---', 'BC'), '- A: run\n- **B: wait** ✓\n- **C: end** ✓');
    const right = '- `run`\n- **`wait`** ✓';
    for (const label of ['Answer', 'Đáp án', 'Resposta', 'Respuesta', 'Risposta', 'Ответ', 'উত্তর'])
      assert.equal(asked('- `run`', '- `wait`', '', `**${label}: B**`), right);
    for (const label of ['Réponse', 'Antwort', '答案', '解答', '정답', '답', '答え'])
      assert.equal(asked('- `run`', '- `wait`', '', `${label}：B`), right);
    assert.equal(
      asked(
        ...['- `run`', '- `wait`', '', '<details><summary>Xem đáp án</summary>', ''],
        ...['- **Đáp án: B**', '- Nó dừng lại.', '</details>'],
      ),
      `${right}\n\n**Đáp án: B**\n\n- Nó dừng lại.`,
    );
    const explained = ['', 'Answer: B', '', '- A ends.', '- B waits.'];
    assert.match(asked(...lettered, ...explained) ?? '', /^- A: run\n- \*\*B: wait\*\* ✓\n/);
    const small = ['- a. run', '- b. wait', '- c. stop', ''];
    for (const [key, ticked] of [
      ['Answer: b', ['- a. run', '- **b. wait** ✓', '- c. stop']],
      ['**Answer: a and c**', ['- **a. run** ✓', '- b. wait', '- **c. stop** ✓']],
    ] as const)
      assert.equal(
        asked(...small, key, 'Explanation: it ends.'),
        [...ticked, '', 'Explanation: it ends.'].join('\n'),
      );
    for (const other of [
      [...small, 'a'],
      [...small, 'Answer: a bad one'],
      ['- `run`', '- `wait`', '', 'Answer: a'],
      // A heading: what is below it would lose it.
      ['**Python**', '', '- counts', '- cycles', '- pools', '', '**C**', '', '- malloc'],
      ['- same', '- partitioned', '', 'A'],
      ['- clean', '- tested', '', 'Correct: A', '', '- more'],
      ['- A: run', '- B: wait', '', 'B', '', '- later'],
      ['- `run`', '- `wait`', '', 'D'],
      ['- `run`', 'Or else:', '- `wait`', '', 'Answer: A'],
      ['- `run`', '  - `soon`', '', 'Answer: A'],
      ['- `run`', '- `wait`', '', 'Plan: B'],
      ['- `run`', '- B'],
    ])
      assert.equal(asked(...other), other.join('\n'));
  });

  it('are behind their topic in bold, unless it asks itself', () => {
    const text = page(
      ...[
        '## Models',
        '',
        '- **Keys**: Which of them would you index?',
        '- **过拟合**：怎么解决？',
      ],
      ...['- **Why not?** Who says so?', '- **View**: Is a callable.', ''],
    );
    assert.deepEqual(found(text).questions, [
      'Models: Keys: Which of them would you index?',
      'Models: 过拟合：怎么解决？',
      'Models: Why not? → Who says so?',
      'Models: View → Is a callable.',
    ]);
  });

  it('are numbers behind a tab, with bullets behind one in their answers', () => {
    const text = page(
      ...['### Basics', '', '\t1.\tWhat is a model?', 'A class.', '', '\t2.\tWhat are types?'],
      ...[
        'These:',
        '\t•\tint',
        '\t•\tstr',
        '',
        '\t10.\tExplain loops.',
        '\t•\tA loop goes on.',
        '\t•\tOver a `List<String>`',
        '',
      ],
    );
    assert.deepEqual(found(text).questions, [
      'Basics: What is a model? → A class.',
      'Basics: What are types? → These:\n- int\n- str',
      'Basics: Explain loops. → - A loop goes on.\n- Over a `List<String>`',
    ]);
  });

  it('are in italics within bold, and behind an arrow', () => {
    const asked = (text: string) => found(text).questions.map(one => one.replace(/ → .*/s, ''));
    const loud = ['What is `this`?', 'What is it for?', 'Why?'].map(
      (title, at) => `# **_Q. ${title}_**\n\nAnswer ${at}.\n`,
    );
    assert.deepEqual(asked(`# **Questions on this**\n\n${loud.join('\n')}`).slice(-3), [
      ...['Questions on this: What is `this`?', 'Questions on this: What is it for?'],
      'Questions on this: Why?',
    ]);
    assert.deepEqual(
      asked(
        ['--> 1.What is it?', 'So.', '--> 2. Why is it so?', 'Thus.', '--> 3. When?', 'Now.'].join(
          '\n\n',
        ),
      ),
      ['What is it?', 'Why is it so?', 'When?'],
    );
  });

  it('are headings above folded parts of their answers', () => {
    const part = (title: string) =>
      `<details class="box"><summary>${title}</summary>\n<p>\n\n\`run\`\n\n</p>\n</details>\n`;
    const tasks = ['List all resources.', 'Create a namespace called `a`.', 'Delete it.'].map(
      (title, at) => `#### 02-0${at + 1}. ${title}\n\n${part('Overview')}\n${part('Solution')}`,
    );
    assert.deepEqual(
      found(`## Tasks\n\n${tasks.join('\n')}`).questions.map(one => one.replace(/ → .*/s, '')),
      [
        ...['Tasks: List all resources.', 'Tasks: Create a namespace called `a`.'],
        'Tasks: Delete it.',
      ],
    );
  });

  it('are lines below those that end in "Questions:", without advice around them', () => {
    const sections = {
      'General Questions': ['Why did you learn it?', 'Do you like it?', 'Talk about your editor.'],
      'Language Questions': ['What is a val?', 'How does yield work?', 'Explain traits.'],
      'Coding Questions': ['How do you flatten a list?', 'What is the difference?', 'Why?'],
      'Fun Questions': ["What's a cool project?", 'Do you like tests?', 'Which ones?'],
    };
    const text = page(
      ...['# Scala', '', 'Here are the popular ones.', ''],
      ...Object.entries(sections).flatMap(([name, asked]) => [`${name}:`, '', ...asked]),
      ...['', 'First, think why you need them. See below.', '', 'Practical', ''],
      ...['See if they refactor.'],
    );
    assert.deepEqual(
      found(text).questions,
      Object.entries(sections).flatMap(([name, asked]) => asked.map(one => `${name}: ${one}`)),
    );
    const { readings } = findQuestions('list.md', text);
    assert.deepEqual(
      readings[0]?.leftOut.map(({ text: words }) => words.slice(0, 9)),
      ['Here are ', 'First, th', 'Practical', 'See if th'],
    );
  });

  it('keep lists below words with a colon in their answers', () => {
    const ask = (name: string, ...items: readonly string[]) => [
      ...['', name, ...items.map((item, at) => `${at + 1}. ${item}`), ''],
    ];
    const first = ask('Ask:', 'Is there an index?', 'How many rows?');
    const second = ask('Ask:', 'What changes?', 'Is it tested?');
    const third = ask('Follow-ups:', 'What changes?', 'Is it tested?');
    for (const title of [(text: string) => [`### ${text}`], (text: string) => [`**${text}**`]]) {
      const titles = ['How do you debug?', 'How do you review?', 'What is a view?'];
      const [debug = [], review = [], view = []] = titles.map(title);
      const text = page(...debug, ...first, ...review, ...second, ...view, '', 'A callable.', '');
      assert.deepEqual(
        found(text).questions.map(one => one.replace(/ → .*/s, '')),
        titles,
      );
    }
    const told = ['Tell me about project 1.', 'Tell me about project 2.', 'And of project 3?'];
    const projects = told.flatMap(title => [`### ${title}`, '', 'It was fun.', ...third]);
    assert.equal(found(page(...projects)).questions.length, 3);
  });

  it('are in items with a link to their solution, which lead to no heading', () => {
    const items = ['Sum', 'Sort', 'Search'].map(
      (title, at) =>
        `${at + 1}. [What is ${title}?](#q${at}) - [Solution](https://a.example/${at})`,
    );
    assert.equal(found(page(...items, '')).questions.length, 3);
  });

  it('have choices without bullets, of which a letter below names the right one', () => {
    const text = page(
      ...['1. What is a view?', '', 'A. A table', 'B. A callable', 'C. A file', 'View Answer', ''],
      ...['Ans : B', 'Explanation: It takes a request.', ''],
      ...['2. Which are fields?', 'a) CharField', 'b) View', '', 'Answer: a) CharField', ''],
      ...['3. Who calls it?', 'a) The router', 'b) You', '', 'Answer: the person', ''],
      ...['4. What is printed?', 'a.append(1)', 'b.append(2)', '', 'Answer: b', ''],
      ...['5. And here?', '```', 'A. x', 'B. y', '```', '', 'Answer: B', ''],
    );
    assert.deepEqual(found(text).questions, [
      'What is a view? → - A. A table\n- **B. A callable** ✓\n- C. A file\n\nExplanation: It takes a request.',
      'Which are fields? → - **a) CharField** ✓\n- b) View',
      'Who calls it? → a) The router\nb) You\n\nAnswer: the person',
      'What is printed? → a.append(1)\nb.append(2)\n\nAnswer: b',
      'And here? → ```\nA. x\nB. y\n```\n\nAnswer: B',
    ]);
  });

  it('are bold in a section where the items of the other reading ask nothing', () => {
    const text = page(
      ...['# About you', '', '**1. Why this work?**', '  * Example: "I like it."', ''],
      ...['__2. What stresses you?__', '  * Example: "Not much."', ''],
      ...['**3. Any questions?**', '  * Example: "Yes."', ''],
      ...[
        '# Technical',
        '',
        '* What is XSS?',
        '* What is CSRF?',
        '* What is a nonce?',
        '* Why TLS?',
      ],
      ...['* How do you hash?', '* Who signs?'],
    );
    assert.deepEqual(found(text).questions.slice(0, 4), [
      ...['About you: Why this work? → * Example: "I like it."'],
      ...['About you: What stresses you? → * Example: "Not much."'],
      ...['About you: Any questions? → * Example: "Yes."', 'Technical: What is XSS?'],
    ]);
  });

  it('are headings in HTML that is indented', () => {
    const html = ['What is Perl?', 'Why?', 'How?'].map(
      (title, at) =>
        `<div id="q${at}">\n  <h3>${at + 1}. ${title}</h3>\n  <p>So ${at}.</p>\n</div>\n`,
    );
    assert.deepEqual(
      found(html.join('\n')).questions.map(one => one.replace(/ → .*/s, '')),
      ['What is Perl?', 'Why?', 'How?'],
    );
  });

  it('are headings in HTML, however they are closed', () => {
    const ends = ['</h3>', '<h3>', '</h4>', '<?/h3>'];
    assert.deepEqual(
      found(ends.map((end, at) => `<h3 class="q">${at + 1}. What is ${at}?${end}`).join('\n'))
        .questions,
      ends.map((_, at) => `What is ${at}?`),
    );
  });

  it('are numbered headings, of which a few have no stop behind their number', () => {
    const asked = ['1. What?', '2. Why?', '3. Who?', '4. When?', '5. Where?', '7 How is it done?'];
    const found5 = (...more: readonly string[]) =>
      found(page(...[...asked, ...more].flatMap(one => [`## ${one}`, '', 'x', '']))).questions;
    assert.deepEqual(found5('8. Which?').slice(4), [
      ...['Where? → x', 'How is it done? → x', 'Which? → x'],
    ]);
    // What is far from the count is a part of the wording.
    assert.deepEqual(found5('404 is what?').slice(-1), ['404 is what? → x']);
  });

  it('are headings of one level that do not ask, also below one that has a mark too few', () => {
    const asked = ['What is F?', 'What is G?', 'The command for H', 'What is I?', 'What is J?'];
    const text = page(
      ...['# Commands', '', ...asked.flatMap(one => [`### ${one}`, '', '**Ans:** x', ''])],
      ...['### What is K?', '', 'x', '', '## What if a script fails?', '', 'See its log.', ''],
      ...['### Where is it?', '', 'y', '', '## More', '', '### The command for L', '', 'z'],
    );
    assert.deepEqual(found(text).questions, [
      ...[...asked, 'What is K?'].map(one => `Commands: ${one} → x`),
      'Commands: What if a script fails? → See its log.',
      'Commands: Where is it? → y',
      'More: The command for L → z',
    ]);
    // One of the level below is more about it.
    const few = ['## What is F?', '', 'x', '', '### And why?', '', 'y', '', '## And G?', '', 'z'];
    assert.equal(found(page('# Commands', '', ...few)).questions.length, 2);
  });

  it('lose the codes of categories whose initials they have', () => {
    const task = (code: string) => [`### ${code} — Joins ${code}`, '', 'List them.', ''];
    const text = (first: string) =>
      page(
        ...[`## ${first}`, '', ...task('B1'), ...task('B2'), ...task('B11')],
        ...['## 🔴 Expert', '', ...task('E1'), ...task('E4')],
      );
    assert.deepEqual(found(text('Beginner')).questions.slice(2, 4), [
      'Beginner: Joins B11 → List them.',
      '🔴 Expert: Joins E1 → List them.',
    ]);
    assert.match(found(text('Warnings')).questions[0] ?? '', /^Warnings: B1 — Joins/);
  });

  it('are in a list above their answers, also those that have none yet', () => {
    const asked = [
      'What is a row?',
      'What is a view for?',
      'Why lock a table?',
      'What is an index?',
    ];
    const answers = [
      'What is a row?',
      'Why lock a table?',
      'What is an index good for?',
      'Who locks?',
    ];
    const text = (...links: readonly string[]) =>
      page(
        ...['# Tables', '', ...links, ...[...asked, 'Who locks?'].map(one => `- ${one}`)],
        ...['', '## Answers', '', ...answers.flatMap(one => [`### ${one}`, '', 'x', ''])],
      );
    // One that goes on in its heading is answered there.
    assert.deepEqual(found(text()).questions, [
      'Tables: What is a view for?',
      ...answers.map(one => `Answers: ${one} → x`),
    ]);
    // Beside links they are contents.
    assert.equal(found(text('- [Answers](#answers)')).questions.length, 4);
  });

  it('are headings within another answer, if theirs are folded', () => {
    const folded = ['<details>', '<summary>展开</summary>', '', 'x', '</details>', ''];
    const inner = ['Why is a row locked?', 'What is a lock?', 'Who holds it?'];
    const text = (body: readonly string[]) =>
      page(
        ...['# Tables', '', '### What is a row?', '', 'One of many.', ''],
        ...inner.slice(0, 2).flatMap(one => [`##### ${one}`, ...body]),
        ...['### What is a view?', '', 'A query.', '', `##### ${inner[2]}`, ...body],
      );
    assert.deepEqual(found(text(folded)).questions, [
      'Tables: What is a row? → One of many.',
      ...inner.slice(0, 2).map(one => `Tables: ${one} → x`),
      'Tables: What is a view? → A query.',
      `Tables: ${inner[2]} → x`,
    ]);
    assert.equal(found(text(['', 'x', ''])).questions.length, 2);
  });

  it('are both of two numbers, of which one asks', () => {
    const text = page(
      ...['## Views', '1. What is a view?', '2. Who calls it?', '3. When?', ''],
      ...['## Exercises', '1. Is a number prime?', '2. All orders of letters'],
    );
    assert.deepEqual(found(text).questions.slice(3), [
      'Exercises: Is a number prime?',
      'Exercises: All orders of letters',
    ]);
  });

  it('have categories without marks', () => {
    for (const heading of ['**Views** :-', '__Views__', 'Views：', '**Views：**', 'Views:'])
      assert.deepEqual(found(page(`## ${heading}`, '', '- What?', '- Why?')).questions, [
        'Views: What?',
        'Views: Why?',
      ]);
  });

  it('are tasks in other languages, too', () => {
    const tasks = [
      ['Explique la sesión', 'Descreva o cache', 'Cómo se guarda', 'O que é um campo?'],
      ['Расскажите о сессиях', 'Как устроен кэш', 'Опишите поле', 'Что это?'],
      ['Expliquez la session', 'Pourquoi un cache', "Qu'est-ce que c'est", 'Quelle vue ?'],
    ];
    for (const wordings of tasks) {
      const text = page(
        '# A',
        '',
        'Words.',
        '',
        ...wordings.flatMap(one => [`## ${one}`, '', 'x']),
      );
      const { readings } = findQuestions('a.md', text);
      assert.deepEqual(
        readings[0]?.questions.map(({ title }) => title),
        wordings,
      );
      assert.ok(readings[0].certainty > 0.85, String(readings[0].certainty));
    }
  });

  it('are wordings that go on in their choices', () => {
    const text = page(
      ...['1. Which one caches?', '    - A. Redis', '    - B. nginx', ''],
      ...['1. Compared with a thread, a process has:', '    - A. more.', '    - B. less.', ''],
      ...['1. What else?', '    - A. This', '    - B. That'],
    );
    assert.deepEqual(found(text), {
      shape: 'numbers',
      questions: [
        'Which one caches? → - A. Redis\n- B. nginx',
        'Compared with a thread, a process has: → - A. more.\n- B. less.',
        'What else? → - A. This\n- B. That',
      ],
    });
  });

  it('keep the headings that are deeper than those of their categories', () => {
    const part = ['', '#### Example', '', 'This one.', ''];
    const answers = [' → Text.\n\n#### Example\n\nThis one.', ''];
    const list = (one: string, two: string, answer = 'Text.') =>
      page(
        '# List',
        '',
        '## Basics',
        '',
        one,
        '',
        answer,
        ...part,
        two,
        '',
        '## License',
        '',
        'MIT',
      );
    const expected = ['Basics: What is a form?', 'Basics: What is a view?'].map(
      (title, index) => title + (answers[index] ?? ''),
    );
    for (const [one, two, answer] of [
      ['1. What is a form?', '2. What is a view?'],
      ['1. **What is a form?**', '2. **What is a view?**'],
      ['**What is a form?**', '**What is a view?**'],
      ['Q: What is a form?', 'Q: What is a view?', 'A: Text.'],
    ] as const)
      assert.deepEqual(found(list(one, two, answer)).questions, expected);
    // Without any heading above, too, and not where the heading asks.
    const { readings } = findQuestions(
      'a.md',
      page('**Who?**', '', 'x', '', '### So', '', 'y', '', '### Why?', '', 'z', '', '**When?**'),
    );
    assert.deepEqual(readings.find(({ shape }) => shape === 'bold')?.questions.map(told), [
      'Who? → x\n\n### So\n\ny',
      'Why?: When?',
    ]);
  });

  it('are all of a run of numbers, of which most ask', () => {
    const text = page(
      ...['## Chance', '', '1. What is a mean?', '2. What is a median?'],
      ...['4. Say that a server fails five times a year.', '\t1. Will it fail today?'],
      ...['5. Why is that?', '6. Derive the estimator of the rate of a distribution.', ''],
      ...['## Steps', '', '1. Who reviews this?', '', 'Before that:', '', '1. Pull the branch.'],
      ...['2. Run all of the tests.', '', '2. Who merges it?'],
      ...['3. Why?', '4. What then?'],
    );
    assert.deepEqual(found(text), {
      shape: 'numbers',
      questions: [
        'Chance: What is a mean?',
        'Chance: What is a median?',
        'Chance: Say that a server fails five times a year. → 1. Will it fail today?',
        'Chance: Why is that?',
        'Chance: Derive the estimator of the rate of a distribution.',
        'Steps: Who reviews this? → Before that:\n\n1. Pull the branch.\n2. Run all of the tests.',
        'Steps: Who merges it?',
        'Steps: Why?',
        'Steps: What then?',
      ],
    });
  });

  it('are all numbers from one to the last, if some of them ask', () => {
    const asks = ['1. What is a row?', '2. Let and var', '3. Rows, tables', '4. Sum(1)(2)'];
    const more = ['5. How is one saved?', '6. Event loop', '7. Promises'];
    assert.deepEqual(found(page('# Rows', '', ...asks, ...more)).questions, [
      ...['Rows: What is a row?', 'Rows: Let and var', 'Rows: Rows, tables', 'Rows: Sum(1)(2)'],
      ...['Rows: How is one saved?', 'Rows: Event loop', 'Rows: Promises'],
    ]);
  });

  it('are called so in other languages', () => {
    const text = page(
      ...[
        '## Índice',
        'Todo.',
        '## Pregunta 1: ¿Qué es?',
        'Esto.',
        '## Вопрос 2: Что это?',
        'Это.',
      ],
      ...['## Pergunta 3: O modelo.', 'Isto.', '## Pytanie 4. Po co?', 'Tak.'],
    );
    const questions = ['¿Qué es? → Esto.', 'Что это? → Это.', 'O modelo. → Isto.', 'Po co? → Tak.'];
    assert.deepEqual(found(text).questions, questions);
  });

  it('are counted in tables, of which only some are answered below', () => {
    const rows = ['What is a row?', 'Explain the keys.', 'Why is it lazy?', 'Name a lookup.'];
    const row = (title: string, at: number) => `| ${at + 1}. | ${title} |`;
    const text = (last: string) =>
      page(
        ...['# Notes on models', '', '| No. | Questions |', '|---|---|'],
        ...[...rows.map(row), last, '', '# 1. What is a row?', '', 'An object.', ''],
        ...['# 2. Explain the keys.', '', 'They are unique.', '', '# 6. When?', '', 'Late.'],
      );
    const below = ['What is a row? → An object.', 'Explain the keys. → They are unique.'];
    assert.deepEqual(found(text('| 5. | Which keys are natural? |')).questions, [
      ...['Why is it lazy?', 'Name a lookup.', 'Which keys are natural?'].map(
        title => `Notes on models: ${title}`,
      ),
      ...[...below, 'When? → Late.'],
    ]);
    // Beside as many links, they are still to be written.
    const links = ['Who?', 'Where?', 'Which?', 'Is it?'].map(words => `| 5. | [${words}](#a) |`);
    const [first = ''] = found(text(page(...links))).questions;
    assert.match(first, /^Notes on models → /);
  });

  it('are counted with a letter behind the number', () => {
    const text = page(
      ...['## 7. What is logged?', '', 'x', '', '## 8a What is shown?', '', 'y', ''],
      ...['## 8b Why so?', '', 'z', '', '## 9c) How often?', '', 'Once.'],
    );
    const questions = ['What is logged? → x', 'What is shown? → y', 'Why so? → z'];
    assert.deepEqual(found(text).questions, [...questions, 'How often? → Once.']);
    // French and Dutch count in this way: 1e is the first.
    const names = [
      '2d Arrays',
      '3D Design',
      '5g Networks',
      '8b or not',
      '5c Compiler: what is it?',
    ];
    for (const title of [...names, '1e Forme normale', '3e Normaalvorm: wat is dat?'])
      assert.equal(undress(title).title, title);
  });

  it('may end on the line below their number', () => {
    const text = page(
      ...[
        '1) What is a model?',
        'A class that',
        '',
        'has rows.',
        '2) Can two models share a table,',
      ],
      ...['and is a proxy one way to do this?', 'Yes, it is.', '3) Mixins', 'Are they classes?'],
    );
    assert.deepEqual(found(text, 'a.txt').questions, [
      'What is a model? → A class that\n\nhas rows.',
      'Can two models share a table, and is a proxy one way to do this? → Yes, it is.',
      'Mixins → Are they classes?',
    ]);
  });

  it('are not in a table that is the answer to its heading, or part of it', () => {
    const asked = (topic: readonly string[]) =>
      found(
        page(
          ...['## What is REST?', '', 'A style.', '', '## Which are safe?', '', 'GET.', ''],
          ...['## Topic', '', ...topic, '', '## What is a URL?', '', 'An address.'],
        ),
      ).questions;
    const rows = ['| Is it kept? | yes |', '| Is it shared? | no |', '| Is it lazy? | no |'];
    const table = (head: string) => [head, head.replace(/[^|]+/g, '-'), ...rows];
    const wide = (head: string) =>
      table(head).map(row => `${row}${row.slice(row.lastIndexOf('| '))}`);
    const code = ['', 'So is this:', '', '```python', 'x = 1', '```'];
    for (const topic of [
      [...table('| Question | Answer |'), ...code],
      table('| Question | Header |'),
      wide('| Question | Process |'),
      wide('| | Process |'),
    ])
      assert.deepEqual(asked(topic), [
        ...['What is REST? → A style.', 'Which are safe? → GET.'],
        `Topic → ${topic.join('\n')}`,
        'What is a URL? → An address.',
      ]);
    assert.deepEqual(asked(table('| Question | Answer |')).slice(2, 4), [
      ...['Topic: Is it kept? → yes', 'Topic: Is it shared? → no'],
    ]);
  });

  it('are counted in the digits of any script', () => {
    const headings = page(
      ...['## ক্যাশ', '', '### ১. ক্যাশ কি?', '**উত্তর:** দ্রুত স্মৃতি।', '', '### ২. কুকি কি?'],
      ...['ছোট লেখা।', '', '### ১১. Middleware', 'মাঝখানে।'],
    );
    assert.deepEqual(found(headings).questions, [
      'ক্যাশ: ক্যাশ কি? → দ্রুত স্মৃতি।',
      'ক্যাশ: কুকি কি? → ছোট লেখা।',
      'ক্যাশ: Middleware → মাঝখানে।',
    ]);
    const items = page('१. क्या है कैश?', '', 'तेज़ स्मृति।', '', '२. कुकी क्या है?', '', 'छोटा पाठ।');
    assert.deepEqual(found(items).questions, ['क्या है कैश? → तेज़ स्मृति।', 'कुकी क्या है? → छोटा पाठ।']);
    assert.equal(undress('４２、是什么').number, 42);
  });
  it('are read from a file that is one block of Markdown', () => {
    const text = page(
      '',
      '```markdown',
      '## 1. What is it?',
      'This.',
      '```py',
      'x',
      '```',
      '',
      '```',
    );
    const { readings } = findQuestions('a.md', text);
    assert.deepEqual(found(text).questions, ['What is it? → This.\n```py\nx\n```']);
    assert.deepEqual(readings[0]?.leftOut, []);
    assert.deepEqual(found(`${text}\nNo question.\n`).questions, []);
  });

  it('are numbered tasks in bold, whose folded answers nobody closes', () => {
    const tasks = [
      'Create an app called *shop*. All that follows is in it.',
      'Change the name of its model.',
      'Get the rows that have no price.',
      'Remove the app again.',
    ];
    const text = page(
      ...['## Course', '', '1. Read [this](https://example.org).', '', '### Apps', ''],
      ...tasks.flatMap((task, at) => [
        `${at + 1}. **${task}**`,
        ...['    <details><summary>show</summary><p>', '', `        run ${at}`, ''],
        ...['    **Note**: look again.', ''],
      ]),
    );
    const questions = findQuestions('a.md', text).readings[0]?.questions ?? [];
    assert.deepEqual(
      questions.map(({ title, category }) => `${category}: ${title}`),
      tasks.map(task => `Apps: ${task}`),
    );
    assert.ok(questions.every(({ answer }, at) => answer.includes(`run ${at}`)));
    assert.ok(questions.every(({ answer }) => answer.endsWith('**Note**: look again.')));
  });

  it('have bold letters that begin anew in each chapter, unlike the choices of others', () => {
    const code = ['', '```python', 'x = 1', '```', ''];
    const text = page(
      ...['# Exercises', '', '> Try each.', '', '# Names', ''],
      ...['**a)** Check that the name is set.', ...code, '**b)** Print it.', ...code],
      ...['# Lists', '', '**a)** Sort the given list.', ...code],
      ...['**c)** Is a tuple a list?', '', 'No.', ''],
    );
    const answer = '```python\nx = 1\n```';
    assert.deepEqual(found(text).questions, [
      `Names: Check that the name is set. → ${answer}`,
      `Names: Print it. → ${answer}`,
      `Lists: Sort the given list. → ${answer}`,
      'Lists: Is a tuple a list? → No.',
    ]);
    const choices = ['**a)** One', '', '**b)** Two', '', '**c)** None', ''];
    const quiz = page(
      ...['# Quiz', '', '1. How many?', '', ...choices, 'Answer: b', ''],
      ...['2. How often?', '', ...choices, 'Answer: c', ''],
    );
    assert.deepEqual(
      (findQuestions('a.md', quiz).readings[0]?.questions ?? []).map(({ title }) => title),
      ['How many?', 'How often?'],
    );
  });

  it('are tasks that lead to one site, all of them, and no links to others', () => {
    const tasks = ['Reverse the rows', 'Remove a row', 'Find the oldest row', 'Sort the rows'];
    const at = (site: string) => (words: string) => `- [${words}](https://${site}/${words.length})`;
    const text = page(
      ...['# Course', '', '## Rows', '', ...tasks.map(at('solved.example'))],
      ...['', '## Keys', '', ...['Delete a key', 'The two towers'].map(at('solved.example'))],
      ...['', '## Credits', '', at('books.example')('The art of keys')],
    );
    const titles = (from: string) =>
      (findQuestions('a.md', from).readings[0]?.questions ?? []).map(({ title }) =>
        title.replace(/^\[|\].*$/g, ''),
      );
    assert.deepEqual(titles(text), [...tasks, 'Delete a key', 'The two towers']);
    const articles = ['Rows', 'Keys', 'Views', 'Joins', 'Locks', 'Users'].map(at('read.example'));
    assert.deepEqual(titles(`${text}\n## Articles\n\n${articles.join('\n')}\n`).length, 6);
    const others = tasks.map((task, n) => at(`site${n}.example`)(task));
    assert.deepEqual(titles(page('# Links', '', ...others, '', '## More', '', ...articles)), []);
  });

  it('are none above folded contents, or among those in HTML', () => {
    const folded = page(
      ...['# Notes', '', '## Contents', '', '### Views', '', '<details>'],
      ...['<summary>View contents</summary>', '', '* [ What is a view?](#what-is-a-view)'],
      ...['* [Who calls it?](#who-calls-it)', '</details>', '', '---', '', '## Views', ''],
      ...['### What is a view?', '', 'Code.', '', '### Who calls it?', '', 'The router.'],
      ...['', '### Why is it a class?', '', 'To inherit.'],
    );
    assert.deepEqual(found(folded).questions, [
      'Views: What is a view? → Code.',
      'Views: Who calls it? → The router.',
      'Views: Why is it a class? → To inherit.',
    ]);
    const html = page(
      ...['# Notes', '', '* <a href="#views">Views</a>', '* <a href="#old-keys">Old keys</a>'],
      ...['', '## Views', '* What is a view?', '', '## Old keys', '* Why are there keys?'],
    );
    assert.deepEqual(found(html).questions, [
      'Views: What is a view?',
      'Old keys: Why are there keys?',
    ]);
  });

  it('are the headings that ask more about a numbered one, and count below it', () => {
    const text = page(
      ...['# Data', '', '## Keys', '', '### 1. What is a key?', '', 'A column.', ''],
      ...['#### 1-1. Which keys are there?', '', 'Two kinds.', ''],
      ...['#### 1-2) Uses', '', 'Joins.', '', '### Foreign keys', '', 'They point.', ''],
      ...['### 2. Why are keys unique?', '', 'To find one row.', ''],
      ...['#### 2.1 How is that checked?', '', 'By an index.', ''],
    );
    assert.deepEqual(found(text).questions, [
      'Keys: What is a key? → A column.',
      'Keys: Which keys are there? → Two kinds.\n\n#### 1-2) Uses\n\nJoins.',
      'Keys: Foreign keys → They point.',
      'Keys: Why are keys unique? → To find one row.',
      'Keys: How is that checked? → By an index.',
    ]);
  });

  it('are no headings of the file with a picture before them', () => {
    const text = page('## 📘 Contents', 'All.', '## What is it?', 'This.', '## Why?', 'So.');
    assert.deepEqual(found(text).questions, ['What is it? → This.', 'Why? → So.']);
  });

  it('are tasks in a sentence, too, where the others have numbers and it waits for its answer', () => {
    const text = page('## 1) What is it?', '', 'This.', '', '## 2) Reverse a list in place.');
    assert.deepEqual(found(text).questions, ['What is it? → This.', 'Reverse a list in place.']);
  });

  it('are below topics, in headings that say so', () => {
    const { text, ...rest } = {
      text: page(
        ...['## 1. Caches', '### Frage (W/F): Caches liegen stets im Speicher.', '- [ ] Wahr', ''],
        ...[
          '<details>',
          '    <summary>Antwort</summary>',
          '    Antwort: Falsch.',
          '    Auch in Dateien.',
        ],
        ...['', '        code', '</details>', ''],
        ...['## 2. Ist ein Cache nötig?', '### Frage (W/F): Nein.', 'Er ist schnell.', ''],
        ...[
          '## 3. Signale',
          '### Frage (MC): ',
          '- [ ] a) vorher',
          '- [ ] b) nachher',
          '',
          'b',
          '',
        ],
        ...['## 4. Formulare', '### Frage: Wer prüft?', 'Das Formular.'],
      ),
      shape: 'headings',
      questions: [
        'Caches: Caches liegen stets im Speicher. → - Wahr\n\nAntwort: Falsch.\nAuch in Dateien.\n\n        code',
        'Ist ein Cache nötig?: Nein. → Er ist schnell.',
        'Signale: Signale → - a) vorher\n- b) nachher\n\nb',
        'Formulare: Wer prüft? → Das Formular.',
      ],
    };
    assert.deepEqual(found(text), rest);
  });

  it('are all numbers without a gap, if half of them ask', () => {
    const { text, ...rest } = {
      text: page(
        ...['# Tasks', '', '1. How is a view stopped?', '2. Sums of squares, by a manager'],
        ...['3. Using two managers, the odd and even rows', '4. Explain what is wrong here.'],
        ...['```', 'x', '```', '', '5. What is lazy?', '6. Dining views', '```', 'y', '```'],
      ),
      shape: 'numbers',
      questions: [
        'Tasks: How is a view stopped?',
        'Tasks: Sums of squares, by a manager',
        'Tasks: Using two managers, the odd and even rows',
        'Tasks: Explain what is wrong here. → ```\nx\n```',
        'Tasks: What is lazy?',
        'Tasks: Dining views → ```\ny\n```',
      ],
    };
    assert.deepEqual(found(text), rest);
  });

  it('are several lines above the label of their answer, with numbers in any order', () => {
    const long = 'Um protocolo pode ser implementado de muitas formas, das quais interessam';
    const text = `# Exame

6 - ${long}
as mais rápidas. Explique como.
Resposta:
  - É rápido.

10-${long}
as mais seguras. Explique porquê.
Resposta:
É seguro.

9-${long}
as mais simples. Escolha uma.
a) Esta
b) Aquela
Solução:
  - Esta.

4-${long}
outras. Indique quais.
Solução:
É outra.
`;
    const questions = findQuestions('a.md', text).readings[0]?.questions;
    assert.deepEqual(
      questions?.map(({ title, answer }) => [title, answer.split('\n')[0]]),
      [
        [`${long} as mais rápidas. Explique como.`, '- É rápido.'],
        [`${long} as mais seguras. Explique porquê.`, 'É seguro.'],
        [`${long} outras. Indique quais.`, 'É outra.'],
      ],
    );
  });

  it('go on behind a dash if what is there asks', () => {
    const text =
      '# C#\n\n- What is a list?\n- Explain a modifier – “internal” in C#?\n- A map – pairs\n';
    const [reading] = findQuestions('a.md', text).readings;
    assert.deepEqual(
      reading?.questions.map(({ title, answer }) => `${title} ${answer}`.trim()),
      ['What is a list?', 'Explain a modifier – “internal” in C#?', 'A map pairs'],
    );
  });

  it('are quoted numbers above options', () => {
    const { text, ...rest } = {
      text: page(
        ...['a quiz of models', '---', 'choose :fire:', '> 1. What is a row?', '- [ ] A table'],
        ...['- [x] A record', '> 2. A field is', '- [x] a column', '> 3. not above an option', ''],
      ),
      shape: 'numbers',
      questions: [
        'a quiz of models: What is a row? → - A table\n- **A record** ✓',
        'a quiz of models: A field is → - **a column** ✓\n> 3. not above an option',
      ],
    };
    assert.deepEqual(found(text), rest);
  });

  it('lose the escapes that keep addresses from becoming links', () => {
    const text = page('## What is www&#46;example&#46;org?', 'One.', '## Why &#42;?', 'Two.');
    assert.deepEqual(found(text).questions, [
      'What is www.example.org? → One.',
      'Why &#42;? → Two.',
    ]);
  });
  it('are tasks without a text yet among headings, in Russian', () => {
    const text = page(
      ...[
        '* Типы',
        '** TODO Имеется тип: ~Either~. Покажите пример.',
        '** DONE Что такое ~Maybe~?',
      ],
      ...['Тип без значения.', '** DONE Зачем он?', 'Чтобы не упасть.'],
      '** TODO Напишите, что это значит: ~Monad m => m a~',
    );
    assert.deepEqual(found(text, 'list.org').questions, [
      'Типы: Имеется тип: ~Either~. Покажите пример.',
      'Типы: Что такое ~Maybe~? → Тип без значения.',
      'Типы: Зачем он? → Чтобы не упасть.',
      'Типы: Напишите, что это значит: ~Monad m => m a~',
    ]);
  });
  it('are all of a run of numbers, also where many are left out', () => {
    const text = page(
      ...['# Réseau', '', '2. Quel est le rôle d’un port ?  ', '', '14. Effectuez la conversion :'],
      ...[
        '`10.0`',
        '',
        '15. Quel masque choisir ?',
        '',
        '31. Associez les noms.',
        '',
        '32. Pourquoi ?',
      ],
    );
    assert.deepEqual(found(text).questions, [
      'Réseau: Quel est le rôle d’un port ?',
      'Réseau: Effectuez la conversion : → `10.0`',
      'Réseau: Quel masque choisir ?',
      'Réseau: Associez les noms.',
      'Réseau: Pourquoi ?',
    ]);
  });
  it('are all of a run of numbers, also behind the numbered steps of an answer', () => {
    const text = page(
      ...['2. What is a broker?', '', '3. Retries', '', '7. Which queue is the default?', ''],
      ...['20. Tasks that fail', '1.a line in the log', '2.another try', '4.an alert', ''],
      ...['22. Canvas', 'Chains and groups.', '', '25. How is a worker stopped?'],
    );
    assert.deepEqual(found(text, 'list.txt').questions, [
      ...['What is a broker?', 'Retries', 'Which queue is the default?'],
      'Tasks that fail → 1.a line in the log\n2.another try\n4.an alert',
      ...['Canvas → Chains and groups.', 'How is a worker stopped?'],
    ]);
    // Steps that go on to the number of the next question are not told from it.
    const steps = ['1. Read it', '2. Run it', '3. Merge it'];
    const asked = [
      '1. What is a branch?',
      '2. How is it merged?',
      ...steps.map(one => `   ${one}`),
    ];
    assert.deepEqual(found(page(...asked, '', '3. Who may push?')).questions, [
      'What is a branch?',
      `How is it merged? → ${steps.join('\n')}`,
      'Who may push?',
    ]);
  });

  it('are below names in frames, if they ask or count from one', () => {
    const text = page(
      ...['*****Questions*****', '1. What is a row?', '3. Indexes', '4. Why lock a table?'],
      ...['=======================', '======Asked at Acme======', 'What is a view?', ''],
      ...['~~~~ Asked elsewhere ~~~~', '', '1.isolation levels', '2. What is a lock?'],
    );
    assert.deepEqual(found(text, 'list.txt').questions, [
      ...['Questions: What is a row?', 'Questions: Indexes', 'Questions: Why lock a table?'],
      ...['Asked elsewhere: isolation levels', 'Asked elsewhere: What is a lock?'],
    ]);
    // Output within an answer has frames, too.
    const output = ['======= 2 passed =======', 'Ran twice.'];
    assert.deepEqual(found(page('1. What is run?', ...output, '', '2. What is not?')).questions, [
      `What is run? → ${output.join('\n')}`,
      'What is not?',
    ]);
  });

  it('have numbers without a point, above choices', () => {
    const text = page(
      ...['# Exam', '', '1 Which of these is a broker?', 'a. Redis', 'b. nginx', 'Answer:'],
      ...['2 What happens to the rows that nobody', 'has locked?', 'update()', 'a. 2', 'b. 3'],
      ...[
        '5 Which are caches?',
        '(Choose two).',
        'a. Redis',
        'b. nginx',
        'c. Memcached',
        'Answer:',
      ],
      ...['Page 3 of 4', '1 The first is right. True or False?', 'a. True', 'b. False'],
    );
    assert.deepEqual(found(text), {
      shape: 'numbers',
      questions: [
        'Exam: Which of these is a broker? → a. Redis\nb. nginx\nAnswer:',
        'Exam: What happens to the rows that nobody has locked? → update()\na. 2\nb. 3',
        'Exam: Which are caches? (Choose two). → a. Redis\nb. nginx\nc. Memcached\nAnswer:\nPage 3 of 4',
        'Exam: The first is right. True or False? → a. True\nb. False',
      ],
    });
  });

  it('exclude instructions for contributors, in any language', () => {
    const asked = ['## Views', '', '1. What is a view?', '2. Why?', '3. How is one tested?', ''];
    const headings = [
      '💪 Como contribuir',
      'Cómo contribuir',
      'Contribuer',
      'Contributing',
      'Kontribusi',
    ];
    for (const heading of [
      ...headings,
      'Contribuição',
      '如何贡献',
      'Внести вклад',
      'Đóng góp',
      '기여',
    ])
      assert.deepEqual(
        found(page(...asked, `## ${heading}`, '', '1. Fork e branch', '2. Commit, push e PR'))
          .questions,
        ['Views: What is a view?', 'Views: Why?', 'Views: How is one tested?'],
        heading,
      );
    const review = page(
      ...asked,
      '## Contributing',
      '',
      '1. Who reviews it?',
      '2. What is a fork?',
    );
    assert.equal(found(review).questions.length, 5);
  });
  it('are none in contents whose links have attributes behind them', () => {
    const { text, ...rest } = {
      text: page(
        ...['-   [Models](#models){#toc-models}', '-   [Views](#views){#toc-views}', ''],
        ...['# Models', '', '1. What is a row?', '2. Explain a field', ''],
        ...['# Views {#toc-views}', '', '1. Who calls a view?', '2. Explain its kinds'],
      ),
      shape: 'numbers',
      questions: [
        'Models: What is a row?',
        'Models: Explain a field',
        'Views: Who calls a view?',
        'Views: Explain its kinds',
      ],
    };
    assert.deepEqual(found(text), rest);
  });

  for (const { what, text, shape, questions } of single) {
    it(`are read from ${what}`, () => {
      assert.deepEqual(found(text), { shape, questions });
    });
  }

  for (const { what, text, shape, questions } of cases) {
    it(`are read from ${what}`, () => {
      assert.deepEqual(found(text), { shape, questions });
    });

    it(`are read from ${what}, in a file of many`, () => {
      // Repeats the whole, with different wordings.
      const parts = Array.from({ length: 40 }, (_, part) =>
        text
          .replace(/^---\n[^]*?\n---\n/, '')
          .replace(/(?<=[^\s?])[?？](?=[*<`#[\]]|\s|$|:|（)/g, mark => ` v${part}${mark}`),
      );
      const { questions: many } = found(parts.join('\n\n'));
      const expected = questions.length * 40;
      if (text.includes('?') || text.includes('？')) {
        assert.ok(many.length >= expected * 0.97, `${many.length} of ${expected}`);
        assert.ok(many.length <= expected, `${many.length} of ${expected}`);
      }
    });
  }

  it('are none in a table of contents or a list of links, and it is said', () => {
    const contents = findQuestions('a.md', '- [What is it?](#what)\n- [Why?](#why)\n');
    assert.deepEqual([contents.readings, contents.failure], [[], 'nothing']);
    const links = findQuestions(
      'a.md',
      '# Links\n\n- [Docs](https://a.org)\n- [Blog](https://b.org)\n',
    );
    assert.deepEqual([links.readings, links.failure], [[], 'links']);
    const addresses = findQuestions('a.md', '- https://a.org\n- <https://b.org>\n');
    assert.deepEqual([addresses.readings, addresses.failure], [[], 'links']);
    const titles = ['30 questions', 'A list', 'What you ought to know', 'A quiz', 'Top 10'];
    const articles = titles.map(title => `- [${title}](https://a.org)\n`).join('');
    const found = findQuestions('a.md', `# Lists\n\n${articles}- https://b.org\n`);
    assert.deepEqual([found.readings, found.failure], [[], 'links']);
  });

  it('are none among contributors, in other languages, too', () => {
    const headings = [
      ...['初期のコントリビューター', '貢献者', '贡献者：', '本项目的贡献者'],
      ...['Mitwirkende', 'Unsere Mitwirkenden:'],
    ];
    for (const heading of headings) {
      const people = ['- Ann', '- Bo'];
      const text = page('# ORM', '', '- What is it?', '- Why?', '', `## ${heading}`, '', ...people);
      assert.deepEqual(found(text).questions, ['ORM: What is it?', 'ORM: Why?'], heading);
    }
  });

  it('are none among people whose link is followed by the address of their page', () => {
    const people = ['ann', 'bo'].map(
      name => `- [@${name}](https://example.org/${name}) - https://${name}.example.org`,
    );
    const { readings } = findQuestions('a.md', page('- What is it?', '- Why?', '', ...people));
    assert.deepEqual(readings[0]?.questions.map(told), ['What is it?', 'Why?']);
    assert.equal(readings[0].leftOut[0]?.reason, 'links');
  });

  it('have no category from the label of an answer that is still to be written', () => {
    const text = page(
      '1. What is it?',
      '',
      '**Answer:**',
      '',
      '2. Why?',
      '',
      '**Answer:**',
      '',
      'So.',
    );
    assert.deepEqual(found(`# ORM\n\n${text}`).questions, ['ORM: What is it?', 'ORM: Why? → So.']);
  });

  it('are none in a table of contents that says more than their wordings', () => {
    const { readings } = findQuestions(
      'a.md',
      page(
        '| No. | Question | Level |',
        '| --- | :-- | --- |',
        '| 1 | [What is `a[0]`?](#a) | Basic |',
        '| 2 | [Why?](#why) | Hard |',
        '',
        '### What is `a[0]`?',
        'An item.',
        '### Why?',
        'So.',
      ),
    );
    assert.deepEqual(readings[0]?.questions.map(told), [
      'What is `a[0]`? → An item.',
      'Why? → So.',
    ]);
    assert.ok(!readings.some(({ shape }) => shape === 'table'));
    assert.equal(readings[0].leftOut[0]?.reason, 'contents');
  });

  it('are the items of a short list below a title that asks', () => {
    const { shape, questions } = found(
      page('# What should a junior know?', '', '- What is Django?', '- Why use it?'),
    );
    assert.equal(shape, 'list');
    assert.equal(questions.length, 2);
    assert.deepEqual(found(page('# What is it?', '', '- quick', '- small')).questions, [
      'What is it? → - quick\n- small',
    ]);
  });

  it('are offered in the other readings as well', () => {
    const { readings } = findQuestions('a.md', cases[0]!.text);
    const list = readings.find(({ shape }) => shape === 'list');
    assert.deepEqual(
      list?.questions.map(({ title }) => title),
      ['sent', 'received'],
    );
    // It shows code, so it is not one question a line.
    assert.ok(!readings.some(({ shape }) => shape === 'lines'));
  });

  it('with the same wording and other answers are other questions', () => {
    const { readings } = findQuestions('a.md', '## Why?\nOne.\n## Why?\nTwo.\n## Why?\nOne.\n');
    assert.deepEqual(
      readings[0]?.questions.map(({ answer }) => answer),
      ['One.', 'Two.'],
    );
    assert.deepEqual(readings[0].leftOut, [{ reason: 'duplicate', text: 'Why?' }]);
  });

  it('are whole where their summary shows code, and the bold is around all of the answer', () => {
    const code = '```\n- name: zlib\n```';
    const { readings } = findQuestions(
      'a.md',
      [
        `<details>\n<summary>What does this task do?\n\n${code}\n</summary><br><b>\n\nIt installs.\n</b></details>\n`,
        '<details>\n<summary>What is <b>become</b>?</summary><br><b>\n</b></details>\n',
        '<details>\n<summary>Why?</summary><br><br>\n\nSo <b>it is</b>.<br>\n</b></details>\n',
      ].join('\n'),
    );
    assert.deepEqual(readings[0]?.questions.map(told), [
      `What does this task do? → ${code}\n\nIt installs.`,
      'What is become?',
      'Why? → So **it is**.',
    ]);
  });

  it('are more than one where an answer ends in folded questions', () => {
    const folded = (title: string, text: string) =>
      `<details>\n<summary>${title}</summary>\n\n${text}\n\n</details>\n`;
    const nested = `${folded('And then?', 'That.')}\n${folded('Why? *', 'So.')}`;
    const inside = `${folded('Is it?', 'Yes.')}\nText.\n\n${folded('More', 'Even more.')}`;
    const mixed = `${folded('Is it?', 'Yes.')}\n${folded('More', 'Even more.')}`;
    const { readings } = findQuestions(
      'a.md',
      folded('What first?', `This.\n\n${nested}`) +
        folded('What else?', inside) +
        folded('And else?', mixed),
    );
    assert.deepEqual(readings[0]?.questions.map(told), [
      'What first? → This.',
      'And then? → That.',
      'Why? * → So.',
      'What else? → **Is it?**\n\nYes.\n\nText.\n\nEven more.',
      'And else? → **Is it?**\n\nYes.\n\nEven more.',
    ]);
  });

  it('keep the blank lines of their code, and one of several elsewhere', () => {
    const code = '```python\nimport os\n\n\nclass A:\n    pass\n```';
    const { readings } = findQuestions('a.md', `## Why?\n\n${code}\n\n\nSo.\n## How?\nSo.\n`);
    assert.equal(readings[0]?.questions[0]?.answer, `${code}\n\nSo.`);
  });

  it('are read in steps of a bounded number of lines', () => {
    const lines = 12_000;
    for (const piece of ['## What is it?\n\nA thing.\n', '1. What is it?\n   A thing.\n', 'a\n']) {
      const count = piece.split('\n').length - 1;
      let steps = 0;
      for (const all = findQuestionsInSteps('a.md', piece.repeat(lines / count)); !all.next().done;)
        steps++;
      // Lines are scanned for code, for marks, for what is left out, and by each of nine shapes.
      assert.ok(steps >= (lines / 2000) * 12, `${steps} steps for ${JSON.stringify(piece)}`);
    }
  });

  const lines = 40_000;
  const shapesInSteps: readonly (readonly [Shape, text: string, loops: number])[] = [
    [numbersShape, '1. Why?\nSo.\n'.repeat(lines / 2), 2],
    [detailsShape, '<details><summary>Why?</summary>\n</details>\n'.repeat(lines / 2), 1],
    [
      detailsShape,
      `<details><summary>Why?</summary>\n${'<details></details>\n'.repeat(lines)}</details>`,
      1,
    ],
    [labelsShape, 'Q: Why?\nA: So.\n'.repeat(lines / 2), 2],
    [tableShape, `|question|\n|-|\n${'|Why?|\n'.repeat(lines)}`, 1],
  ];
  for (const [shape, text, loops] of shapesInSteps) {
    it(`are read in steps by ${shape.name}: ${text.slice(0, 40)}`, () => {
      const read = finish(readLines(text));
      const telling = read.map((_, index) => index);
      const marked = telling.filter(index => read[index]?.level !== 0);
      const none = new Set<number>();
      const parts = { leftOut: [], passedOver: none, keys: [], links: none };
      const page = { text, lines: read, marked, telling, ...parts };
      let steps = 0;
      for (const all = shape(page); !all.next().done;) steps++;
      assert.ok(steps >= (loops * lines) / linesInStep - 1, String(steps));
    });
  }

  it('are all there where bold before one of them is never closed', () => {
    const numbered = (number: number) => `**${number}. What is ${number}?**\n\nIt.\n\n`;
    const rest = Array.from({ length: 10 }, (_, at) => numbered(at + 3)).join('');
    const { questions } = found(`**1. What is 1?\n**2. What is 2?**\n\nIt.\n\n${rest}`);
    assert.equal(questions.length, 12);
  });

  it('in the items of one long inner list take time in proportion to it', () => {
    const inner = (count: number) => `- Django\n${'  - What is it?\n'.repeat(count)}`;
    // The least of several: the engine compiles and collects meanwhile.
    const time = (text: string) => {
      const times = Array.from({ length: 4 }, () => {
        const before = process.cpuUsage();
        findQuestions('a.md', text);
        return process.cpuUsage(before).user;
      });
      return Math.min(...times);
    };
    const shorter = Math.max(time(inner(1_000)), 1_000);
    assert.ok(time(inner(10_000)) < 30 * shorter);
  });
});
