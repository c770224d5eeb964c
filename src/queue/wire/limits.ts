const mebibyte = 1024 ** 2;

/** The queue's limits for sizes and times. Senders keep to them, and receivers refuse anything beyond. */
export const limits = {
  /** Results that a host has not stored yet: beyond this, workers wait. */
  unstoredBytes: 64 * mebibyte,
  /** A job, as JSON. */
  jobBytes: 4 * mebibyte,
  /** The header of a result. */
  headerBytes: 64 * 1024,
  /** The numbers of a result. */
  bodyBytes: 128 * mebibyte,
  /** A larger checkpoint is not kept in the queue, so the next worker starts earlier. */
  checkpointBytes: 128 * mebibyte,
  /** A table, and one chunk of it. */
  tableBytes: 1024 * mebibyte,
  tableChunkBytes: 8 * mebibyte,
  /** How long a checkpoint or a table is kept without being renewed, in milliseconds. */
  keptMs: 14 * 24 * 3_600_000,
  /** The maximum number of runs that a worker announces. */
  runsOfWorker: 4096,
} as const;

/** Timing on both sides, in milliseconds. */
export const timing = {
  /** A worker loses a run whose lock it has not renewed for this long. */
  lockMs: 10_000,
  /** How often workers look for runs that another worker lost. */
  stalledMs: 5_000,
  heartbeatMs: 3_000,
  /** How long after its last announcement a host or worker counts as gone, in milliseconds. */
  presenceMs: 15_000,
} as const;
