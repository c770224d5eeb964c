import { askBack } from './question.ts';
import { TableError } from './table-error.ts';

/**
 * Passes UTF-8 through, chunk by chunk, without a byte order mark. `push` throws TableError at the first byte that is not UTF-8, naming it
 * and what the file probably is instead; `end` throws it if the text is cut off.
 */
export function createUtf8Check() {
  let position = 0;
  let line = 1;
  let missing = 0;
  let lead = { byte: 0, position: 0 };
  let [lowest, highest] = [0x80, 0xbf];
  /** The first bytes, held back until it is known whether they are a byte order mark. */
  let start: number[] | null = [];

  function refuse({ byte, position }: typeof lead): never {
    throw askBack({
      found: `byte ${hex(byte)} at position ${position} (line ${line}) is not UTF-8: the file looks like Latin-1 or Windows-1252`,
      answers: [{ means: 'Latin-1 or Windows-1252', given: { encoding: 'latin1' } }],
    });
  }

  function check(byte: number, position: number): void {
    if (missing > 0) {
      if (byte < lowest || byte > highest) refuse(lead);
      missing--;
      [lowest, highest] = [0x80, 0xbf];
    } else if (byte >= 0x80) {
      lead = { byte, position };
      if (byte < 0xc2 || byte > 0xf4) refuse(lead);
      missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      // Excludes overlong forms, surrogate halves, and anything beyond U+10FFFF.
      if (byte === 0xe0) lowest = 0xa0;
      if (byte === 0xed) highest = 0x9f;
      if (byte === 0xf0) lowest = 0x90;
      if (byte === 0xf4) highest = 0x8f;
    } else if (byte === 0) {
      const encoding = position % 2 === 1 ? 'utf-16le' : 'utf-16be';
      throw askBack({
        found: `byte 00 at position ${position} (line ${line}): the file is UTF-16 without a byte order mark, or not text`,
        answers: [{ means: 'UTF-16', given: { encoding } }],
      });
    } else if (byte === 0x0a) line++;
  }

  function checkAll(text: Uint8Array): void {
    for (let index = 0; index < text.length; index++) {
      const byte = text[index]!;
      // Most bytes are plain characters.
      if (byte < 0x20 || byte >= 0x80 || missing > 0) check(byte, position + index);
    }
    position += text.length;
  }

  /** Checks the first three bytes together, however small the chunks are. */
  function withoutMark(chunk: Uint8Array): Uint8Array {
    if (start === null) return chunk;
    const joined = Uint8Array.from([...start, ...chunk.subarray(0, 3)]);
    const rest = chunk.subarray(3);
    refuseUtf16(joined);
    if (joined.length < 3) {
      start = [...joined];
      return new Uint8Array();
    }
    start = null;
    const isMark = byteOrderMark.every((byte, index) => joined[index] === byte);
    if (isMark) position = byteOrderMark.length;
    return joinBytes(isMark ? joined.subarray(3) : joined, rest);
  }

  return {
    push(chunk: Uint8Array): Uint8Array {
      const text = withoutMark(chunk);
      checkAll(text);
      return text;
    },
    /** Returns what was held back. */
    end(): Uint8Array {
      const text = Uint8Array.from(start ?? []);
      checkAll(text);
      if (missing > 0) throw new TableError('the file ends in the middle of a character: it is truncated');
      return text;
    },
  };
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Concatenates two byte arrays. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** Concatenates any number of byte arrays. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

function refuseUtf16([first, second]: Uint8Array): void {
  if (!(first === 0xff && second === 0xfe) && !(first === 0xfe && second === 0xff)) return;
  throw askBack({
    found: `bytes ${hex(first!)} ${hex(second!)} at position 0 are the byte order mark of UTF-16, not of UTF-8`,
    answers: [{ means: 'UTF-16', given: { encoding: first === 0xff ? 'utf-16le' : 'utf-16be' } }],
  });
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** The text of valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let index = start; index < end;) {
    const byte = bytes[index++]!;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      continue;
    }
    const following = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    let code = byte & (0x3f >> following);
    for (let rest = following; rest > 0; rest--) code = (code << 6) | (bytes[index++]! & 0x3f);
    text += String.fromCodePoint(code);
  }
  return text;
}

/** The UTF-8 of a text. Unpaired surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else {
      const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes.push(((0xff00 >> (following + 1)) & 0xff) | (code >> (6 * following)));
      for (let rest = following - 1; rest >= 0; rest--) bytes.push(0x80 | ((code >> (6 * rest)) & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
