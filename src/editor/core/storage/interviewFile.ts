/** The file of an interview: its name, and its text behind a checksum. */
import { isInterviewId, readInterview, writeInterview } from '../../../study/mockInterview/format';
import type { Interview } from '../../../study/mockInterview/interview';
import { parseChecked, withChecksum } from './journal';

const suffix = '.json';

/** @param note what tells a copy from the interview's own file, such as `deleted` */
export function fileOf(id: string, note = ''): string {
  return id + (note === '' ? '' : `.${note}`) + suffix;
}

/** The interview that a file is of; `undefined` for copies and other files. */
export function idOf(fileName: string): string | undefined {
  const id = fileName.endsWith(suffix) ? fileName.slice(0, -suffix.length) : '';
  return isInterviewId(id) ? id : undefined;
}

export function textOf(interview: Interview): string {
  return withChecksum(JSON.stringify(writeInterview(interview)));
}

/** Reads a file's text, and also what is damaged as far as it parses. */
export function readText(text: string): ReturnType<typeof readInterview> & {
  /** Whether the checksum is that of the text. */
  readonly isWhole: boolean;
} {
  const whole = parseChecked(text);
  return { ...readInterview(whole ?? parseLeniently(text)), isWhole: whole !== undefined };
}

/** The JSON after a checksum that does not match, if it parses. */
function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{')));
  } catch {
    return undefined;
  }
}
