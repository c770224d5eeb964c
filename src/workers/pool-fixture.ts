import { onTestFinished } from 'vitest';
import type { ThreadCount } from '#api';
import { createTraining, epochColumn } from '#engine';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '#experiments';
import { trainerEntry } from '../built-entries.fixture.ts';
import type { TrainerLauncher, TrainerProcess } from './launcher.ts';
import { createNodeLauncher } from './node-launcher.ts';
import { createPool, type Pool, type PoolListener } from './pool.ts';
import type { RunOutcome, TrainingTask } from './protocol.ts';

export const endless = 10_000_000;

/** A small network on little data. */
export function configOf(changes: Partial<RunConfigInput>): RunConfig {
  return runConfigSchema.parse({
    dataset: { kind: 'spiral', samplesPerClass: 20 },
    validation: { samplesPerClass: 20 },
    layers: [
      { kind: 'dense', units: 8, weightRegularizerL2: 1e-4 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
    optimizer: { kind: 'adam', learningRate: 0.05 },
    ...changes,
  });
}

/** A run that starts at epoch 0. */
export function taskOf(config: RunConfig): TrainingTask {
  return { config, ancestry: [], from: null };
}

export const rowLength = createTraining(configOf({ epochs: 1 })).rowLength;

/** The first `epochs` rows of the same training in this process. */
export function rowsInProcess(config: RunConfig, epochs = config.epochs): number[] {
  const training = createTraining(config);
  const rows = new Float64Array(epochs * training.rowLength);
  const count = training.advance(epochs, rows);
  return [...rows.subarray(0, count * training.rowLength)];
}

/** A listener that does nothing except for the given overrides. */
export function quietListener(overrides: Partial<PoolListener> = {}): PoolListener {
  const nothing = (): void => undefined;
  return {
    started: nothing,
    epochs: nothing,
    threads: nothing,
    replaying: nothing,
    checkpoint: nothing,
    snapshots: nothing,
    paused: nothing,
    continued: nothing,
    ended: nothing,
    waiting: nothing,
    trainersFailing: nothing,
    ...overrides,
  };
}

/** An unexpected defect fails the test. */
export function throwDefect(error: unknown): never {
  throw error;
}

/** A checkpoint or other state that a run sent. */
export interface KeptState {
  readonly epoch: number;
  readonly bytes: Uint8Array;
}

/** A pool over real processes, with everything that its listener received. */
export function createTestPool(size: number, cores = 1, threads: ThreadCount = 'auto') {
  const nodeLauncher = createNodeLauncher(trainerEntry);
  const processes: TrainerProcess[] = [];
  const launcher: TrainerLauncher = {
    launch() {
      const trainer = nodeLauncher.launch();
      processes.push(trainer);
      return trainer;
    },
  };
  const heard: string[] = [];
  const rows = new Map<string, number[]>();
  const checkpoints = new Map<string, KeptState[]>();
  const snapshots = new Map<string, Map<number, Float32Array>>();
  const outcomes = new Map<string, RunOutcome>();
  const waiting = new Set<() => void>();
  const hear = (what: string): void => {
    heard.push(what);
    waiting.forEach((check) => check());
  };
  const pool: Pool = createPool({
    ...{ launcher, size, cores, threads },
    listener: {
      started: (id) => hear(`started ${id}`),
      epochs(id, batch) {
        const all = rows.get(id) ?? [];
        rows.set(id, all);
        for (const value of batch) all.push(value);
        hear(`epochs ${id}`);
      },
      threads: (id, threads) => hear(`threads ${id} ${threads}`),
      replaying: (id) => hear(`replaying ${id}`),
      checkpoint(id, epoch, bytes) {
        checkpoints.set(id, [...(checkpoints.get(id) ?? []), { epoch, bytes }]);
        hear(`checkpoint ${id}`);
      },
      snapshots(id, taken) {
        const all = snapshots.get(id) ?? new Map<number, Float32Array>();
        snapshots.set(id, all);
        for (const { epoch, parameters } of taken) all.set(epoch, parameters);
        hear(`snapshots ${id}`);
      },
      paused: (id) => hear(`paused ${id}`),
      continued: (id) => hear(`continued ${id}`),
      ended(id, outcome) {
        outcomes.set(id, outcome);
        hear(`ended ${id}`);
      },
      waiting: (id, problem) => hear(`${problem === null ? 'goes on' : 'waits'} ${id}`),
      trainersFailing: (trouble) => hear(trouble?.reason ?? 'trainers start'),
    },
    onDefect: throwDefect,
  });
  onTestFinished(() => pool.close());

  const count = (what: string): number => heard.filter((entry) => entry === what).length;
  /** Resolves when `what` has been received `times` times. */
  const until = (what: string, times = 1): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (count(what) < times) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const epochsOf = (id: string): number[] =>
    (rows.get(id) ?? []).filter((_, index) => index % rowLength === epochColumn.epoch);
  const submit = (id: string, task: TrainingTask | RunConfig): void =>
    pool.submit({ id, task: () => ('ancestry' in task ? task : taskOf(task)) });
  return { pool, submit, processes, heard, count, rows, checkpoints, snapshots, outcomes, until, epochsOf };
}
