import type Database from 'better-sqlite3';
import type { EpochMetrics } from '#api';
import type { Connection } from './connection.ts';
import { assignEpoch, bindEpoch, keptEpochs, type KeptEpoch } from './epoch-metrics.ts';
import { createEpochRowReader, metricsAt } from './epoch-rows.ts';

interface KeepingRun {
  readonly run_id: number;
  readonly dense_layers: number;
}

/** The kept epochs to replace. */
export type KeptMetrics = { readonly [Kept in KeptEpoch]?: EpochMetrics | undefined };

/** Finds each kept epoch among a run's epochs. The best may be Infinity; NaN, stored as text, is never the best. */
const findKept: Readonly<Record<KeptEpoch, string>> = {
  last: `SELECT epoch FROM epochs WHERE run_id = ? ORDER BY epoch DESC LIMIT 1`,
  validated: `SELECT epoch FROM epochs WHERE run_id = ? AND validation_loss IS NOT NULL ORDER BY epoch DESC LIMIT 1`,
  best: `SELECT epoch FROM epochs WHERE run_id = ? AND typeof(validation_loss) = 'real'
    ORDER BY validation_loss, epoch LIMIT 1`,
};

/** Writes the copies of notable epochs that a run keeps. */
export function createKeptEpochs(db: Connection) {
  const readRows = createEpochRowReader(db);
  const find = Object.fromEntries(
    keptEpochs.map((kept) => [kept, db.prepare<[number], number>(findKept[kept]).pluck()]),
  ) as Record<KeptEpoch, Database.Statement<[number], number>>;
  const writers = new Map<string, Database.Statement>();

  /** Every update touches the index of facts, so what belongs together is written in one statement. */
  function writerOf(kept: readonly KeptEpoch[], isRecorded: boolean): Database.Statement {
    const key = `${kept.join()} ${isRecorded}`;
    const known = writers.get(key);
    if (known !== undefined) return known;
    const assignments = [
      ...(isRecorded ? ['epochs_done = max(epochs_done, ?), recorded_at = ?'] : []),
      ...kept.map(assignEpoch),
    ];
    const writer = db.prepare(`UPDATE runs SET ${assignments.join(', ')} WHERE run_id = ?`);
    writers.set(key, writer);
    return writer;
  }

  return {
    /** Records how many epochs a run has, when that was recorded, and the given copies. */
    record(run: KeepingRun, epochsDone: number, at: string, kept: KeptMetrics): void {
      const names = keptEpochs.filter((name) => kept[name] !== undefined);
      const bound = names.flatMap((name) => bindEpoch(kept[name]!));
      writerOf(names, true).run(epochsDone, at, ...bound, run.run_id);
    },
    /** Copies an epoch again after rows have changed; finding the best one scans all rows. */
    refresh(run: KeepingRun, kept: KeptEpoch): void {
      const epoch = find[kept].get(run.run_id);
      const row = epoch === undefined ? null : metricsAt(readRows(run, epoch, 1), 0, run.dense_layers);
      writerOf([kept], false).run(...bindEpoch(row), run.run_id);
    },
  };
}
