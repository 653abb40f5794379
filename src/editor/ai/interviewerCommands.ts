/** The AI interviewer's commands. Answers live in the page, so most go through it. */
import type { OwnAnswerAction, ToWebview } from '../../protocol/question';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { chooseModel } from './models';

/** The page that holds the person's own answer. */
interface AnswerPage {
  readonly panel: { post(message: ToWebview): void };
}

/** The handlers of these commands. */
export function interviewerCommands({ panel }: AnswerPage) {
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
