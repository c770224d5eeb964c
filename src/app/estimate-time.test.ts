import { expect, it } from 'vitest';
import { runConfigSchema } from '#api';
import { estimateTimeMs } from './estimate-time.ts';

const config = runConfigSchema.parse({
  layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }],
  epochs: 100,
});
const trained = { status: 'completed', config, epochsDone: 100, durationMs: 4000, branch: null };

interface Slots {
  readonly slots: number | null;
  readonly state?: 'ready' | 'draining';
  readonly refusal?: string;
}

/** Estimate for 12 such runs, with 2 slots here and these workers; null if no queue is set. */
async function estimate(place: 'here' | 'workers' | 'both', workers: readonly Slots[] | null) {
  const seen = workers?.map((worker) => ({ state: 'ready', refusal: null, trouble: null, ...worker }));
  const view = { read: async () => ({ trouble: null, workers: seen, otherHosts: 0 }) };
  const services = {
    store: { listRuns: async () => ({ runs: [trained] }) },
    compute: { concurrency: 2 },
    training: { queue: workers === null ? null : { view } },
  };
  return estimateTimeMs(
    services as never,
    Array.from({ length: 12 }, () => config),
    place,
  );
}

it('divides by the slots at the place, counting those of workers that accept runs', async () => {
  const workers = [
    { slots: 3 },
    { slots: 1 },
    { slots: 8, state: 'draining' },
    { slots: 9, refusal: 'its engine is 6' },
    { slots: null },
  ] as const;
  const twoSlots = (await estimate('here', workers))!;
  expect(twoSlots / 24_000).toBeCloseTo(1, 1); // 12 * 4 s / 2, and some time around each run
  expect(await estimate('workers', workers)).toBeCloseTo(twoSlots / 2, 6); // four slots
  expect(await estimate('both', workers)).toBeCloseTo(twoSlots / 3, 6); // six slots
});

it('does not guess without workers', async () => {
  expect(await estimate('workers', [])).toBeNull();
  expect(await estimate('workers', null)).toBeNull();
  expect(await estimate('both', [])).toBe(await estimate('here', null));
});
