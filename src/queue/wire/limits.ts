const mebibyte = 1024 ** 2;

/** What the queue holds at most, and for how long. Nobody sends more, and more is refused by who gets it. */
export const limits = {
  /** Of results that a host has not stored yet: beyond it workers wait. */
  unstoredBytes: 64 * mebibyte,
  /** Of a job, as JSON. */
  jobBytes: 4 * mebibyte,
  /** Of the header of a result. */
  headerBytes: 64 * 1024,
  /** Of the numbers of a result. */
  bodyBytes: 128 * mebibyte,
  /** A larger checkpoint is not kept in the queue: a next worker starts earlier. */
  checkpointBytes: 128 * mebibyte,
  /** Of a table, and of a piece of it. */
  tableBytes: 1024 * mebibyte,
  tableChunkBytes: 8 * mebibyte,
  /** How long a checkpoint or a table is kept that nobody renews, in milliseconds. */
  keptMs: 14 * 24 * 3_600_000,
  /** Runs that a worker says it trains. */
  runsOfWorker: 4096,
} as const;

/** How the two sides keep time, in milliseconds. */
export const timing = {
  /** A worker loses a run whose lock it did not renew for so long. */
  lockMs: 10_000,
  /** Workers look so often for runs whose worker lost them. */
  stalledMs: 5_000,
  heartbeatMs: 3_000,
  /** How long after its last announcement a host or worker counts as gone, in milliseconds. */
  presenceMs: 15_000,
} as const;
