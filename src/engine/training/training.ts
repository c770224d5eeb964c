/** Metrics of the parameters after the last update: the chapter's closing line. */
export interface FinalMetrics {
  readonly dataLoss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

/**
 * One run in progress. Whoever drives it decides when to go on, so that pausing, stopping and progress
 * need nothing from the numerics. Implementations differ in speed, never in meaning.
 */
export interface Training {
  /** Numbers per row, see epoch-row.ts. */
  readonly rowLength: number;
  /** The next epoch to be recorded; equals the config's epochs when all are done. */
  readonly epoch: number;
  /** The epoch whose loss was not finite, or null. No update follows it. */
  readonly divergedAt: number | null;
  /**
   * Records and updates up to `maxEpochs` epochs, one row each into `rows` from its start.
   * Mutates `rows` and the network. Returns the number of rows written; 0 once finished or diverged.
   */
  advance(maxEpochs: number, rows: Float64Array): number;
  /** Evaluates the present parameters on both sets; changes nothing. */
  evaluate(): FinalMetrics;
}
