import { expect, it } from 'vitest';
import { fileNameOf } from './save-blob.ts';

it.each([
  ['How much L2?', 'how-much-l2'],
  ['../a\\b: "c"', 'a-b-c'],
  ['Größe 1.5', 'größe-1.5'],
  ['???', 'lambdascope'],
])('names the file of %j %s', (name, file) => {
  expect(fileNameOf(name)).toBe(file);
});
