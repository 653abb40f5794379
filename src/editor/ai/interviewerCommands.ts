/** The commands of the AI interviewer. What a person wrote is in the page, so most go through it. */
import type { OwnAnswerAction } from '../../protocol/question';
import type { App } from '../main/app';
import type { Handlers } from '../main/commandTable';
import { commands } from '../base/ids';
import { chooseModel } from './models';

export function interviewerCommands({ panel }: App) {
  const ownAnswer = (what: OwnAnswerAction) => () => panel.post({ type: 'ownAnswer', what });
  return {
    [commands.writeAnswer]: ownAnswer('write'),
    [commands.gradeAnswer]: ownAnswer('grade'),
    [commands.cancelGrading]: ownAnswer('cancel'),
    [commands.showPrompt]: ownAnswer('showPrompt'),
    [commands.chooseModel]: async () => {
      await chooseModel();
    },
  } satisfies Partial<Handlers>;
}
