import type { Connection } from './connection.ts';
import { recordingRunSql, requireRecording, type RecordingRun } from './recording-run.ts';
import type { RunLookup } from './run-lookup.ts';

/** Checkpoints kept per run: several, in case the newest turns out to be damaged. */
const keptCheckpoints = 3;

/** Binds the run, and the last epoch wanted. */
export const checkpointsSql = `
  SELECT epoch, bytes FROM checkpoints WHERE run_id = ? AND epoch <= ? ORDER BY epoch DESC`;

/** A checkpoint as it was saved; `epoch` is the next one to record. */
export interface StoredCheckpoint {
  readonly epoch: number;
  readonly bytes: Uint8Array;
}

/** Stores everything a training needs to continue. The bytes are opaque here; only the trainers know their content. */
export function createCheckpoints(db: Connection, { requireRow }: RunLookup) {
  const write = db.prepare(
    `INSERT OR REPLACE INTO checkpoints (run_id, epoch, saved_at, bytes) VALUES (?, ?, ?, ?)`,
  );
  // Keeps the newest by epoch and the one just written: otherwise a run that went back behind damaged checkpoints would never advance.
  const forget = db.prepare(`
    DELETE FROM checkpoints WHERE run_id = :run AND epoch NOT IN (
      SELECT epoch FROM checkpoints WHERE run_id = :run ORDER BY epoch = :epoch DESC, epoch DESC
      LIMIT ${keptCheckpoints})`);
  const select = db.prepare<[number, number], StoredCheckpoint>(checkpointsSql);
  const selectRun = db.prepare<[string], RecordingRun>(recordingRunSql);

  const save = db.transaction((id: string, epoch: number, bytes: Uint8Array) => {
    const { run_id: run } = requireRecording(selectRun.get(id), id);
    write.run(run, epoch, new Date().toISOString(), bytes);
    forget.run({ run, epoch });
  });

  return {
    /** Keeps three: this one, and the others with the highest epochs. */
    saveCheckpoint: (id: string, epoch: number, bytes: Uint8Array): void => save.immediate(id, epoch, bytes),
    /** Newest first, up to and including epoch `upToEpoch`. */
    checkpointsOf: (id: string, upToEpoch = Number.MAX_SAFE_INTEGER): StoredCheckpoint[] =>
      select.all(requireRow(id).run_id, upToEpoch),
  };
}
