import { denseShapes, featuresOf } from '#engine';
import { type RunConfig, snapshotBudgetBytes } from '#experiments';
import type { Connection } from './connection.ts';
import { recordingRunSql, requireRecording, type RecordingRun } from './recording-run.ts';
import type { RunLookup } from './run-lookup.ts';

/** Parameters before the update of `epoch`, in forward order: weights, then biases, of each dense layer. */
export interface StoredSnapshot {
  readonly epoch: number;
  readonly parameters: Float32Array;
}

const bytesPerParameter = Float32Array.BYTES_PER_ELEMENT;

interface SnapshotRow {
  readonly epoch: number;
  readonly parameters: Buffer;
}

/** Binds the run. Sizes come from the row header: no parameters are read. */
export const snapshotSizesSql = `SELECT epoch, length(parameters) AS size FROM snapshots WHERE run_id = ? ORDER BY epoch`;

/** A snapshot without its parameters. */
export interface SnapshotSize {
  readonly epoch: number;
  readonly size: number;
}

/** Size in bytes of a snapshot of this config's network. */
export function snapshotBytes({ layers, dataset }: Pick<RunConfig, 'layers' | 'dataset'>): number {
  const shapes = denseShapes(layers, featuresOf(dataset));
  return bytesPerParameter * shapes.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0);
}

/** Parameters at a few epochs of each run, for pictures of how the result came about. */
export function createSnapshots(db: Connection, { requireRow }: RunLookup) {
  const write = db.prepare(`INSERT OR REPLACE INTO snapshots (run_id, epoch, parameters) VALUES (?, ?, ?)`);
  const sizes = db.prepare<[number], SnapshotSize>(snapshotSizesSql);
  const selectRun = db.prepare<[string], RecordingRun>(recordingRunSql);
  const forget = db.prepare(`DELETE FROM snapshots WHERE run_id = ? AND epoch = ?`);
  const selectOne = db.prepare<[number, number], SnapshotRow>(
    `SELECT epoch, parameters FROM snapshots WHERE run_id = ? AND epoch = ?`,
  );

  const save = db.transaction((id: string, snapshots: readonly StoredSnapshot[]) => {
    const { run_id: run } = requireRecording(selectRun.get(id), id);
    for (const { epoch, parameters } of snapshots)
      write.run(run, epoch, Buffer.from(parameters.buffer, parameters.byteOffset, parameters.byteLength));
    const kept = sizes.all(run);
    let total = kept.reduce((sum, { size }) => sum + size, 0);
    while (total > snapshotBudgetBytes && kept.length > 1) {
      const [dropped] = kept.splice(mostCrowded(kept.map((snapshot) => snapshot.epoch)), 1);
      forget.run(run, dropped!.epoch);
      total -= dropped!.size;
    }
  });

  return {
    /** Stays within the budget: a run that got more epochs than planned loses the most closely spaced snapshots. */
    saveSnapshots: (id: string, snapshots: readonly StoredSnapshot[]): void => save.immediate(id, snapshots),
    /** Epochs with a snapshot, ascending, with its size in bytes. */
    snapshotSizes: (id: string): SnapshotSize[] => sizes.all(requireRow(id).run_id),
    /** Oldest first; if `epochs` is given, only those that exist. A snapshot that is not a list of float32 is left out. */
    readSnapshots(id: string, epochs?: readonly number[]): StoredSnapshot[] {
      const { run_id: run } = requireRow(id);
      const wanted = epochs ?? sizes.all(run).map(({ epoch }) => epoch);
      const rows = [...new Set(wanted)]
        .sort((a, b) => a - b)
        .flatMap((epoch) => selectOne.all(run, epoch))
        .filter(({ parameters }) => parameters.byteLength % bytesPerParameter === 0);
      return rows.map(({ epoch, parameters }) => ({ epoch, parameters: toFloat32(parameters) }));
    },
  };
}

/** Index of the epoch whose neighbours are closest on a log scale; never the first or the last of three or more. */
function mostCrowded(epochs: readonly number[]): number {
  let index = 0;
  let least = Infinity;
  for (let at = 1; at < epochs.length - 1; at += 1) {
    const span = Math.log((epochs[at + 1]! + 1) / (epochs[at - 1]! + 1));
    if (span < least) [index, least] = [at, span];
  }
  return index;
}

function toFloat32(bytes: Buffer): Float32Array {
  // A copy, because the blob may begin at any address.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
