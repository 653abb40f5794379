/** The build takes a file of Python in as its text. */
declare module '*.py' {
  const text: string;
  export default text;
}
