import { expect, it } from 'vitest';
import { evenEpochs, pointsAt, thinStretches } from './thin-stretches.ts';

const every = (from: number, to: number, step = 1): Float64Array =>
  Float64Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

it('keeps all of the first epochs, and first, last, lowest and highest of later stretches', () => {
  const epochs = every(0, 999);
  const values = epochs.map((epoch) => Math.sin(epoch));
  values[777] = 50;
  values[900] = -50;
  values[801] = NaN;
  const { epochs: kept, values: keptValues } = thinStretches(epochs, values, 100);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect([...kept.subarray(0, 25)]).toEqual([...every(0, 24)]);
  for (const epoch of [777, 801, 900, 999]) expect(kept).toContain(epoch);
  // Stretches of 128 epochs: 750 epochs for 14 of them are more than 64.
  for (const start of [128, 256, 384, 512, 640, 768, 896]) expect(kept).toContain(start);
  kept.forEach((epoch, at) => expect(keptValues[at]).toBe(values[epoch]));
});

it('after thinning and growing, keeps the same extremes as when thinning everything', () => {
  const epochs = every(0, 40_000);
  const values = epochs.map((epoch) => Math.sin(epoch * epoch));
  const few = thinStretches(epochs.subarray(0, 20_000), values.subarray(0, 20_000), 400);
  const grown = thinStretches(
    Float64Array.of(...few.epochs, ...epochs.subarray(20_000)),
    Float64Array.of(...few.values, ...values.subarray(20_000)),
    400,
  );
  const whole = thinStretches(epochs, values, 400);
  expect(grown.epochs.length).toBeLessThanOrEqual(400);
  expect(grown).toEqual(whole);
});

it('returns a short series unchanged, and for fewer than 20 points chooses them as thinSeries does', () => {
  const epochs = every(0, 99);
  expect(thinStretches(epochs, epochs, 100).epochs).toBe(epochs);
  expect([...thinStretches(epochs, epochs, 4).epochs]).toEqual([0, 99]);
});

it('finds points at epochs, and leaves out epochs without one', () => {
  const points = { epochs: every(0, 10, 2), values: every(0, 5) };
  const found = pointsAt(points, Float64Array.of(2, 3, 8, 11));
  expect([...found.epochs]).toEqual([2, 8]);
  expect([...found.values]).toEqual([1, 4]);
});

it('takes one kept epoch per stretch, evenly spaced', () => {
  const epochs = every(0, 9990, 10);
  const { epochs: kept } = thinStretches(
    epochs,
    epochs.map((epoch) => Math.cos(epoch)),
    100,
  );
  const even = [...evenEpochs(kept, 100)];
  // From stretches of 1,024 epochs, the first that is a multiple of 10.
  expect(even).toEqual([0, 1030, 2050, 3080, 4100, 5120, 6150, 7170, 8200, 9220]);
});
