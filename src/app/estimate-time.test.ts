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

/** What 12 such runs take, with 2 slots here and these workers; null if no queue is set. */
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

it('divides by the slots of the place, of workers by those that take runs', async () => {
  const workers = [
    { slots: 3 },
    { slots: 1 },
    { slots: 8, state: 'draining' },
    { slots: 9, refusal: 'its engine is 6' },
    { slots: null },
  ] as const;
  const twoSlots = (await estimate('here', workers))!;
  expect(twoSlots / 24_000).toBeCloseTo(1, 1); // 12 * 4 s / 2, and some time around each run
  expect(await estimate('workers', workers)).toBeCloseTo(twoSlots / 2, 6); // four
  expect(await estimate('both', workers)).toBeCloseTo(twoSlots / 3, 6); // six
});

it('does not know of workers that are not there', async () => {
  expect(await estimate('workers', [])).toBeNull();
  expect(await estimate('workers', null)).toBeNull();
  expect(await estimate('both', [])).toBe(await estimate('here', null));
});
