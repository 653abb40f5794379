import * as assert from 'node:assert/strict';
import { start } from '../workbench/start';

describe('the packaged .vsix', () => {
  it('installs, and "Random Django question" shows a question', async () => {
    const workbench = await start({ asShipped: true });
    try {
      await workbench.runCommand('Random Django question');
      const panel = await workbench.panel();
      const heading = panel.getByRole('heading', { level: 1 });
      await heading.waitFor();
      assert.match(await heading.innerText(), /\S/);
    } finally {
      await workbench.close();
    }
  });
});
