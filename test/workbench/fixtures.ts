import * as path from 'node:path';
import { projectFolder } from '../host/project';

/**
 * Test-only extensions: one with language models that say what a test needs, one with the files of
 * a virtual workspace, `memory:/bookshop`, and a stand-in for VS Code Speech. Suites that need one
 * share a VS Code.
 */
export const otherExtensions = ['model-provider', 'memory-files', 'speech'].map(name =>
  path.join(projectFolder(), 'test', 'fixtures', name),
);
