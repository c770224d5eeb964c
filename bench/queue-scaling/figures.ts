/** The costs for one station, in processor seconds. */
export interface Costs {
  /** Per read, however many batches it takes at once. */
  readonly perRead: number;
  readonly perBatch: number;
  readonly perRow: number;
  readonly perCheckpoint: number;
  /** A run from its submission to its stored end, without its batches. */
  readonly perRun: number;
  /** A slot for each second of its existence, whatever it trains: presence, locks, requests. */
  readonly perSlotSecond: number;
}

/** The stations that every row passes: Redis, the host's main thread, and the writing thread of the store. */
export const stationNames = ['redis', 'host', 'store'] as const;
export type StationName = (typeof stationNames)[number];

/** What is trained, and what it costs to get it into the history. */
export interface Figures {
  readonly costs: Readonly<Record<StationName, Costs>>;
  /** Epochs per second that one slot trains when nothing holds it back. */
  readonly epochsPerSecond: number;
  readonly epochsPerRun: number;
  /** Between two runs of a slot, in seconds. */
  readonly turnaroundSeconds: number;
  /** A trainer sends a batch when it holds this many rows, or has waited this many seconds. */
  readonly rowsPerBatch: number;
  readonly secondsPerBatch: number;
  readonly secondsPerCheckpoint: number;
  readonly bytesPerBatch: number;
  readonly bytesPerRow: number;
  /** Batches of one run that may be on their way to Redis. */
  readonly window: number;
  /** Workers wait while Redis holds more than this of one host's results. */
  readonly limitBytes: number;
  /** A worker that has to wait asks again after `firstSeconds`, then after twice as long each time; includes what asking costs Redis. */
  readonly retry: {
    readonly firstSeconds: number;
    readonly lastSeconds: number;
    readonly redisSeconds: number;
  };
  /** Batches that a host takes and stores at once. */
  readonly batchesPerRead: number;
}

/** The size of the lab. */
export interface Lab {
  readonly slots: number;
  /** Hosts, each with its own history and its share of the slots, on one Redis. */
  readonly hosts: number;
  /** Every this many epochs leave a row. */
  readonly recordEvery: number;
}

interface Sent {
  readonly epochs: number;
  readonly hasCheckpoint: boolean;
  readonly endsRun: boolean;
}

/** Seconds that a station works on batches taken at once. */
export function workOf(figures: Figures, lab: Lab, station: StationName, batches: readonly Sent[]): number {
  const { perRead, perBatch, perRow, perCheckpoint, perRun } = figures.costs[station];
  return batches.reduce(
    (sum, { epochs, hasCheckpoint, endsRun }) =>
      sum +
      perBatch +
      (epochs / lab.recordEvery) * perRow +
      (hasCheckpoint ? perCheckpoint : 0) +
      (endsRun ? perRun : 0),
    perRead,
  );
}

export function batchBytes({ bytesPerBatch, bytesPerRow }: Figures, lab: Lab, { epochs }: Sent): number {
  return bytesPerBatch + (epochs / lab.recordEvery) * bytesPerRow;
}

export function epochsPerBatch({ epochsPerSecond, rowsPerBatch, secondsPerBatch }: Figures): number {
  return Math.max(1, Math.min(rowsPerBatch, Math.round(epochsPerSecond * secondsPerBatch)));
}

/** Epochs per second of one slot, over successive runs. */
export function undisturbedRate({ epochsPerRun, epochsPerSecond, turnaroundSeconds }: Figures): number {
  return epochsPerRun / (epochsPerRun / epochsPerSecond + turnaroundSeconds);
}
