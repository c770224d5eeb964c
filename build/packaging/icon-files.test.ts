import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { icnsOf, icoOf } from './icon-files.ts';

const at = (path: string): string => `${import.meta.dirname}/../${path}`;
const picture = (size: number) => {
  const file = at(size === 1024 ? 'icon.png' : `icons/${size}x${size}.png`);
  return { size, png: new Uint8Array(readFileSync(file)) };
};

test('the Windows icon contains the rendered pictures', () => {
  const pictures = [16, 32, 48, 64, 128, 256].map(picture);
  expect(readFileSync(at('icon.ico')).equals(icoOf(pictures))).toBe(true);
});

test('the macOS icon has a picture for each screen', () => {
  const file = readFileSync(at('icon.icns'));
  const entries: [string, number][] = [];
  const widthAt = 8 + 16; // after the headers of the entry and of the PNG
  for (let offset = 8; offset < file.length; offset += file.readUInt32BE(offset + 4))
    entries.push([file.toString('latin1', offset, offset + 4), file.readUInt32BE(offset + widthAt)]);
  expect(Object.fromEntries(entries)).toEqual({
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  });
});

test('an .ico states the size, length and position of each picture', () => {
  const file = Buffer.from(icoOf([picture(16), picture(256)]));
  const [first, second] = [picture(16).png.length, picture(256).png.length];
  expect([file.readUInt8(6), file.readUInt32LE(14), file.readUInt32LE(18)]).toEqual([16, first, 38]);
  expect([file.readUInt8(22), file.readUInt32LE(30), file.readUInt32LE(34)]).toEqual([0, second, 38 + first]);
  expect(file.length).toBe(38 + first + second);
});

test('an .icns counts its headers', () => {
  const file = Buffer.from(icnsOf([{ size: 32, png: Uint8Array.of(1, 2, 3) }]));
  expect(file.toString('latin1')).toBe('icns\0\0\0\u0013ic11\0\0\0\u000b\u0001\u0002\u0003');
});
