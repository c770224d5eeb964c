import type { Costs, Figures } from './figures.ts';

/** What a slot trains, and what its results cost. */
export interface Load {
  readonly what: string;
  readonly figures: Figures;
}

/**
 * Processor seconds on one machine (AMD EPYC, 2 cores, Redis 7.0.15 with its append-only file), from `npm run bench -- queue`: entries and
 * rows of a host with a backlog, runs without their entries, and what an idle worker with one slot asks of Redis. A checkpoint is counted
 * as one more entry.
 */
const costs: Readonly<Record<'redis' | 'host' | 'store', Costs>> = {
  redis: {
    ...{ perRead: 0, perBatch: 42e-6, perRow: 0.9e-6, perCheckpoint: 42e-6 },
    ...{ perRun: 1.1e-3, perSlotSecond: 141e-6 },
  },
  host: {
    ...{ perRead: 0, perBatch: 73e-6, perRow: 0.75e-6, perCheckpoint: 73e-6 },
    ...{ perRun: 1.6e-3, perSlotSecond: 0 },
  },
  store: {
    ...{ perRead: 0, perBatch: 398e-6, perRow: 5.7e-6, perCheckpoint: 398e-6 },
    ...{ perRun: 0.6e-3, perSlotSecond: 0 },
  },
};

const common = {
  costs,
  turnaroundSeconds: 0.05,
  ...{ rowsPerBatch: 2048, secondsPerBatch: 0.09, secondsPerCheckpoint: 3 },
  // Rows of a network with two dense layers.
  ...{ bytesPerBatch: 377, bytesPerRow: 160, window: 4, limitBytes: 64 * 1024 ** 2, batchesPerRead: 100 },
  retry: { firstSeconds: 0.05, lastSeconds: 1, redisSeconds: 10e-6 },
};

/** The smallest and the largest of the chapter's experiments, by how fast one core trains them. */
export const loads: readonly Load[] = [
  { what: 'chapter-100x64', figures: { ...common, epochsPerSecond: 9200, epochsPerRun: 10_001 } },
  { what: 'chapter-1000x512', figures: { ...common, epochsPerSecond: 180, epochsPerRun: 10_001 } },
];
