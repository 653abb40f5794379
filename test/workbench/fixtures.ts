import * as path from 'node:path';
import { projectFolder } from '../host/project';

/**
 * Extensions that are only there in tests: one whose language models say what a test needs, one with
 * the files of a virtual workspace, `memory:/bookshop`. The suites that need one share a VS Code.
 */
export const otherExtensions = ['model-provider', 'memory-files'].map(name =>
  path.join(projectFolder(), 'test', 'fixtures', name),
);
