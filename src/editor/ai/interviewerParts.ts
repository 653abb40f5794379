/** What the chat participant and the tools do: loaded when one of them is first used. */
export { answerInChat, followUpsOf } from './chat';
export { invokeTool, prepareTool } from './tools';
