import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planImport } from '../../../src/study/exchange/importPlan';
import {
  largestRewritten,
  progressFileFormat,
  ProgressFileReader,
  readProgressFile,
  progressFileLines,
  writeProgressFile,
  type ProgressFile,
} from '../../../src/study/exchange/progressFile';
import { mergeInterviews } from '../../../src/study/mockInterview/merge';
import { longestNote, mergeProgress, reviewsOf, type Progress } from '../../../src/study/progress';
import { beforeOf, undoOf } from '../../../src/study/undo';
import { progress } from '../arbitraries';
import { interview } from '../mockInterview/arbitraries';

const exported = '2026-02-03T04:05:06.000Z';
const file: fc.Arbitrary<ProgressFile> = fc.record({
  progress,
  interviews: fc.uniqueArray(interview, { selector: ({ id }) => id, maxLength: 3 }),
});
const text = (one: ProgressFile) => writeProgressFile(one, exported);
const only = (one: Progress): ProgressFile => ({ progress: one, interviews: [] });

function read(written: string): ProgressFile {
  const result = readProgressFile(written);
  assert.equal(result.kind, 'read');
  assert.deepEqual(result.rejected, []);
  return result;
}

/** The person's data after importing a file. */
function importInto(own: ProgressFile, written: string): ProgressFile {
  const plan = planImport(own, read(written), () => true);
  const interviews = new Map(own.interviews.map(one => [one.id, one]));
  for (const one of plan.interviews) interviews.set(one.id, one);
  return {
    progress: mergeProgress(own.progress, plan.change),
    interviews: [...interviews.values()],
  };
}

