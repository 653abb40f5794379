import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { otherExtensions } from '../../workbench/fixtures';
import { start, type Workbench } from '../../workbench/start';

/** A person who has a model say what it would ask for a job. */
describe('the questions that a model would ask for a job', () => {
  let workbench: Workbench;
  const offer = () =>
    workbench
      .notification(/No question covers: .*Kafka/)
      .getByRole('button', { name: 'Ask a Model for Questions…' });

  before(async () => {
    workbench = await start({
      extensions: otherExtensions,
      settings: { 'chat.disableAIFeatures': false },
    });
  });

  after(() => workbench.close());

  it('are asked for with what is sent shown first, and only once the person agrees', async () => {
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.editor.type('Senior Django developer with Celery, PostgreSQL and Kafka wanted');
    await workbench.page.keyboard.press('Control+A');
    await workbench.runCommand('Prepare for a Job Ad…');
    await workbench.quickInput.rows('Kafka').filter({ hasText: 'no question yet' }).waitFor();
    await workbench.quickInput.accept();
    await workbench.quickInput.asks('When Is Your Interview?');
    await workbench.quickInput.input.fill('in ten days, 20 minutes a day');
    await workbench.quickInput.focused('10 days').waitFor();
    await workbench.quickInput.accept();
    await offer().click();
    await workbench.quickInput.asks('Which model should be the interviewer?');
    await workbench.quickInput.choose('Fixture good');
    assert.match(await workbench.dialog.detail(), /^This sends the text of the job ad/);
    await workbench.dialog.choose('Send');
    await workbench.quickInput.asks('What Fixture good Would Ask for This Job');
    const sent = readFileSync(
      path.join(
        workbench.userData,
        'User',
        'globalStorage',
        'fixture.model-provider',
        'last-prompt.md',
      ),
      'utf8',
    );
    assert.match(sent, /<<<BEGIN job ad [^>]+>>>\nSenior Django developer with Celery/);
    assert.match(sent, /<<<BEGIN known questions [^>]+>>>\n- /);
  });

  it('are chosen among, and go into a pack of one’s own', async () => {
    await workbench.quickInput.rows('How do you replay a Kafka topic?').waitFor();
    await workbench.quickInput.rows('When is a stream not a queue?').waitFor();
    await workbench.screenshot('job-questions');
    await workbench.quickInput.row('When is a stream not a queue?').getByRole('checkbox').click();
    await workbench.quickInput.accept();
    await workbench.quickInput.answer('The new pack', 'Kafka job');
    await workbench.editor.line('## How do you replay a Kafka topic? {#').waitFor();
    assert.equal(await workbench.editor.line('## When is a stream').count(), 0);
  });
});
