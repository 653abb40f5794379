/** Options of which some are marked as right: bold, with a tick, or with a word behind them. */
import { longestLine, type Line } from './lines';

/** A list of options. */
export interface Options {
  /** The line (exclusive) where they end. */
  readonly end: number;
  /** Whether some but not all of them are marked. */
  readonly areMarked: boolean;
}

/** The most options of a question. */
const mostOptions = 12;

/** Ticks, at either end; `(correct)`; all of it bold. */
const marked =
  /^[✅✔☑✓]|[✅✔☑✓]\uFE0F?$|\((?:correct|right|richtig|correct[oa]|正确|верно)\)\W{0,3}$|^(\*\*|__)(?:(?!\1).)+\1[.;]?$/iu;

/** The plain list from a line on, past blank lines; `undefined` if none is there. */
export function optionsAt(lines: readonly Line[], start: number): Options | undefined {
  let at = start;
  while (at < lines.length && isBlank(lines[at])) at++;
  const first = lines[at];
  if (first?.opaque !== false || first.mark?.number !== undefined || !first.mark) return undefined;
  const { indent } = first.mark;
  let [options, right, end] = [0, 0, at];
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (!line || isBlank(line)) continue;
    const { mark } = line;
    if (line.opaque || !mark || mark.number !== undefined || mark.indent !== indent) break;
    options++;
    if (line.text.length <= longestLine && marked.test(mark.rest.trim())) right++;
    end = at + 1;
  }
  const isFew = options > 1 && options <= mostOptions;
  return { end, areMarked: isFew && right > 0 && right < options };
}

function isBlank(line: Line | undefined): boolean {
  return line !== undefined && line.text.length <= longestLine && line.text.trim() === '';
}
