import { expect, it } from 'vitest';
import { createSeriesBuffer } from './series-buffer.ts';

const points = (epochs: number[], values: number[]) => ({
  epochs: Float64Array.from(epochs),
  values: Float64Array.from(values),
  thinned: false,
});

it('grows past its capacity, skips what it already has, and keeps older views unchanged', () => {
  const buffer = createSeriesBuffer({ capacity: 2, most: 100 });
  buffer.append(points([0, 1], [5, 4]));
  const before = buffer.view();
  buffer.append(points([1, 2, 3], [99, 3, NaN]));
  expect(buffer.view()).toEqual(points([0, 1, 2, 3], [5, 4, 3, NaN]));
  expect([...before.values]).toEqual([5, 4]);
});

it('returns the same view until there is something new', () => {
  const buffer = createSeriesBuffer({ most: 100 });
  buffer.append(points([0], [5]));
  const before = buffer.view();
  buffer.append(points([0], [5]));
  expect(buffer.view()).toBe(before);
  buffer.append(points([1], [4]));
  expect(buffer.view()).not.toBe(before);
});

it('is bounded, however long the series: extremes and non-finite values stay, and early and late epochs are kept about equally', () => {
  const most = 4096;
  const buffer = createSeriesBuffer({ most });
  const all = 1_000_000;
  const batch = 500;
  const strange = new Map([
    [1234, 1e6],
    [432_100, -1e6],
    [777_777, NaN],
  ]);
  for (let epoch = 0; epoch < all; epoch += batch) {
    const epochs = Array.from({ length: batch }, (_, index) => epoch + index);
    buffer.append(
      points(
        epochs,
        epochs.map((at) => strange.get(at) ?? Math.sin(at)),
      ),
    );
    const { epochs: kept } = buffer.view();
    expect(kept.length).toBeLessThanOrEqual(most);
    expect(kept.buffer.byteLength).toBeLessThanOrEqual(8 * (most + batch));
  }
  const { epochs, values, thinned } = buffer.view();
  expect(thinned).toBe(true);
  expect([epochs[0], epochs.at(-1)]).toEqual([0, all - 1]);
  for (const [epoch, value] of strange) expect(values[epochs.indexOf(epoch)]).toBe(value);
  const within = (from: number): number =>
    epochs.filter((epoch) => epoch >= from && epoch < from + all / 8).length;
  // The first epochs are all there, the latest are not thinned yet.
  const [second, middle] = [within(all / 8), within(all / 2)];
  expect(second).toBeGreaterThan(most / 64);
  expect(middle / second).toBeGreaterThan(0.5);
  expect(middle / second).toBeLessThan(2);
});

it('drops points at other than the given epochs', () => {
  const buffer = createSeriesBuffer({ most: 100 });
  buffer.append(points([0, 1, 2], [5, 4, 3]));
  const before = buffer.view();
  buffer.keepAt(Float64Array.of(0, 1, 2, 3));
  expect(buffer.view()).toBe(before);
  buffer.keepAt(Float64Array.of(0, 2));
  buffer.append(points([3], [2]));
  expect(buffer.view()).toEqual({ ...points([0, 2, 3], [5, 3, 2]), thinned: true });
  expect([...before.values]).toEqual([5, 4, 3]);
});
