/** The parts of Papa Parse used in `study/`: its own types pull in Node. */
interface ParseOptions {
  delimiter?: string;
  newline?: '\r' | '\n' | '\r\n';
  quoteChar?: string;
  header?: boolean;
  preview?: number;
  skipEmptyLines?: boolean | 'greedy';
}
interface ParseResult<Row> {
  data: Row[];
  errors: { type: string; code: string; message: string; row?: number }[];
  meta: { delimiter: string };
}
declare const Papa: {
  parse: <Row>(text: string, options?: ParseOptions) => ParseResult<Row>;
  unparse: (
    rows: readonly unknown[],
    options?: { delimiter?: string; newline?: string; quotes?: boolean; escapeFormulae?: RegExp },
  ) => string;
};
export default Papa;
