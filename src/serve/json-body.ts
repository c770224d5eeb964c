import { AppError } from '#api';
import { wire } from './wire.ts';

const mebibyte = 1024 * 1024;

/** Limits for a command's body. */
export interface BodyLimits {
  readonly bytes: number;
  /** Number of values in its JSON, counting every list, object and field. */
  readonly values: number;
}

/** Enough for ten thousand ids, for a chunk of a file, or for the names of ten thousand columns. */
const usualLimits: BodyLimits = { bytes: mebibyte, values: 25_000 };

/** Limits of commands that need more: a thousand configs, or a grid whose points set a value in every layer. */
const ownLimits: ReadonlyMap<string, BodyLimits> = new Map([
  ['createRuns', { bytes: 2 * mebibyte, values: 200_000 }],
  ...['previewSweep', 'createSweep', 'updateSweep'].map(
    (name) => [name, { bytes: mebibyte, values: 50_000 }] as const,
  ),
]);

export const commandsWithOwnLimits: readonly string[] = [...ownLimits.keys()];

/** None of our inputs is even a tenth as deep. */
const maxDepth = 100;

export function limitsOf(command: string): BodyLimits {
  return ownLimits.get(command) ?? usualLimits;
}

/** Parses the input in a command's body. Throws invalidInput if it is not JSON, or so large that checking it would hold up the host. */
export function parseBody(text: string, command: string): unknown {
  if (text === '') return {};
  requireModest(text, limitsOf(command).values);
  try {
    return wire.decode(text);
  } catch (thrown) {
    throw new AppError('invalidInput', `the body is not JSON: ${AppError.from(thrown).message}`);
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Counts without parsing: objects parsed from the text would take many times its memory. */
function requireModest(text: string, maxValues: number): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) values++;
    else if (code === openBrace || code === openBracket) {
      values++;
      if (++depth > maxDepth) {
        throw new AppError(
          'invalidInput',
          `the body is nested more than ${maxDepth} levels deep; allowed: at most ${maxDepth}`,
        );
      }
    } else if (code === closeBrace || code === closeBracket) depth--;
    if (values > maxValues) {
      const allowed = maxValues.toLocaleString('en');
      throw new AppError(
        'invalidInput',
        `the body has more than ${allowed} values; allowed: at most ${allowed}, in several commands if need be`,
      );
    }
  }
}

/** Where the string that begins at `start` ends; the end of the text for an unterminated one. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === backslash) first--;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}
