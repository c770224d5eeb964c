import type { Encoding } from './dialect.ts';
import { TableError } from './table-error.ts';
import { createUtf8Check, joinBytes } from './utf8.ts';

/** Converts the bytes of a file to UTF-8, chunk by chunk, without a byte order mark. */
export interface TextDecoding {
  /** Throws TableError if the bytes are invalid in the encoding. */
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
  /** The encoding used; known as soon as the first bytes are. */
  readonly encoding: Encoding;
}

type Decoder = Pick<TextDecoding, 'push' | 'end'>;

/** Uses the `given` encoding, otherwise the one named by the byte order mark, otherwise UTF-8. */
export function createTextDecoding(given?: Encoding): TextDecoding {
  let start: Uint8Array = new Uint8Array();
  let encoding: Encoding = given ?? 'utf-8';
  let decoder: Decoder | null = given === undefined ? null : decoders[given]();

  function begin(): Decoder {
    encoding = encodingOfMark(start) ?? 'utf-8';
    return decoders[encoding]();
  }

  return {
    push(chunk) {
      if (decoder) return decoder.push(chunk);
      start = joinBytes(start, chunk);
      if (start.length < 2) return new Uint8Array();
      decoder = begin();
      return decoder.push(start);
    },
    end() {
      if (decoder) return decoder.end();
      decoder = begin();
      return joinBytes(decoder.push(start), decoder.end());
    },
    get encoding() {
      return encoding;
    },
  };
}

const decoders: Readonly<Record<Encoding, () => Decoder>> = {
  'utf-8': createUtf8Check,
  'utf-16le': () => createUtf16(true),
  'utf-16be': () => createUtf16(false),
  latin1: createWindows1252,
};

function encodingOfMark([first, second]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** What bytes 80 to 9F mean in Windows-1252, as browsers read it (WHATWG Encoding, index windows-1252). */
const windowsCodes = [
  ...[
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8d,
  ],
  ...[
    0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
    0x203a,
  ],
  ...[0x0153, 0x9d, 0x017e, 0x0178],
];

function createWindows1252(): Decoder {
  let position = 0;
  return {
    push(chunk) {
      const out = createUtf8Writer(3 * chunk.length);
      for (const byte of chunk) {
        refuseNull(byte, position++);
        out.write(byte >= 0x80 && byte < 0xa0 ? windowsCodes[byte - 0x80]! : byte);
      }
      return out.bytes();
    },
    end: () => new Uint8Array(),
  };
}

function createUtf16(littleEndian: boolean): Decoder {
  let position = 0;
  let half: number | null = null;
  let lead: number | null = null;

  function refuse(at: number): never {
    throw new TableError(`the bytes at position ${at} are not UTF-16: they are half of a surrogate pair`);
  }

  return {
    push(chunk) {
      const out = createUtf8Writer(3 * (chunk.length + 2));
      for (const byte of chunk) {
        position++;
        if (half === null) {
          half = byte;
          continue;
        }
        const unit: number = littleEndian ? (byte << 8) | half : (half << 8) | byte;
        half = null;
        if (unit === 0xfeff && position === 2) continue;
        refuseNull(unit, position - 2);
        const isTrail = unit >= 0xdc00 && unit < 0xe000;
        if (isTrail !== (lead !== null)) refuse(position - 2);
        if (lead !== null) {
          out.write(0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00));
          lead = null;
        } else if (unit >= 0xd800 && unit < 0xdc00) lead = unit;
        else out.write(unit);
      }
      return out.bytes();
    },
    end() {
      if (half !== null || lead !== null) {
        throw new TableError('the file ends in the middle of a character: it is truncated, or not UTF-16');
      }
      return new Uint8Array();
    },
  };
}

function refuseNull(code: number, position: number): void {
  if (code === 0)
    throw new TableError(`there is a NUL character at position ${position}: is this a text file?`);
}

function createUtf8Writer(capacity: number) {
  const bytes = new Uint8Array(capacity);
  let length = 0;
  return {
    write(code: number): void {
      if (code < 0x80) {
        bytes[length++] = code;
        return;
      }
      const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[length++] = ((0xff00 >> (following + 1)) & 0xff) | (code >> (6 * following));
      for (let rest = following - 1; rest >= 0; rest--)
        bytes[length++] = 0x80 | ((code >> (6 * rest)) & 0x3f);
    },
    bytes: (): Uint8Array => bytes.subarray(0, length),
  };
}
