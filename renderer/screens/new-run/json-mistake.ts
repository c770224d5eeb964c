/**
 * Where and why a text is not JSON, in plain language. Engines word their own messages differently and often leave out the position; this
 * parser follows the grammar (RFC 8259) and stops at the first mistake.
 */
class Mistake {
  readonly at: number;
  readonly expected: string;
  constructor(at: number, expected: string) {
    this.at = at;
    this.expected = expected;
  }
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function take(pattern: RegExp, text: string, at: number, expected: string): number {
  const end = skip(pattern, text, at);
  if (end === at) throw new Mistake(at, expected);
  return end;
}

/** The end of the value at `at`, which must not be white space. */
function readValue(text: string, at: number): number {
  const first = text[at];
  if (first === '{') return readList(text, at + 1, '}', readMember);
  if (first === '[') return readList(text, at + 1, ']', readValue);
  if (first === '"') return take(string, text, at, 'a text closed by " on the same line');
  const end = skip(word, text, at);
  return end > at ? end : take(number, text, at, 'a value');
}

function readMember(text: string, at: number): number {
  const colon = skip(space, text, take(string, text, at, 'a field name in double quotes'));
  if (text[colon] !== ':') throw new Mistake(colon, 'a colon');
  return readValue(text, skip(space, text, colon + 1));
}

function readList(text: string, start: number, close: string, readItem: typeof readValue): number {
  let at = skip(space, text, start);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(space, text, readItem(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Mistake(at, `a comma or ${close}`);
    at = skip(space, text, at + 1);
  }
}

/** One line such as `Line 3, column 11: a value is expected here, not "}"`; null if the text is JSON. */
export function describeJsonMistake(text: string): string | null {
  try {
    const end = skip(space, text, readValue(text, skip(space, text, 0)));
    if (end === text.length) return null;
    throw new Mistake(end, 'the end');
  } catch (thrown) {
    if (!(thrown instanceof Mistake)) throw thrown;
    const lines = text.slice(0, thrown.at).split('\n');
    const found = text[thrown.at];
    const instead =
      found === undefined ? 'but the text ends' : `not ${found === '\n' ? 'a new line' : `“${found}”`}`;
    return `Line ${lines.length}, column ${lines.at(-1)!.length + 1}: ${thrown.expected} is expected here, ${instead}.`;
  }
}
