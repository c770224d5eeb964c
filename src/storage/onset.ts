import { AppError, type RunConfig } from '#api';
import { minValidatedEpochs, judgeOnset } from '#experiments';
import type { Connection } from './connection.ts';
import { recordedMetric, type MetricColumn } from './metric-value.ts';
import { readConfig } from './stored-config.ts';

/** An ended run whose onset was not judged by all of its epochs; see the index. */
export const withoutOnsetSql = `
  SELECT run_id, config, branch_epoch FROM runs INDEXED BY runs_without_onset
  WHERE epochs_done > 0 AND epochs_done IS NOT onset_epochs AND deleted_at IS NULL
    AND status IN ('completed', 'stopped', 'diverged', 'failed', 'interrupted') LIMIT 1`;

/** Stores a run's onset, and that it was judged by all epochs recorded; binds `onset`. */
export const assignOnset = 'onset_epoch = :onset, onset_epochs = epochs_done';

export interface JudgedRun {
  readonly run_id: number;
  readonly config: string;
  readonly branch_epoch: number | null;
}

type Losses = readonly [
  epoch: number,
  validation: MetricColumn,
  data: MetricColumn,
  evaluated: MetricColumn | null,
];

/** Finds and stores the epoch at which overfitting set in for each run. */
export function createOnsetJudge(db: Connection) {
  const next = db.prepare<[], JudgedRun>(withoutOnsetSql);
  const select = db
    .prepare<[number], Losses>(
      `SELECT epoch, validation_loss, data_loss, evaluated_data_loss FROM epochs
       WHERE run_id = ? AND validation_loss IS NOT NULL ORDER BY epoch`,
    )
    .raw();
  const write = db.prepare(`UPDATE runs SET ${assignOnset} WHERE run_id = :run`);

  const findOnset = ({ run_id, config, branch_epoch }: JudgedRun): number | null =>
    onsetOf(select.all(run_id), config, branch_epoch);

  const judgeSome = db.transaction((untilMs: number): boolean => {
    do {
      const run = next.get();
      if (run === undefined) return false;
      write.run({ run: run.run_id, onset: findOnset(run) });
    } while (performance.now() < untilMs);
    return true;
  });

  return {
    /** The onset epoch, judged by all that the run has recorded so far; null if there is none. */
    findOnset,
    /** Judges runs that lack it for about `forMs` milliseconds, at least one; returns whether there may be more. */
    judgeOnsets: (forMs = 5): boolean => judgeSome.immediate(performance.now() + forMs),
  };
}

function onsetOf(rows: readonly Losses[], stored: string, forkedAt: number | null): number | null {
  const config = rows.length < minValidatedEpochs ? null : readableConfig(stored);
  if (config === null) return null;
  const column = (at: 1 | 2 | 3): (number | null)[] => rows.map((row) => recordedMetric(row[at]));
  const losses = {
    epochs: rows.map(([epoch]) => epoch),
    validationLosses: column(1).map((loss) => loss ?? NaN),
    dataLosses: column(2),
    evaluatedDataLosses: column(3),
  };
  return judgeOnset(losses, { config, forkedAt }).onset?.epoch ?? null;
}

/** null for a damaged config: such a run is reported where it is shown. */
function readableConfig(stored: string): RunConfig | null {
  try {
    return readConfig(stored);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'notReadable') return null;
    throw thrown;
  }
}
