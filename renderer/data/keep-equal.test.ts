import { expect, it } from 'vitest';
import { keepEqual } from './keep-equal.ts';

const before = { id: 'a', epochs: 3, config: { layers: [{ units: 2 }, { units: 3 }] }, best: null };

it('what did not change stays the same object, at every depth', () => {
  expect(keepEqual(structuredClone(before), before)).toBe(before);
  const next = keepEqual({ ...structuredClone(before), epochs: 4 }, before);
  expect(next).toEqual({ ...before, epochs: 4 });
  expect(next.config).toBe(before.config);
});

it('a change inside leaves unchanged siblings as they were', () => {
  const next = keepEqual({ config: { layers: [{ units: 2 }, { units: 4 }] } }, before);
  expect(next).toEqual({ config: { layers: [{ units: 2 }, { units: 4 }] } });
  expect(next.config.layers[0]).toBe(before.config.layers[0]);
});

it('an extra or missing field, another length and another kind are changes', () => {
  expect(keepEqual({ a: 1 } as object, { a: 1, b: undefined })).toEqual({ a: 1 });
  expect(Object.keys(keepEqual({ a: 1, b: undefined }, { a: 1, c: 2 }))).toEqual(['a', 'b']);
  expect(keepEqual([1, 2], [1, 2, 3])).toEqual([1, 2]);
  expect(keepEqual([], {})).toEqual([]);
});

it('NaN equals itself but not null; typed arrays are taken as they are', () => {
  const diverged = { loss: NaN };
  expect(keepEqual({ loss: NaN }, diverged)).toBe(diverged);
  expect(keepEqual({ loss: NaN } as object, { loss: null })).toEqual({ loss: NaN });
  const points = Float64Array.of(1);
  expect(keepEqual({ points }, { points: Float64Array.of(1) }).points).toBe(points);
});
