import fc from 'fast-check';

/** Stands in for a value in a fuzzed message that is valid when it is sent. */
export const right = { visit: -77_777, id: 'the right id' };

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(NaN, Infinity, -1, 0.5, 2 ** 53, 1e308, undefined, '', 'x'.repeat(250)),
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'workbench.action.quit', '../../../etc/passwd'],
    ...['command:workbench.action.quit', 'djangoInterview.resetProgress', 'setContext'],
  ),
);

/**
 * Messages as from a hostile page: some that follow the protocol, most nearly so, and some not at
 * all.
 *
 * @param types of the protocol's messages
 * @param actions of its `action` messages
 */
export function messages(
  types: readonly string[],
  actions: readonly string[],
): fc.Arbitrary<unknown> {
  const count = fc.oneof(
    { weight: 4, arbitrary: fc.nat(6) },
    { weight: 4, arbitrary: fc.constant(right.visit) },
    { weight: 2, arbitrary: junk },
  );
  const id = fc.oneof(fc.constant(right.id), junk);
  const choices = fc.record(
    {
      length: fc.oneof(fc.constant({ kind: 'questions', count: 3 }), junk),
      secondsPerQuestion: count,
      categories: fc.oneof(fc.constant('all'), fc.array(id), junk),
      weakFirst: fc.oneof(fc.boolean(), junk),
      oneFromEach: fc.oneof(fc.constantFrom('nothing', 'collection'), junk),
      withMastered: fc.oneof(fc.boolean(), junk),
      withTask: fc.oneof(fc.boolean(), junk),
    },
    { requiredKeys: [] },
  );
  const fields = {
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...types) },
      { weight: 1, arbitrary: junk },
    ),
    action: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...actions) },
      { weight: 1, arbitrary: junk },
    ),
    visit: count,
    block: count,
    symbol: count,
    index: count,
    point: count,
    followUp: count,
    on: fc.oneof(fc.boolean(), junk),
    id,
    interview: id,
    text: fc.oneof(fc.string(), junk),
    answer: fc.oneof(fc.string(), fc.constant('x'.repeat(30_000)), junk),
    remedy: fc.oneof(fc.constantFrom('findModel', 'chooseModel'), junk),
    choices: fc.oneof(choices, junk),
    command: fc.constant('workbench.action.quit'),
    html: fc.constant('<script>alert(1)</script>'),
  };
  return fc.oneof(
    { weight: 6, arbitrary: fc.record(fields) },
    { weight: 3, arbitrary: fc.record(fields, { requiredKeys: ['type'] }) },
    { weight: 1, arbitrary: junk },
  );
}

/** The message with currently valid values. */
export function atNow(message: unknown, now: { visit: number; id: string }): unknown {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
  return Object.fromEntries(
    Object.entries(message).map(([name, value]: [string, unknown]) => [
      name,
      value === right.visit ? now.visit : value === right.id ? now.id : value,
    ]),
  );
}
