import { expect, test } from 'vitest';
import type { Costs, Figures, Lab } from './figures.ts';
import { simulate } from './simulate.ts';

const free: Costs = {
  ...{ perRead: 0, perBatch: 0, perRow: 0, perCheckpoint: 0, perRun: 0, perSlotSecond: 0 },
};
/** Batches of 100 epochs, ten per second from each slot; nothing costs anything. */
const figures: Figures = {
  costs: { redis: free, host: free, store: free },
  ...{ epochsPerSecond: 1000, epochsPerRun: 10_000, turnaroundSeconds: 0 },
  ...{ rowsPerBatch: 2048, secondsPerBatch: 0.1, secondsPerCheckpoint: 3 },
  ...{ bytesPerBatch: 0, bytesPerRow: 100, window: 4, limitBytes: 10e6, batchesPerRead: 10 },
  retry: { firstSeconds: 0.05, lastSeconds: 1, redisSeconds: 0 },
};
const lab: Lab = { slots: 1, hosts: 1, recordEvery: 1 };

function withCosts(costs: Partial<Record<keyof Figures['costs'], Partial<Costs>>>): Figures {
  const of = (name: keyof Figures['costs']): Costs => ({ ...free, ...costs[name] });
  return { ...figures, costs: { redis: of('redis'), host: of('host'), store: of('store') } };
}

test('what costs nothing holds nobody back', () => {
  const outcome = simulate(figures, { ...lab, slots: 50 }, 40);
  expect(outcome.epochsPerSecond).toBeCloseTo(50_000, -3);
  expect(outcome.load).toEqual({ redis: 0, host: 0, store: 0 });
  expect(outcome.longestDelay).toBe(0);
});

test('a slot trains nothing between two runs', () => {
  // Ten seconds of training, then ten of waiting.
  const { epochsPerSecond, share } = simulate({ ...figures, turnaroundSeconds: 10 }, lab, 800);
  expect(epochsPerSecond).toBeCloseTo(500, -1);
  expect(share).toBeCloseTo(1, 1);
});

test('a batch is delayed by the work of every station in turn', () => {
  const costs = { redis: { perBatch: 0.005 }, host: { perRow: 1e-4 }, store: { perRead: 0.02 } };
  const outcome = simulate(withCosts(costs), lab, 40);
  expect(outcome.meanDelay).toBeCloseTo(0.005 + 0.01 + 0.02, 9);
  expect(outcome.longestDelay).toBeCloseTo(0.035, 9);
  // Ten batches per second.
  expect(outcome.load.redis).toBeCloseTo(0.05, 2);
  expect(outcome.load.host).toBeCloseTo(0.1, 2);
  expect(outcome.load.store).toBeCloseTo(0.2, 2);
});

test.each(['redis', 'host', 'store'] as const)('no more gets through than %s can handle', (name) => {
  // 100 slots produce 100,000 rows per second, of which one station handles 10,000.
  const crowded = { ...lab, slots: 100 };
  const outcome = simulate(withCosts({ [name]: { perRow: 1e-4 } }), crowded, 200);
  expect(outcome.epochsPerSecond / 10_000).toBeCloseTo(1, 1);
  expect(outcome.share).toBeCloseTo(0.1, 2);
  expect(outcome.load[name]).toBeCloseTo(1, 2);
  // What is ahead of Redis waits in the workers; what is behind it fills the stream to its limit, exceeded by one batch at most.
  if (name !== 'redis') expect(outcome.heldBytes).toBeGreaterThanOrEqual(figures.limitBytes);
  expect(outcome.heldBytes).toBeLessThan(figures.limitBytes + 10_000);
});

test('batches taken at once share the cost of a read', () => {
  // Ten batches of 100 epochs every 0.1 s: 10,000 per second, of 20,000 that the slots would train.
  const outcome = simulate(withCosts({ store: { perRead: 0.1 } }), { ...lab, slots: 20 }, 200);
  expect(outcome.epochsPerSecond / 10_000).toBeCloseTo(1, 1);
});

test('two hosts store twice as much, and one row in ten lets ten times as many epochs through', () => {
  const costly = withCosts({ store: { perRow: 1e-4 } });
  const of = (change: Partial<Lab>) =>
    simulate(costly, { ...lab, slots: 150, ...change }, 40).epochsPerSecond / 10_000;
  expect(of({})).toBeCloseTo(1, 1);
  expect(of({ hosts: 2 })).toBeCloseTo(2, 1);
  expect(of({ recordEvery: 10 })).toBeCloseTo(10, 0);
});

test('runs and checkpoints cost what they cost', () => {
  // A run every 10 s and a checkpoint every 3 s, rounded up to a batch.
  const costs = { host: { perRun: 1 }, store: { perCheckpoint: 0.3 } };
  const { load } = simulate(withCosts(costs), lab, 800);
  expect(load.host).toBeCloseTo(0.1, 2);
  expect(load.store).toBeCloseTo(0.1, 2);
});

test('the background load of every slot slows the rest down, to a standstill', () => {
  // Half of the time is left for work that needs all of it.
  const costs = { redis: { perRow: 1e-4, perSlotSecond: 0.005 } };
  const { epochsPerSecond, load } = simulate(withCosts(costs), { ...lab, slots: 100 }, 200);
  expect(epochsPerSecond / 5000).toBeCloseTo(1, 1);
  expect(load.redis).toBeCloseTo(1, 2);
  expect(() => simulate(withCosts(costs), { ...lab, slots: 200 }, 1)).toThrow(
    'redis has no time left beside 200 slots',
  );
});
