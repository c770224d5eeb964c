import type { Costs, Figures } from './figures.ts';
const none = { perRead: 0, perBatch: 0, perRow: 0, perCheckpoint: 0, perRun: 0, perSlotSecond: 0 };
const costs: Record<'redis' | 'host' | 'store', Costs> = {
  redis: {
    ...none,
    perBatch: 21e-6,
    perRow: 0.43e-6,
    perCheckpoint: 40e-6,
    perRun: 500e-6,
    perSlotSecond: 60e-6,
  },
  host: {
    ...none,
    perRead: 200e-6,
    perBatch: 60e-6,
    perRow: 0.3e-6,
    perCheckpoint: 60e-6,
    perRun: 3e-3,
    perSlotSecond: 0,
  },
  store: {
    ...none,
    perRead: 300e-6,
    perBatch: 50e-6,
    perRow: 7e-6,
    perCheckpoint: 100e-6,
    perRun: 3e-3,
    perSlotSecond: 0,
  },
};
const common = {
  costs,
  turnaroundSeconds: 0.05,
  rowsPerBatch: 2048,
  secondsPerBatch: 0.09,
  secondsPerCheckpoint: 3,
  bytesPerBatch: 377,
  bytesPerRow: 136,
  window: 4,
  limitBytes: 64 * 2 ** 20,
  batchesPerRead: 50,
  retry: { firstSeconds: 0.05, lastSeconds: 1, redisSeconds: 5e-6 },
};
export const loads: readonly { what: string; figures: Figures }[] = [
  { what: 'chapter-100x64', figures: { ...common, epochsPerSecond: 8000, epochsPerRun: 10001 } },
  { what: 'chapter-1000x512', figures: { ...common, epochsPerSecond: 60, epochsPerRun: 10001 } },
];
