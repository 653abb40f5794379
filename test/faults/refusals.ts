/** Faults of a disk, or of VS Code itself, that refuses the extension's requests. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifest } from '../host/project';
import type { DiskFault, Orders } from './orders';
import type { Scene } from './scene';
import { both, fault, type Times } from './table';

const progress = 'globalStorage.+/progress/';

const writes: readonly {
  readonly name: string;
  readonly disk: DiskFault;
  readonly times: Times;
}[] = [
  {
    name: 'disk full',
    disk: { what: 'write', paths: progress, code: 'ENOSPC' },
    times: { short: 0, long: 2 },
  },
  {
    name: 'disk full in the middle of a line',
    disk: { what: 'write', paths: progress, code: 'ENOSPC', half: true },
    times: { short: 1, long: 2 },
  },
  {
    name: 'no permission to write',
    disk: { what: 'write', paths: progress, code: 'EACCES' },
    times: { short: 0, long: 2 },
  },
];

export function refusals(scene: Scene, orders: Orders): void {
  /** The contents of all places' files, by name. */
  const files = () => {
    const folder = path.join(scene.disk.storage, 'progress');
    return fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.journal'))
      .map(name => `${name} ${fs.statSync(path.join(folder, name)).size}`)
      .sort();
  };
  const reload = async () => {
    await scene.workbench.page.reload();
    await scene.workbench.ready();
    await scene.person.review();
  };
  const { publisher, name: extension } = manifest();
  const refusedState = `${publisher}.${extension}`;

  for (const { name, disk, times } of writes) {
    fault(name, times, async () => {
      const { person } = scene;
      await person.rate(1);
      const before = files();
      orders.give({ disk });
      await orders.obeyed();
      await person.rate(1);
      await person.bookmark();
      assert.deepEqual(files(), before, 'something was written');
      await reload();
      const verdict = await person.judge();
      orders.take();
      await orders.obeyed();
      await person.rate(2);
      await reload();
      return both(verdict, await person.judge());
    });
  }

  fault('a BigInt in the state, so that VS Code stores none', { short: 0, long: 2 }, async () => {
    const { person } = scene;
    orders.give({ refusedState });
    await orders.obeyed();
    await person.rate(1);
    await person.bookmark();
    await reload();
    return person.judge();
  });

  fault('disk full and a BigInt in the state', { short: 1, long: 2 }, async () => {
    const { workbench, person } = scene;
    orders.give({ refusedState, disk: { what: 'write', paths: progress, code: 'ENOSPC' } });
    await orders.obeyed();
    await person.beginRating(1);
    // Nothing was saved, and the person is told so.
    const told = workbench.notification('Your change could not be saved, so it was not made');
    await told.waitFor();
    const refused = await person.judge();
    await workbench.notifications.clear();
    orders.take();
    await orders.obeyed();
    await person.rate(1);
    await reload();
    return both(refused, await person.judge());
  });

  fault('files that cannot be read', { short: 0, long: 2 }, async () => {
    const { workbench, person } = scene;
    await person.rate(1);
    orders.give({ disk: { what: 'read', paths: progress, code: 'EIO' } });
    await orders.obeyed();
    await workbench.page.reload();
    await workbench.ready();
    await workbench.tree.open();
    await workbench.notification('Part of your stored progress cannot be read now').waitFor();
    await workbench.notifications.clear();
    await person.review();
    await person.rate(2);
    orders.take();
    await orders.obeyed();
    await reload();
    return person.judge();
  });
}
