/** Starts every line printed by tests in VS Code, to tell them from the host's log. */
export const testConsoleMark = '\u2060'; // word joiner: invisible if it is not removed
