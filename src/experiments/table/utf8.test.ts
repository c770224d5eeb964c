import { expect, it } from 'vitest';
import { createUtf8Check, decodeUtf8, encodeUtf8 } from './utf8.ts';

function check(bytes: readonly number[], chunk = 1000): number[] {
  const utf8 = createUtf8Check();
  const text: number[] = [];
  for (let from = 0; from < bytes.length; from += chunk) {
    text.push(...utf8.push(Uint8Array.from(bytes.slice(from, from + chunk))));
  }
  return [...text, ...utf8.end()];
}

const sample = 'a,ä,€,🙂\n';
const bytes = [...new TextEncoder().encode(sample)];

it.each([1, 2, 3, 1000])('passes UTF-8 through in chunks of %i, without a byte order mark', (chunk) => {
  expect(check(bytes, chunk)).toEqual(bytes);
  expect(check([0xef, 0xbb, 0xbf, ...bytes], chunk)).toEqual(bytes);
  expect(check([0xef, 0xbb, 0xbf], chunk)).toEqual([]);
  expect(check([0x61], chunk)).toEqual([0x61]);
});

it('writes and reads what TextEncoder does', () => {
  expect([...encodeUtf8(sample)]).toEqual(bytes);
  expect(decodeUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBe(sample);
});

const latin = 'the file looks like Latin-1 or Windows-1252; say encoding latin1';
it.each([
  [
    'Latin-1',
    [0x61, 0x0a, 0x67, 0x72, 0xf6, 0xdf, 0x65],
    `byte F6 at position 4 (line 2) is not UTF-8: ${latin}`,
  ],
  ['a lone continuation', [0x61, 0x0a, 0x80], `byte 80 at position 2 (line 2) is not UTF-8: ${latin}`],
  [
    'an overlong form',
    [0x61, 0x61, 0x61, 0xc0, 0x80],
    `byte C0 at position 3 (line 1) is not UTF-8: ${latin}`,
  ],
  [
    'half a surrogate pair',
    [0x61, 0xed, 0xa0, 0x80],
    `byte ED at position 1 (line 1) is not UTF-8: ${latin}`,
  ],
  [
    'little-endian UTF-16',
    [0xff, 0xfe, 0x61, 0x00],
    'bytes FF FE at position 0 are the byte order mark of UTF-16, not of UTF-8; say encoding utf-16le',
  ],
  [
    'big-endian UTF-16',
    [0xfe, 0xff, 0x00, 0x61],
    'bytes FE FF at position 0 are the byte order mark of UTF-16, not of UTF-8; say encoding utf-16be',
  ],
  [
    'UTF-16 without a mark',
    [0x61, 0x00, 0x62, 0x00],
    'byte 00 at position 1 (line 1): the file is UTF-16 without a byte order mark, or not text; say encoding utf-16le',
  ],
  [
    'half a character',
    [0x61, 0x61, 0xe2, 0x82],
    'the file ends in the middle of a character: it is truncated',
  ],
])('refuses %s', (_name, wrong, message) => {
  expect(() => check(wrong)).toThrow(message);
  expect(() => check(wrong, 1)).toThrow(message);
});
