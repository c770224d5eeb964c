import { epochRowLength } from '#engine';
import { AppError, isLive, type RemoteEntry, type RemoteRecord, type RunOutcome } from '#api';
import { firstDifference, type RowDifference } from '#experiments';
import type { createCheckpoints } from './checkpoints.ts';
import type { Connection } from './connection.ts';
import { createEpochRowReader } from './epoch-rows.ts';
import type { RunOrigin } from './run-creation.ts';
import type { RunLookup } from './run-lookup.ts';
import { toRunSummary, type RunRow } from './run-row.ts';
import { createTransitions } from './run-transitions.ts';
import type { createSnapshots } from './snapshots.ts';
import type { StintWorker } from './stints.ts';

/** Stores what workers send. */
export function createRemoteRecords(
  db: Connection,
  { findRow, requireRow }: RunLookup,
  origin: RunOrigin,
  writers: {
    readonly appendEpochs: (id: string, rows: Float64Array, rowCount: number) => void;
    readonly checkpoints: Pick<ReturnType<typeof createCheckpoints>, 'saveCheckpoint'>;
    readonly snapshots: Pick<ReturnType<typeof createSnapshots>, 'saveSnapshots'>;
  },
) {
  const transitions = createTransitions(db, origin);
  const readRows = createEpochRowReader(db);
  const hear = db.prepare(`UPDATE runs SET attempt = ?, sequence = ? WHERE run_id = ?`);
  const setRecorded = db.prepare(`
    UPDATE runs SET generation_epochs = max(coalesce(generation_epochs, 0), epochs_done), recorded_at = ? WHERE run_id = ?`);
  const forget = db.prepare(`UPDATE runs SET generation = generation + 1 WHERE run_id = ?`);

  /** Stores one entry in its own transaction, so that one that cannot be stored does not undo others. */
  const store = db.transaction((entry: RemoteEntry): RemoteRecord => {
    const row = findRow(entry.run);
    if (row === undefined || !isLive(row.status) || row.away === 0) return { kind: 'old' };
    if (entry.generation !== row.generation || entry.attempt < row.attempt) return { kind: 'old' };
    const isNew = entry.attempt > row.attempt;
    const next = isNew ? 0 : row.sequence + 1;
    if (entry.sequence < next) return { kind: 'old' };
    if (entry.sequence > next) return { kind: 'lost' };
    hear.run(entry.attempt, entry.sequence, row.run_id);
    return apply(row, entry);
  });

  /** If the database itself cannot store anything now, all entries have to be tried again; any other failure is the entry's. */
  function storeOrRefuse(entry: RemoteEntry): RemoteRecord {
    try {
      return store(entry);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      const row = requireRow(entry.run);
      return fail(row, `what worker ${entry.worker} sent cannot be stored: ${thrown.message}`, entry.at);
    }
  }

  function apply(row: RunRow, { event, worker: id, at, run }: RemoteEntry): RemoteRecord {
    switch (event.kind) {
      case 'started': {
        const { name, machine, ...trainer } = event;
        start(row, { ...trainer, worker: { id, name, machine } }, at);
        break;
      }
      case 'epochs':
        return record(row, event.rows, event.rowCount, at);
      case 'checkpoint':
        if (event.bytes !== null) writers.checkpoints.saveCheckpoint(run, event.epoch, event.bytes);
        break;
      case 'snapshot':
        writers.snapshots.saveSnapshots(run, [event]);
        break;
      case 'paused':
        if (row.status !== 'paused') transitions.pause(row, at);
        break;
      case 'continued':
        if (row.status === 'paused') transitions.continue(row, at);
        break;
      case 'handedBack':
        if (row.status === 'running') transitions.handBack(row, at);
        break;
      case 'ended':
        return end(row, event.outcome, at);
      case 'threads':
        transitions.threads(run, event.threads);
        break;
      case 'replaying':
    }
    return { kind: 'stored' };
  }

  function start(
    row: RunRow,
    trainer: Parameters<typeof transitions.start>[1] & { readonly worker: StintWorker },
    at: number,
  ): void {
    if (row.status === 'queued') transitions.start(row, trainer, at);
    else if (row.status === 'running') transitions.hand(row, trainer.worker, at);
    else transitions.handPaused(row, trainer.worker, at);
  }

  function record(row: RunRow, rows: Float64Array, rowCount: number, at: number): RemoteRecord {
    const length = epochRowLength(row.dense_layers);
    const first = rows[0]!;
    requireRows(row, rows, rowCount);
    const next = row.last_epoch === null ? (row.branch_epoch ?? 0) : row.last_epoch + 1;
    if (first > next) return { kind: 'lost' };
    const compared = Math.max(0, Math.min(rowCount, comparableTo(row, next) - first));
    if (compared > 0) {
      const stored = readRows(row, first, compared);
      const difference = firstDifference(stored, rows.subarray(0, compared * length), length, first);
      if (difference !== null) return fail(row, describe(difference), at);
    }
    if (compared < rowCount)
      writers.appendEpochs(row.public_id, rows.subarray(compared * length), rowCount - compared);
    setRecorded.run(new Date(at).toISOString(), row.run_id);
    return { kind: 'stored' };
  }

  /**
   * The epoch before which stored values must have the same bits: for float64 if the same engine version trained them, otherwise only
   * within this generation.
   */
  function comparableTo(row: RunRow, next: number): number {
    const { precision } = toRunSummary(row).config;
    const isSame = precision === 'float64' && row.engine_version === origin.engineVersion;
    return isSame ? next : Math.min(next, row.generation_epochs ?? 0);
  }

  /** There is no way to know which of two values is right, so the stored one is kept. */
  function fail(row: RunRow, problem: string, at: number): RemoteRecord {
    transitions.end(row, { status: 'failed', error: problem }, at);
    forget.run(row.run_id);
    return { kind: 'refused', problem };
  }

  function end(row: RunRow, outcome: RunOutcome, at: number): RemoteRecord {
    const { epochs } = toRunSummary(row).config;
    if (outcome.status === 'completed' && outcome.stoppedEarly !== true && row.epochs_done !== epochs)
      return { kind: 'lost' };
    transitions.end(row, outcome, at);
    return { kind: 'stored' };
  }

  const storeAll = db.transaction((entries: readonly RemoteEntry[]): RemoteRecord[] =>
    entries.map(storeOrRefuse),
  );

  return {
    /**
     * Stores entries in one transaction; if one of them ends a run, all are durable when it returns. Entries of runs that are gone, or from
     * workers that lost a run, are skipped.
     */
    recordRemote(entries: readonly RemoteEntry[]): RemoteRecord[] {
      const isFinal = entries.some(({ event }) => event.kind === 'ended');
      if (!isFinal) return storeAll.immediate(entries);
      db.pragma('synchronous = FULL');
      try {
        return storeAll.immediate(entries);
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
  };
}

/** Throws workerFailed for rows that are not consecutive epochs of the run. */
function requireRows(row: RunRow, rows: Float64Array, rowCount: number): void {
  const refuse = (what: string): never => {
    throw new AppError('workerFailed', what);
  };
  const length = epochRowLength(row.dense_layers);
  if (rows.length !== rowCount * length)
    refuse(`got ${rows.length} numbers for ${rowCount} epochs of ${length}`);
  const first = rows[0]!;
  const { epochs } = toRunSummary(row).config;
  if (!Number.isSafeInteger(first) || first < (row.branch_epoch ?? 0) || first + rowCount > epochs)
    refuse(`got ${rowCount} epochs from ${first} on, of a run of ${epochs}`);
  for (let index = 1; index < rowCount; index += 1) {
    if (rows[index * length] !== first + index)
      refuse(`got epoch ${rows[index * length]}; expected ${first + index}`);
  }
}

function describe({ epoch, metric, stored, computed }: RowDifference): string {
  return (
    `epoch ${epoch} was retrained with a different result: ${metric} was ${stored} and is now ${computed}; ` +
    'the machines do not compute identical results, so this run cannot be trusted: check the memory and the version of the workers that trained it'
  );
}
