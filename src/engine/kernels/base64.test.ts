import { expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

it.each([0, 1, 2, 3, 4, 255, 256, 257])('decodes %i bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 151 + 7) % 256);
  expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
});
