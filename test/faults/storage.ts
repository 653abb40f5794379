/** Damage to the stored copies while VS Code was closed. */
import assert from 'node:assert/strict';
import type { Scene } from './scene';
import { spoiltCopies } from './spoilt';
import { both, fault } from './table';

export function spoiltStorage(scene: Scene): void {
  const study = async () => {
    await scene.person.bookmark();
    await scene.person.rate(1);
    await scene.person.rate(2);
  };

  for (const { name, times, spoil, says, answer, untouched = [], mend } of spoiltCopies) {
    fault(name, times, async () => {
      const { workbench, person, disk } = scene;
      await study();
      await disk.settle();
      await workbench.stop('kill');
      const damaged = await spoil(disk, person);
      const before = untouched.map(file => disk.read(file));

      await workbench.open();
      await workbench.tree.open();
      if (says === undefined) {
        await person.review();
        assert.equal(await workbench.notification('stored progress').count(), 0);
      } else {
        await workbench.notification(says).waitFor();
        if (answer !== undefined) {
          await workbench.notification(says).getByRole('button', { name: answer }).click();
          await workbench.notification('is here now').waitFor();
        }
        await workbench.notifications.clear();
      }
      if (damaged !== undefined)
        assert.ok(disk.setAside.includes(damaged), 'no copy was set aside');
      if (mend === undefined) {
        const verdict = await person.judge();
        await person.review();
        await study();
        await disk.settle();
        return both(verdict, await person.judge());
      }
      // Questions rated only in the newer version are asked again; new ratings must not be lost.
      await person.review();
      await study();
      assert.deepEqual(
        untouched.map(file => disk.read(file)),
        before,
        'what a newer version wrote was changed',
      );
      await workbench.stop('kill');
      await mend(disk);
      await workbench.open();
      await person.review();
      return person.judge();
    });
  }
}
