/** The command that opens a question's note. */
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import type { Study } from '../core/study';
import { withQuestion } from '../core/target';
import type { Notes } from './notes';

/** The handler of this command. */
export function noteCommands({ study, notes }: { readonly study: Study; readonly notes: Notes }) {
  return {
    [commands.editNote]: target => withQuestion(study, target, one => notes.edit(one)),
  } satisfies Partial<Handlers>;
}
