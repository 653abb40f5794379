/** The code of the chat participant and tools, loaded on first use. */
export { answerInChat, followUpsOf } from './chat';
export { invokeTool, prepareTool } from './tools';
