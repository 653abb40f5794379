/** `node:assert/strict` for hosts without Node. */
import { strict } from 'assert/';

/** Newer than what the package has. */
function match(text: string, pattern: RegExp, message?: string): void {
  strict.ok(pattern.test(text), message ?? `${JSON.stringify(text)} does not match ${pattern}`);
}

function doesNotMatch(text: string, pattern: RegExp, message?: string): void {
  strict.ok(!pattern.test(text), message ?? `${JSON.stringify(text)} matches ${pattern}`);
}

export default Object.assign(strict, { match, doesNotMatch });
