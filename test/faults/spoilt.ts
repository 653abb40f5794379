/** The ways in which stored copies of progress are corrupted. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { withChecksum, writeCheckpoint, writeLine } from '../../src/editor/core/storage/journal';
import { mergeProgress, type QuestionRecord } from '../../src/study/progress';
import { writeProgress } from '../../src/study/progressFormat';
import { checkpoint, formerCheckpoint, type Disk } from './disk';
import type { Person } from './person';
import type { Times } from './table';

/** Messages that the person must see. */
const setAside = 'Part of your stored progress could not be read.';
const newer = 'Your progress was stored by a newer version of Django Interview Study';

export interface StorageFault {
  readonly name: string;
  readonly times: Times;
  /** Corrupts the stored data. Returns the damaged text that must be set aside. */
  readonly spoil: (disk: Disk, person: Person) => Promise<string | undefined> | string | undefined;
  /** The message that the person must see, if any. */
  readonly says?: string;
  /** The button that the person presses. */
  readonly answer?: string;
  /** Files whose text must be the same afterwards. */
  readonly untouched?: readonly string[];
  /** Removes the fault after the person went on. Nothing may be lost then either. */
  readonly mend?: (disk: Disk) => Promise<void> | void;
}

const often: Times = { short: 1, long: 3 };
const longOnly: Times = { short: 0, long: 1 };

/** Leaves files as the only copy. */
const onlyFiles = (disk: Disk) => disk.editMemento(() => undefined);

function replaceFile(disk: Disk, name: string, text: string): string {
  disk.write(name, text);
  return text;
}

function flipBit(text: string, at: number): string {
  const bytes = Buffer.from(text);
  bytes[at] = bytes[at]! ^ 1;
  return bytes.toString('utf8');
}

/** Puts all progress into one journal, and nothing else. */
async function onlyJournal(disk: Disk, more = ''): Promise<void> {
  const { progress } = disk;
  await onlyFiles(disk);
  disk.remove(checkpoint, formerCheckpoint, ...disk.journals);
  const lines = [...progress].map(([id, record]) => writeLine(new Map([[id, record]])));
  disk.write('00000000-0000-4000-8000-000000000000.journal', lines.join('') + more);
}