describe('a progress file', () => {
  const note = (text: string, time: number): Progress =>
    new Map([['signals', { note: [text, time] as const }]]);

  it('brings no note with a link that runs a command, and leaves the person’s own as they are', () => {
    const link = '[the documentation](command:workbench.action.terminal.sendSequence)';
    const other = only(note(link, 2000));
    const { change } = planImport(only(new Map()), other, () => true);
    const [text = ''] = change.get('signals')?.note ?? [];
    assert.equal(text, link.replace('](', ']\u2060('));
    assert.equal(planImport(only(change), other, () => true).change.size, 0, 'a second time');
    assert.equal(planImport(only(note(link, 2000)), other, () => true).change.size, 0);
    const later = planImport(only(note(link, 1000)), other, () => true);
    assert.equal(later.change.get('signals')?.note?.[0], link);
  });

  it('brings notes with other links, and with code, as they are', () => {
    const text =
      'See [my vault](obsidian://open?vault=dj), [ORM](file:///home/me/orm.md) and <tel:1>.\n' +
      'vector<std::string>; <xsl:template match="a">, handlers[name]: lambda: 0\n\n[a]: ms-word:b';
    const { change } = planImport(only(new Map()), only(note(text, 1000)), () => true);
    assert.equal(change.get('signals')?.note?.[0], text);
  });

  it('brings no note back that differs from the person’s own in broken links alone', () => {
    const own = note('[a](command:b) and [c](vscode-insiders://d.e/f)', 2000);
    const { change: broken } = planImport(only(new Map()), only(own), () => true);
    assert.notDeepEqual(broken, own);
    for (const [mine, theirs] of [
      [own, broken],
      [broken, own],
    ] as const) {
      const plan = planImport(only(mine), only(theirs), () => true);
      assert.equal(plan.change.size, 0);
      const older = new Map([['signals', { note: [theirs.get('signals')!.note![0], 1] as const }]]);
      assert.equal(planImport(only(mine), only(older), () => true).older, 0);
    }
  });

  it('comes back as it was', () => {
    fc.assert(fc.property(file, one => assert.equal(text(read(text(one))), text(one))));
  });

  it('is imported into another with the same result as the other into it', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        assert.equal(text(importInto(a, text(b))), text(importInto(b, text(a))));
      }),
    );
  });

  it('changes nothing when it is imported a second time', () => {
    fc.assert(
      fc.property(file, file, (own, other) => {
        const once = importInto(own, text(other));
        const plan = planImport(once, read(text(other)), () => true);
        assert.equal(plan.change.size, 0);
        assert.deepEqual(plan.interviews, []);
        assert.deepEqual(plan.differences, []);
      }),
    );
  });

  it('is merged field by field: the change holds nothing that stands already', () => {
    fc.assert(
      fc.property(file, file, (own, other) => {
        const { change } = planImport(own, read(text(other)), () => true);
        const merged = mergeProgress(own.progress, other.progress);
        assert.equal(text(only(mergeProgress(own.progress, change))), text(only(merged)));
        for (const [id, record] of change) {
          const has = own.progress.get(id);
          for (const [field, value] of Object.entries(record)) {
            assert.notDeepEqual(value, has?.[field as keyof typeof record]);
          }
        }
      }),
    );
  });

  it('can be taken back after its import, to what a person saw before', () => {
    fc.assert(
      fc.property(file, file, (own, other) => {
        const { change } = planImport(own, read(text(other)), () => true);
        const after = mergeProgress(own.progress, change);
        const back = mergeProgress(after, undoOf(change, beforeOf(change, own.progress), after, 9));
        const { differences } = planImport(only(own.progress), only(back), () => true);
        assert.deepEqual(differences, []);
      }),
    );
  });

  it('says what an import will do', () => {
    const own: Progress = new Map([
      ['forms', { mastered: [false, 50], note: ['mine', 50], reviews: [review(1), review(2)] }],
      ['signals', { bookmarked: [true, 10] }],
    ]);
    const other: Progress = new Map([
      ['forms', { mastered: [true, 40], note: ['theirs', 60], reviews: [review(2), review(3)] }],
      ['signals', { bookmarked: [true, 20] }],
      ['gone', { mastered: [true, 10] }],
      // An interview date belongs to no pack.
      ['interview:a', { note: ['{"v":1,"day":20600}', 10] }],
    ]);
    const known = new Set(['forms', 'signals']);
    const plan = planImport(only(own), only(other), id => known.has(id));
    assert.deepEqual([...plan.change.keys()], ['forms', 'signals', 'gone', 'interview:a']);
    assert.deepEqual(plan.change.get('forms'), { note: ['theirs', 60], reviews: [review(3)] });
    assert.deepEqual(
      plan.differences.map(one => [one.id, one.reviewsAdded, one.set, one.note]),
      [
        ['forms', 1, [], 'changed'],
        ['gone', 0, ['mastered'], 'same'],
        ['interview:a', 0, [], 'added'],
      ],
    );
    assert.deepEqual(plan.unknown, ['gone']);
    assert.equal(plan.older, 1, 'forms was unmarked later than the file marked it');
  });

  it('has one question on each line, sorted, whatever the order in memory', () => {
    const one: Progress = new Map([
      ['signals', { mastered: [true, 1] }],
      ['__proto__', { note: ['a\nb', 2] }],
    ]);
    assert.equal(
      text(only(one)),
      `{
  "format": "django-interview-progress",
  "version": 1,
  "exported": "2026-02-03T04:05:06.000Z",
  "questions": {
    "__proto__": {"note":["a\\nb",2]},
    "signals": {"mastered":[true,1]}
  },
  "interviews": []
}
`,
    );
  });

  const refused: readonly [string, string, RegExp][] = [
    ['text that is no JSON', '{"format": ', /not valid JSON/],
    ['nothing', '', /not valid JSON/],
    ['a list', '[]', /does not say "format"/],
    ['null', 'null', /does not say "format"/],
    ['another file', '{"name":"x","version":"1.0.0"}', /does not say "format"/],
    [
      'a format that only a prototype has',
      '{"__proto__":{"format":"django-interview-progress"}}',
      /does not say/,
    ],
    ['a version of 0', JSON.stringify({ format: progressFileFormat, version: 0 }), /version is 0/],
    ['no version', JSON.stringify({ format: progressFileFormat }), /version is missing/],
    [
      'questions as a list',
      JSON.stringify({ format: progressFileFormat, version: 1, questions: [] }),
      /questions are \[\]/,
    ],
    ['a text that is too large', ' '.repeat(largestRewritten + 1), /more than 50 million/],
  ];
  for (const [what, written, why] of refused) {
    it(`refuses ${what} with the reason`, () => {
      const result = readProgressFile(written);
      assert.equal(result.kind, 'broken');
      assert.match(result.why, why);
    });
  }

  it('refuses a newer version', () => {
    const newer = JSON.stringify({ format: progressFileFormat, version: 2, questions: 'new' });
    assert.deepEqual(readProgressFile(newer), { kind: 'newer', version: 2 });
  });

  it('takes a byte order mark at the beginning', () => {
    read(`\uFEFF${text(only(new Map()))}`);
  });

  it('keeps what is sound and names the rest', () => {
    const result = readProgressFile(
      JSON.stringify({
        format: progressFileFormat,
        version: 1,
        questions: {
          forms: {
            mastered: [true, 10],
            bookmarked: [1, 10],
            note: ['x'.repeat(longestNote + 1), 5],
          },
          signals: {
            reviews: [[5, 3, 12], [5, 1, 1], [6, 5, 1], [7, 4, 1e9], [8, 2, 0, true], 'x'],
          },
          caching: [],
          ['x'.repeat(201)]: { mastered: [true, 1] },
          '': { mastered: [true, 1] },
        },
        interviews: [{ version: 99 }, 'x'],
      }),
    );
    assert.equal(result.kind, 'read');
    assert.deepEqual(result.progress.get('forms'), { mastered: [true, 10] });
    assert.deepEqual(reviewsOf(result.progress.get('signals')), [
      { time: 5, rating: 3, duration: 12_000 },
      { time: 7, rating: 4, duration: 3_600_000 },
    ]);
    assert.deepEqual([...result.progress.keys()], ['forms', 'signals']);
    assert.deepEqual(
      result.rejected.map(({ id }) => id.slice(0, 12)),
      ['forms', 'signals', 'caching', 'xxxxxxxxxxxx', '', 'interview 1', 'interview 2'],
    );
  });

  it('takes the names of prototypes as the names of questions', () => {
    const written = `{"format":"${progressFileFormat}","version":1,"questions":{
      "__proto__":{"mastered":[true,1],"__proto__":{"note":["x",1]}},
      "constructor":{"prototype":{"polluted":true},"bookmarked":[true,1]}}}`;
    const result = read(written);
    assert.deepEqual(result.progress.get('__proto__'), { mastered: [true, 1] });
    assert.deepEqual(result.progress.get('constructor'), { bookmarked: [true, 1] });
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    assert.equal(({} as { note?: unknown }).note, undefined);
  });

  it('reads anything at all without an exception', () => {
    const head = { format: progressFileFormat, version: 1 };
    const questions = fc.dictionary(
      fc.constantFrom('forms', '__proto__', 'x'),
      fc.oneof(
        fc.jsonValue(),
        fc.record({ reviews: fc.jsonValue(), note: fc.jsonValue(), mastered: fc.jsonValue() }),
      ),
    );
    fc.assert(fc.property(fc.string(), written => void readProgressFile(written)));
    fc.assert(
      fc.property(questions, fc.jsonValue(), (all, interviews) => {
        const result = readProgressFile(JSON.stringify({ ...head, questions: all, interviews }));
        assert.equal(result.kind, 'read');
        read(text(result));
      }),
    );
  });

  it('is refused, and ends nothing, when it is nested without end', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const written = `{"format":"${progressFileFormat}","version":1,"questions":{"forms":{"note":${deep}}}}`;
    assert.ok(['read', 'broken'].includes(readProgressFile(written).kind));
  });
});

