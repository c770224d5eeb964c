import type { EpochMetrics } from '#api';
import type { Connection } from './connection.ts';
import { assignEpoch, bindEpoch, keptEpochs, type KeptEpoch } from './epoch-metrics.ts';
import { createEpochRowReader, metricsAt } from './epoch-rows.ts';

interface KeepingRun {
  readonly run_id: number;
  readonly dense_layers: number;
}

/** Where each kept epoch is found among a run's epochs. Infinity may be the best there is; NaN, a text, never is. */
const findKept: Readonly<Record<KeptEpoch, string>> = {
  last: `SELECT epoch FROM epochs WHERE run_id = ? ORDER BY epoch DESC LIMIT 1`,
  validated: `SELECT epoch FROM epochs WHERE run_id = ? AND validation_loss IS NOT NULL ORDER BY epoch DESC LIMIT 1`,
  best: `SELECT epoch FROM epochs WHERE run_id = ? AND typeof(validation_loss) = 'real'
    ORDER BY validation_loss, epoch LIMIT 1`,
};

/** Writes the copies of remarkable epochs that a run keeps. */
export function createKeptEpochs(db: Connection) {
  const readRows = createEpochRowReader(db);
  const statements = keptEpochs.map((kept) => ({
    kept,
    write: db.prepare(`UPDATE runs SET ${assignEpoch(kept)} WHERE run_id = ?`),
    find: db.prepare<[number], number>(findKept[kept]).pluck(),
  }));
  const of = (kept: KeptEpoch) => statements.find((statement) => statement.kept === kept)!;

  function keep(run: KeepingRun, kept: KeptEpoch, metrics: EpochMetrics | null): void {
    of(kept).write.run(...bindEpoch(metrics), run.run_id);
  }
  return {
    keep,
    /** Copies an epoch anew after rows have changed; the best one takes a walk over all of them. */
    refresh(run: KeepingRun, kept: KeptEpoch): void {
      const epoch = of(kept).find.get(run.run_id);
      const row = epoch === undefined ? null : metricsAt(readRows(run, epoch, 1), 0, run.dense_layers);
      keep(run, kept, row);
    },
  };
}