export const spoiltCopies: readonly StorageFault[] = [
  {
    name: 'truncated checkpoint',
    times: often,
    spoil: disk => {
      // Cut within a line: between two, only the end mark is lost: no damage to set aside.
      const text = disk.read(checkpoint);
      const end = text.indexOf('\n', Math.floor(text.length / 2));
      return replaceFile(disk, checkpoint, text.slice(0, end - 5));
    },
    says: setAside,
  },
  {
    name: 'a list in place of the checkpoint',
    times: longOnly,
    spoil: disk => replaceFile(disk, checkpoint, '[1, 2, 3]'),
    says: setAside,
  },
  {
    name: 'a string in place of the checkpoint',
    times: longOnly,
    spoil: disk => replaceFile(disk, checkpoint, '"progress"'),
    says: setAside,
  },
  {
    name: 'flipped bit in the checkpoint, the journals gone',
    times: longOnly,
    spoil: async disk => {
      await onlyFiles(disk);
      disk.write(formerCheckpoint, disk.read(checkpoint));
      disk.remove(...disk.journals);
      const text = disk.read(checkpoint);
      return replaceFile(disk, checkpoint, flipBit(text, Math.floor(text.length / 3)));
    },
    says: setAside,
  },
  {
    name: 'flipped bit in a journal',
    times: longOnly,
    spoil: disk => {
      const journal = disk.journals.find(name => disk.read(name).length > 100)!;
      return replaceFile(disk, journal, flipBit(disk.read(journal), 40));
    },
    says: setAside,
  },
  {
    name: 'torn tail of the only journal',
    times: longOnly,
    spoil: async disk => {
      await onlyJournal(
        disk,
        writeLine(new Map([['forms', { mastered: [true, 1] }]])).slice(0, 30),
      );
      return undefined;
    },
  },
  {
    name: 'journal ahead of the checkpoint',
    times: longOnly,
    spoil: async disk => {
      const whole = disk.progress;
      await onlyJournal(disk);
      disk.write(checkpoint, writeCheckpoint(new Map([...whole].slice(0, 1))));
      return undefined;
    },
  },
  {
    name: 'journal behind the checkpoint',
    times: longOnly,
    spoil: async disk => {
      await onlyFiles(disk);
      const journal = disk.journals.at(-1)!;
      disk.remove(formerCheckpoint, ...disk.journals);
      disk.write(journal, writeLine(new Map([...disk.progress].slice(0, 1))));
      return undefined;
    },
  },
  {
    name: 'all files gone, the state whole',
    times: longOnly,
    spoil: async disk => {
      const { progress } = disk;
      await disk.editState(() => writeProgress(progress));
      disk.remove(...disk.names(/\./));
      return undefined;
    },
  },
  {
    name: 'folder removed and cloned again, its state gone',
    times: longOnly,
    spoil: async disk => {
      const folder = disk.workbench.folder!;
      fs.rmSync(folder, { recursive: true });
      fs.mkdirSync(folder);
      await onlyFiles(disk);
      return undefined;
    },
  },
  {
    name: 'folder moved',
    times: often,
    spoil: ({ workbench }) => {
      workbench.moveFolder(`${workbench.folder}-moved`);
      return undefined;
    },
    says: 'this folder is no longer there. Was it moved to here?',
    answer: 'Bring It Here',
  },
  {
    name: 'the same repository cloned to another folder',
    times: often,
    spoil: disk => {
      const { workbench } = disk;
      const here = workbench.folder!;
      const clone = `${here}-clone`;
      for (const folder of [here, clone]) {
        fs.mkdirSync(path.join(folder, '.git'), { recursive: true });
        fs.writeFileSync(
          path.join(folder, '.git/config'),
          '[remote "origin"]\n\turl = https://example.org/me/shop.git\n',
        );
      }
      // As noted if the repository exists from the beginning.
      const noted = JSON.parse(disk.read('folders.json').slice(9)) as object;
      disk.write(
        'folders.json',
        withChecksum(JSON.stringify({ ...noted, remote: 'example.org/me/shop' })),
      );
      workbench.folder = clone;
      return undefined;
    },
    says: 'which seems to be the same project at another address',
    answer: 'Bring It Here',
  },
  {
    name: 'another storageUri for the workspace',
    times: longOnly,
    spoil: disk => {
      const all = path.join(disk.workbench.userData, 'User/workspaceStorage');
      for (const name of fs.readdirSync(all)) {
        fs.renameSync(path.join(all, name), path.join(all, `${name}-before-${Date.now()}`));
      }
      return undefined;
    },
  },
  {
    name: 'a NaN in the state, which VS Code stores as null',
    times: longOnly,
    spoil: async disk => {
      const stored = writeProgress(disk.progress);
      const [first] = Object.keys(stored.questions);
      const damaged = {
        ...stored,
        questions: { ...stored.questions, [first!]: { m: [1, NaN], r: NaN } },
      };
      await disk.editState(() => damaged);
      return JSON.stringify(damaged);
    },
    says: setAside,
  },
  {
    name: 'a list in place of the progress in the state',
    times: longOnly,
    spoil: async disk => {
      await disk.editState(() => ['progress']);
      return '["progress"]';
    },
    says: setAside,
  },
  {
    name: 'a string in place of the progress in the state',
    times: longOnly,
    spoil: async disk => {
      await disk.editState(() => 'progress');
      return '"progress"';
    },
    says: setAside,
  },
  ...(
    [
      ['truncated', (text: string) => text.slice(0, Math.floor(text.length / 2))],
      ['a list', () => '[]'],
      ['a string', () => '"state"'],
    ] as const
  ).map(([what, change]) => ({
    name: `the whole state ${what === 'truncated' ? what : `${what} at its root`}`,
    times: longOnly,
    spoil: async (disk: Disk) => {
      await disk.editMemento(text => change(text ?? '{}'));
      return undefined;
    },
  })),
  {
    name: 'state of a newer version, then the update',
    times: often,
    spoil: async disk => {
      const { progress } = disk;
      await disk.editState(() => ({ ...writeProgress(progress), version: 99 }));
      disk.remove(checkpoint, formerCheckpoint, ...disk.journals);
      return undefined;
    },
    says: newer,
    mend: disk => disk.editState(state => ({ ...(state as object), version: 1 })),
  },
  {
    name: 'checkpoint of a newer version, then the update',
    times: longOnly,
    spoil: async disk => {
      await onlyFiles(disk);
      const lines = disk
        .read(checkpoint)
        .split('\n')
        .map(line => line.slice(9).replace('"version":1', '"version":99'));
      const text = lines.map(line => (line === '' ? '' : withChecksum(line))).join('\n');
      disk.remove(formerCheckpoint, ...disk.journals);
      disk.write(checkpoint, text);
      return undefined;
    },
    says: newer,
    untouched: [checkpoint],
    mend: disk => {
      const lines = disk
        .read(checkpoint)
        .split('\n')
        .map(line => line.slice(9).replace('"version":99', '"version":1'));
      disk.write(checkpoint, lines.map(line => (line === '' ? '' : withChecksum(line))).join('\n'));
    },
  },
  {
    name: '20 MB of state',
    times: { short: 0, long: 1 },
    spoil: async (disk, person) => {
      const text = 'What the person wrote. '.repeat(2_000);
      const notes = Array.from(
        { length: 450 },
        (_, number) => [`long-note-${number}`, text] as const,
      );
      const large = new Map<string, QuestionRecord>(
        notes.map(
          ([id, note]) => [id, { note: [note, Date.now()], mastered: [true, Date.now()] }] as const,
        ),
      );
      for (const [id, note] of notes) {
        person.ledger.acknowledge({ id, mark: 'mastered', value: true });
        person.ledger.acknowledge({ id, note });
      }
      await disk.editState(() => writeProgress(mergeProgress(disk.progress, large)));
      return undefined;
    },
  },
];
