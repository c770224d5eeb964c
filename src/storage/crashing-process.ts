import { writeSync } from 'node:fs';
import { runConfigSchema } from '#api';
import { epochColumn, epochRowLength } from '#engine';
import { openStorage } from './storage.ts';

// A host that records epochs until it is killed; the tests of recovery run this file as a process of its own. Prints `runs <ids>` first
// (completed, paused, running), then a line for each batch stored with a checkpoint.

/** Epochs in a batch. */
export const batchLength = 64;

/** The loss that this process records at an epoch. */
export function lossAt(epoch: number): number {
  return Math.sqrt(epoch + 0.1);
}

/** The checkpoint that this process saves before it records `epoch`: several pages, all different. */
export function checkpointAt(epoch: number): Uint8Array {
  return Uint8Array.from({ length: 50_000 }, (_, at) => (at * epoch) >> 8);
}

/** The epochs from `first` up to but excluding `end`, as this process records them. */
export function rowsBetween(first: number, end: number): Float64Array {
  const length = epochRowLength(1);
  const rows = new Float64Array((end - first) * length);
  for (let at = 0; at < end - first; at += 1) {
    rows[at * length + epochColumn.epoch] = first + at;
    rows[at * length + epochColumn.loss] = lossAt(first + at);
  }
  return rows;
}

function recordUntilKilled(dataDir: string): void {
  const store = openStorage({
    dataDir,
    appVersion: '1.0.0',
    engineVersion: '1.0.0',
    host: 'serve',
    exclusive: true,
  });
  const config = runConfigSchema.parse({
    layers: [{ kind: 'dense', units: 3, weightRegularizerL2: 0.1 }, { kind: 'softmax' }],
  });
  const names = ['completed', 'queued', 'paused', 'running'];
  const [completed, , paused, running] = store.createRuns(names.map((name) => ({ config, name })));
  for (const run of [completed, paused, running]) store.startRun(run!.id, 'float64');
  store.endRuns([[completed!.id, { status: 'completed' }]]);
  store.pauseRun(paused!.id);
  writeSync(
    1,
    `runs ${store
      .getRuns([completed!.id, paused!.id, running!.id])
      .map((run) => run.id)
      .join(' ')}\n`,
  );

  for (let first = 0; ; first += batchLength) {
    const end = first + batchLength;
    store.appendEpochs(running!.id, rowsBetween(first, end), batchLength);
    store.saveCheckpoint(running!.id, end, checkpointAt(end));
    writeSync(1, 'stored\n');
  }
}

if (process.argv[1] === import.meta.filename) recordUntilKilled(process.argv[2]!);
