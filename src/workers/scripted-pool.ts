import { setImmediate } from 'node:timers/promises';
import type { ThreadCount } from '#api';
import { runConfigSchema } from '#experiments';
import type { TrainerExit, TrainerLauncher } from './launcher.ts';
import { createPool, type PoolListener } from './pool.ts';
import { quietListener, taskOf } from './pool-fixture.ts';
import type { TrainerReport, TrainerRequest } from './protocol.ts';

export const config = runConfigSchema.parse({ layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] });
export const final = { dataLoss: 1, accuracy: 0.5, validationLoss: 1.5, validationAccuracy: 0.4 };

/** Long enough for everything that is ready to be delivered. */
export const heardAll = (): Promise<unknown> => setImmediate();

/** A training process that does what the test says. */
interface ScriptedTrainer {
  readonly requests: TrainerRequest[];
  readonly killed: () => boolean;
  report(report: TrainerReport): void;
  exit(exit: TrainerExit): void;
}

/** A pool over scripted trainers, and what its listener received. */
export function createScriptedPool(
  size: number,
  overrides: Partial<PoolListener> = {},
  { cores = 1, threads = 'auto' }: { cores?: number; threads?: ThreadCount } = {},
) {
  const trainers: ScriptedTrainer[] = [];
  const launching = { attempts: 0, error: null as Error | null };
  const launcher: TrainerLauncher = {
    launch() {
      launching.attempts += 1;
      if (launching.error !== null) throw launching.error;
      const requests: TrainerRequest[] = [];
      let report: (report: TrainerReport) => void = () => undefined;
      let exit: (exit: TrainerExit) => void = () => undefined;
      let killed = false;
      trainers.push({
        requests,
        killed: () => killed,
        report: (message) => report(message),
        exit: (how) => exit(how),
      });
      return {
        pid: 1000 + trainers.length,
        send: (request) => requests.push(request),
        onMessage: (listener) => (report = listener),
        onExit: (listener) => (exit = listener),
        kill: () => (killed = true),
      };
    },
  };
  const heard: string[] = [];
  const hear = (what: string): void => void heard.push(what);
  const listener = quietListener({
    started: (id) => hear(`started ${id}`),
    epochs: (id, _rows, rowCount) => hear(`epochs ${id} ${rowCount}`),
    paused: (id) => hear(`paused ${id}`),
    continued: (id) => hear(`continued ${id}`),
    waiting: (id, problem) => hear(problem === null ? `goes on ${id}` : `waits ${id}: ${problem.message}`),
    trainersFailing: (trouble) =>
      hear(trouble === null ? 'trainers start' : `no trainer: ${trouble.reason}; ${trouble.advice}`),
    ended: (id, { status, error }) => hear(`ended ${id} ${status}${error ? `: ${error}` : ''}`),
    ...overrides,
  });
  const defects: unknown[] = [];
  const pool = createPool({
    ...{ launcher, size, cores, threads, listener },
    onDefect: (error) => void defects.push(error),
  });
  const submit = async (...ids: string[]): Promise<void> => {
    ids.forEach((id) => pool.submit({ id, task: () => taskOf(config) }));
    await heardAll();
  };
  /** Ids of the runs that each process was told to train. */
  const trained = (): string[][] =>
    trainers.map(({ requests }) => requests.flatMap((r) => (r.kind === 'train' ? [r.runId] : [])));
  const report = async (trainer: number, message: TrainerReport): Promise<void> => {
    trainers[trainer]!.report(message);
    await heardAll();
  };
  const start = (trainer: number, runId: string): Promise<void> =>
    report(trainer, { kind: 'started', runId, kernelVariant: 'k', v8Version: '1' });
  const complete = (trainer: number, runId: string): Promise<void> =>
    report(trainer, { kind: 'done', runId, outcome: { status: 'completed', final } });
  const batch = (trainer: number, runId: string, sequence: number): Promise<void> =>
    report(trainer, { kind: 'epochs', runId, sequence, rows: new Float64Array(26), rowCount: 2 });
  return { pool, trainers, launching, heard, defects, submit, trained, report, start, complete, batch };
}
