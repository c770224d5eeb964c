import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { databaseFileName } from './connection.ts';
import { batchLength, checkpointAt, lossAt, rowsBetween } from './crashing-process.ts';
import { openStorage } from './storage.ts';
import { storageOptions, temporaryFolder, temporaryStore, type TestStore } from './store-fixture.ts';

const entry = join(import.meta.dirname, 'crashing-process.ts');

/** Runs the recording process and kills it once it has reported `batches`. */
async function recordAndKill(dataDir: string, batches: number, beforeKill?: (pid: number) => void) {
  const child = spawn(process.execPath, [entry, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let runs: string[] = [];
  let stored = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('runs ')) runs = line.split(' ').slice(1);
    // What it reports until the signal takes effect counts, too.
    else if (line === 'stored' && (stored += 1) === batches) {
      beforeKill?.(child.pid!);
      child.kill('SIGKILL');
    }
  }
  await exited;
  const [completed, paused, running] = runs as [string, string, string];
  return { completed, paused, running, stored };
}

/** Checks where a killed run can continue from, and that continuing does not change anything stored. */
function continueRun(store: TestStore, id: string, acknowledged: number): void {
  const { epochsDone } = store.getRun(id);
  const stored = store.readEpochRows(id, 0, epochsDone);
  const checkpoints = store.checkpointsOf(id);
  const newest = checkpoints[0]!.epoch;
  expect(newest).toBeGreaterThanOrEqual(acknowledged);
  expect(newest).toBeLessThanOrEqual(epochsDone); // every row before a checkpoint is stored
  const expected = [0, 1, 2].map((age) => newest - age * batchLength).filter((epoch) => epoch > 0);
  expect(checkpoints.map(({ epoch }) => epoch)).toEqual(expected);
  for (const { epoch, bytes } of checkpoints) expect(Buffer.compare(bytes, checkpointAt(epoch))).toBe(0);

  const { durationMs, startedAt } = store.getRun(id);
  store.reopenRun(id);
  store.startRun(id, 'float64');
  const resumeAt = checkpoints.at(-1).epoch;
  store.appendEpochs(id, rowsBetween(resumeAt, epochsDone), epochsDone - resumeAt);
  store.endRuns([[id, { status: 'stopped' }]]);
  expect(store.getRun(id)).toMatchObject({ epochsDone, startedAt, last: { loss: lossAt(epochsDone - 1) } });
  expect(store.getRun(id).durationMs).toBeGreaterThanOrEqual(durationMs);
  expect(store.readEpochRows(id, 0, Infinity)).toEqual(stored);
}

it('keeps every acknowledged batch and checkpoint of a host that is killed repeatedly, and continues', async () => {
  const dataDir = temporaryFolder();
  const acknowledged = new Map<string, number>();
  for (const batches of [1, 9, 40, 150]) {
    const { running, stored } = await recordAndKill(dataDir, batches);
    acknowledged.set(running, stored);

    const db = new Database(join(dataDir, databaseFileName));
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  }

  const store = temporaryStore({ dataDir });
  store.recoverRuns();
  for (const [id, batches] of acknowledged) {
    const { epochsDone } = store.getRun(id);
    // At most one batch was stored without being acknowledged.
    expect([batches * batchLength, (batches + 1) * batchLength]).toContain(epochsDone);
    const query = { id, metrics: ['loss' as const], fromEpoch: 0, toEpoch: null, maxPoints: null };
    const { series } = await store.readSeries(query);
    const epochs = Array.from({ length: epochsDone }, (_, epoch) => epoch);
    expect([...series.loss!.epochs]).toEqual(epochs);
    expect([...series.loss!.values]).toEqual(epochs.map(lossAt));
    continueRun(store, id, batches * batchLength);
  }
});

it('settles the runs of a host that was killed', async () => {
  const dataDir = temporaryFolder();
  const killed = await recordAndKill(dataDir, 3, (pid) => {
    expect(() => openStorage(storageOptions({ dataDir }))).toThrow(
      expect.objectContaining({ code: 'hostAlreadyRunning', details: { pid } }),
    );
    // A command line may look, and finds nothing to settle while the host is alive.
    const cli = temporaryStore({ dataDir, host: 'cli', exclusive: false });
    expect(cli.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });
  });

  const store = temporaryStore({ dataDir });
  const queued = store.resolveRunId('queued');
  expect(store.recoverRuns()).toEqual({
    interrupted: [killed.paused, killed.running],
    requeued: [queued],
    away: [],
  });
  expect(store.recoverRuns()).toEqual({ interrupted: [], requeued: [], away: [] });

  expect(store.liveRuns().map((run) => run.id)).toEqual([queued]);
  expect(store.getRun(killed.completed)).toMatchObject({ status: 'completed', error: null });
  expect(store.getRun(killed.paused)).toMatchObject({ status: 'interrupted', epochsDone: 0 });
  const interrupted = store.getRun(killed.running);
  expect(interrupted).toMatchObject({
    status: 'interrupted',
    error: 'the process that trained it ended before the run did',
  });
  // The run ended with its last recorded epoch, not when the crash was noticed.
  const { startedAt, endedAt, durationMs } = interrupted;
  expect(Date.parse(endedAt!) - Date.parse(startedAt!)).toBe(durationMs);
  // Only live sessions have locks: this store's and the command line's.
  expect(readdirSync(join(dataDir, 'sessions'))).toHaveLength(2);
});

it('leaves a dead host’s queue to the next host when a command line finds it', async () => {
  const dataDir = temporaryFolder();
  const { paused, running } = await recordAndKill(dataDir, 1);
  const cli = temporaryStore({ dataDir, host: 'cli', exclusive: false });
  const queued = cli.resolveRunId('queued');
  expect(cli.recoverRuns()).toEqual({ interrupted: [paused, running], requeued: [], away: [] });
  expect(cli.getRun(queued)).toMatchObject({ status: 'queued', startedAt: null });

  const host = temporaryStore({ dataDir });
  expect(host.recoverRuns()).toEqual({ interrupted: [], requeued: [queued], away: [] });
});
