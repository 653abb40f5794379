/** The setting that faults share: a VS Code, and a person who studies in it. */
import assert from 'node:assert/strict';
import { temporaryFolder } from '../host/cleanup';
import { start, type Settings, type Workbench } from '../workbench/start';
import { Disk } from './disk';
import { defects } from './logs';
import { Orders } from './orders';
import { Person } from './person';

export interface Scene {
  readonly workbench: Workbench;
  readonly person: Person;
  readonly disk: Disk;
}

export interface SceneOptions {
  readonly settings?: Settings;
  /** The faults in the extension host; none at the start and after each fault. */
  readonly orders?: Orders;
  /** More to do once VS Code has started. */
  readonly prepare?: (scene: Scene) => Promise<void>;
}

/**
 * Sets the scene in a `describe`. All its faults share it in turn; VS Code is restarted from
 * scratch only after one failed.
 */
export function scene({ settings = {}, orders, prepare }: SceneOptions = {}): Scene {
  let workbench: Workbench | undefined;
  let person: Person | undefined;
  let isSound = true;
  const made: Scene = {
    get workbench() {
      assert.ok(workbench, 'VS Code did not start');
      return workbench;
    },
    get person() {
      assert.ok(person, 'VS Code did not start');
      return person;
    },
    get disk() {
      return new Disk(made.workbench);
    },
  };

  before(async () => {
    workbench = await start({
      own: true, // its crashes and damage must not affect other suites
      settings: { 'djangoInterview.newPerDay': 999, ...settings },
      ...orders?.options,
    });
    person = new Person(workbench);
    await person.review();
    await prepare?.(made);
  });

  beforeEach(async () => {
    orders?.take();
    if (!isSound) {
      await made.workbench.restart('kill');
      await made.person.review();
      await prepare?.(made);
    }
    isSound = false;
  });

  afterEach(function () {
    isSound = this.currentTest?.state === 'passed';
  });

  after(() => workbench?.close());

  return made;
}

/** A folder for orders, removed when the process ends. */
export function newOrders(): Orders {
  return new Orders(temporaryFolder().path);
}

/** The last test on a scene. @param expected log errors that belong to a fault */
export function quietLog(made: Scene, expected: readonly RegExp[] = []): void {
  it('leaves nothing in the log of a promise that nobody caught', () => {
    const found = defects(made.workbench);
    assert.deepEqual(
      found.filter(entry => !expected.some(pattern => pattern.test(entry))),
      [],
    );
  });
}
