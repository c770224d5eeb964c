import { expect, test } from 'vitest';
import { generatedDefaults, generatedKinds, placeOf, rangesOf } from './generated-kinds.ts';

test('every kind has sliders that include its defaults', () => {
  const fields = Object.fromEntries(
    generatedKinds.map(({ kind }) => [
      kind,
      rangesOf(generatedDefaults(kind)).map((range) => {
        const value = Number(new Map(Object.entries(generatedDefaults(kind))).get(range.field));
        expect(range.values[placeOf(range, value)]).toBe(value);
        return range.field;
      }),
    ]),
  );
  expect(fields).toEqual({
    spiral: ['samplesPerClass', 'classes', 'noise', 'labelNoise'],
    moons: ['samplesPerClass', 'noise', 'labelNoise'],
    circles: ['samplesPerClass', 'noise', 'factor', 'labelNoise'],
    blobs: ['samplesPerClass', 'classes', 'noise', 'labelNoise'],
    xor: ['samplesPerClass', 'noise', 'labelNoise'],
  });
});

test('a value between two steps takes the nearer one', () => {
  expect(placeOf({ values: [5, 10, 20] }, 16)).toBe(2);
  expect(placeOf({ values: [5, 10, 20] }, 0)).toBe(0);
});