describe('a progress file of any length', () => {
  /** Either reads it as our lines, or not at all. */
  function readLines(pieces: Iterable<string>) {
    const reader = new ProgressFileReader(0);
    for (const piece of pieces) if (!reader.add(piece)) break;
    return reader.end();
  }

  it('is read where it is larger than what is read of others', () => {
    const note = 'x'.repeat(longestNote);
    const all = Array.from({ length: 30 }, (_, index) => `long-note-${index}`);
    const own = only(new Map(all.map(id => [id, { note: [note, 1] as const }])));
    const reader = new ProgressFileReader(1_000_000);
    for (const line of progressFileLines(own, exported)) assert.ok(reader.add(line));
    const result = reader.end();
    assert.equal(result.kind, 'read');
    assert.equal(result.progress.size, all.length);
    assert.deepEqual(result.progress.get('long-note-1'), { note: [note, 1] });
    assert.deepEqual(result.rejected, []);
    const rewritten = readProgressFile(JSON.stringify(JSON.parse(text(own))), 1_000_000);
    assert.equal(rewritten.kind, 'broken', 'on other lines it is too large');
  });

  it('is read line by line as it is at one go, whatever the pieces', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 50 }), (one, size) => {
        const written = text(one);
        const pieces = Array.from({ length: Math.ceil(written.length / size) }, (_, index) =>
          written.slice(index * size, (index + 1) * size),
        );
        const result = readLines(pieces);
        assert.equal(result.kind, 'read');
        assert.equal(text(result), written);
        const windows = readLines([`\uFEFF${written.replace(/\n/g, '\r\n')}`]);
        assert.equal(windows.kind === 'read' && text(windows), written);
      }),
    );
  });

  it('means the same to both readers, or is read by one of them only', () => {
    const lines = fc.constantFrom(
      ...['{', '}', '},', ']', '', '  "questions": {', '"questions": {},', '"interviews": [],'],
      ...['"a": {}', '"a": {},', '"a": {"mastered":[true,1]},', '"a": 1', ',', '"version": 1,'],
      ...[
        '"a": {}}, "b": {',
        '"a": {}, "a": {"mastered":[true,2]},',
        '{}',
        '{},',
        '"interviews": [',
      ],
    );
    const edit = fc.record({
      at: fc.nat(),
      less: fc.nat(2),
      more: fc.array(lines, { maxLength: 2 }),
    });
    let sound = 0;
    fc.assert(
      fc.property(file, fc.array(edit, { maxLength: 3 }), (one, edits) => {
        const all = text(one).split('\n');
        for (const { at, less, more } of edits) all.splice(at % all.length, less, ...more);
        const written = all.join('\n');
        const result = readLines([written]);
        if (result.kind !== 'read') return;
        sound += 1;
        const whole = readProgressFile(JSON.stringify(JSON.parse(written)));
        assert.equal(whole.kind, 'read');
        assert.equal(text(result), text(whole));
      }),
      { numRuns: 200 },
    );
    assert.ok(sound > 10, String(sound));
  });

  it('of a newer version is not read to its end', () => {
    const reader = new ProgressFileReader();
    const newer = `{\n"format": "${progressFileFormat}",\n"version": 2,\n"questions": {\n`;
    assert.equal(reader.add(newer), false);
    assert.deepEqual(reader.end(), { kind: 'newer', version: 2 });
  });

  it('is refused with the reason where it was cut off', () => {
    const reader = new ProgressFileReader(1e6);
    const [head] = text(only(new Map())).split('},');
    reader.add(`${head}\n`);
    assert.equal(reader.add('    "a": {},\n'.repeat(100_000)), true);
    const result = reader.end();
    assert.match(
      result.kind === 'broken' ? result.why : '',
      /cut off, and has more than 1 million/,
    );
  });

  it('is not read on where it is none', () => {
    const reader = new ProgressFileReader(1000);
    assert.equal(reader.add('x'.repeat(999)), true);
    assert.equal(reader.add('\n'), true, 'it may be JSON on other lines');
    assert.equal(reader.add('x'), false);
    assert.equal(reader.end().kind, 'broken');
  });
});

describe('interviews in a progress file', () => {
  it('are merged as interviews merge', () => {
    fc.assert(
      fc.property(interview, interview, (a, other) => {
        const b = { ...other, id: a.id };
        const own = { progress: new Map(), interviews: [a] };
        const { interviews } = importInto(own, text({ progress: new Map(), interviews: [b] }));
        assert.equal(
          text({ progress: new Map(), interviews }),
          text({ progress: new Map(), interviews: [mergeInterviews(a, b)] }),
        );
      }),
    );
  });
});

function review(time: number) {
  return { time, rating: 3 as const, duration: 0 };
}
