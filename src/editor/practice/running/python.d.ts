/** The build embeds Python files as text. */
declare module '*.py' {
  const text: string;
  export default text;
}
