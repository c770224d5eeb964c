import { expect, it } from 'vitest';
import { createSeriesBuffer } from './series-buffer.ts';

it('grows past its capacity, leaves out what it already has, and keeps older views unchanged', () => {
  const buffer = createSeriesBuffer(2);
  buffer.append(Float64Array.of(0, 1), Float64Array.of(5, 4));
  const before = buffer.view();
  buffer.append(Float64Array.of(1, 2, 3), Float64Array.of(99, 3, NaN));
  expect([...buffer.view().epochs]).toEqual([0, 1, 2, 3]);
  expect([...buffer.view().values]).toEqual([5, 4, 3, NaN]);
  expect([...before.values]).toEqual([5, 4]);
  expect(buffer.length).toBe(4);
});
