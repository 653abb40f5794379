/** Starts every line that the tests in VS Code print, so that the host tells them from its log. */
export const testConsoleMark = '\u2060'; // word joiner: seen by nobody where it is not removed
