import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { AppError, type Client, createClient, isLive, type RunConfigInput, type RunSummary } from '#api';
import { engineVersion } from '#engine';
import { createNodeLauncher, type TrainerLauncher, type TrainerProcess } from '#workers';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { emptyHistory, withEmptyHistory } from '../storage/empty-history.fixture.ts';
import { openStorage } from '../storage/storage.ts';
import { makeFolder, removeFolder, temporaryFolder } from '../temporary-folder.fixture.ts';
import type { Lambdascope, LambdascopeOptions } from './application.ts';
import { openLambdascope } from './lambdascope.ts';

export { emptyHistory, temporaryFolder };

/** More epochs than any test trains. */
export const endless = 10_000_000;

/** A run of a small network on little data. */
export function smallConfig(changes: Partial<RunConfigInput> = {}): RunConfigInput {
  return {
    name: 'small',
    dataset: { kind: 'spiral', samplesPerClass: 10 },
    validation: { samplesPerClass: 10 },
    layers: [
      { kind: 'dense', units: 4, weightRegularizerL2: 1e-4 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
    epochs: 100,
    ...changes,
  };
}

/**
 * A run that no test sees end. An epoch takes about a millisecond of one thread, in small batches: a small network would keep the writing
 * thread and this one busy with its rows as well, while the tests wait for something else.
 */
export function endlessConfig(changes: Partial<RunConfigInput> = {}): RunConfigInput {
  const dataset = { kind: 'spiral', samplesPerClass: 1000 } as const;
  return smallConfig({ epochs: endless, dataset, batchSize: 32, ...changes });
}

export const ended = (run: RunSummary): boolean => !isLive(run.status);
export const training = (run: RunSummary): boolean => run.status === 'running' && run.epochsDone > 0;

/** Starts real trainers, and calls `onBatch` for each batch of rows that one of them sends, counted from 1. */
export function createWatchedLauncher(
  onBatch: (trainer: TrainerProcess, count: number) => void,
): TrainerLauncher {
  const launcher = createNodeLauncher(trainerEntry);
  return {
    launch() {
      const trainer = launcher.launch();
      let count = 0;
      trainer.onMessage((report) => {
        if (report.kind === 'epochs') onBatch(trainer, (count += 1));
      });
      return trainer;
    },
  };
}

/** A folder's database in this thread, for a test that looks into it: a thread would take longer to start than it takes to look. */
export function openHere(dataDir: string) {
  return openStorage({ dataDir, appVersion: '1.2.3', engineVersion, host: 'cli', exclusive: false });
}

/** What a folder's database has of a run: the bytes of every row and snapshot, and the run without what differs between any two runs. */
export function storedRun(dataDir: string, id: string) {
  const store = openHere(dataDir);
  const { status, epochsDone, stoppedEarly, digest, last, lastValidated, best, final } = store.getRun(id);
  const rows = bytesOf(store.readEpochRows(id, 0, endless));
  const stored = store.readSnapshots(id);
  const snapshots = stored.map(({ epoch, parameters }) => ({ epoch, parameters: bytesOf(parameters) }));
  store.close();
  return {
    run: { status, epochsDone, stoppedEarly, digest, last, lastValidated, best, final },
    rows,
    snapshots,
  };
}

/** As text, which is quick to compare. */
export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

/** An app with real processes, its typed client, and ways to wait for runs. */
export interface TestApp extends Lambdascope {
  readonly client: Client;
  readonly processes: readonly TrainerProcess[];
  /** Resolves with the run once `accept` holds. */
  until(id: string, accept: (run: RunSummary) => boolean): Promise<RunSummary>;
}

export async function openTestApp(
  options: Partial<LambdascopeOptions> = {},
  defaults: Partial<LambdascopeOptions> = { concurrency: 1 },
): Promise<TestApp> {
  const app = await open({ dataDir: emptyHistory(), ...defaults, ...options });
  onTestFinished(() => app.close());
  return app;
}

/**
 * One app for all tests in the file or `describe` that calls this: starting one takes longer than most of what tests ask of it. What one
 * test creates there is visible to the next, so no test may leave a run that is training.
 */
export function shareTestApp(): () => TestApp {
  let app: TestApp;
  const dataDir = withEmptyHistory(makeFolder());
  beforeAll(async () => {
    app = await open({ dataDir, concurrency: 1 });
  });
  afterAll(async () => {
    await app.close();
    removeFolder(dataDir);
  });
  return () => app;
}

async function open(options: Partial<LambdascopeOptions> & { readonly dataDir: string }): Promise<TestApp> {
  const nodeLauncher = createNodeLauncher(trainerEntry);
  const processes: TrainerProcess[] = [];
  const launcher: TrainerLauncher = {
    launch() {
      const trainer = nodeLauncher.launch();
      processes.push(trainer);
      return trainer;
    },
  };
  const app = await openLambdascope({
    host: 'serve',
    launcher,
    storageEntry,
    appVersion: '1.2.3',
    ...options,
  });
  const client = createClient({ request: (command, input) => request(app, command, input) });
  return { ...app, client, processes, until: (id, accept) => until(app, client, id, accept) };
}

async function request(app: Lambdascope, command: string, input: unknown): Promise<unknown> {
  const answer = await app.dispatch(command, input);
  if (answer.ok) return answer.value;
  throw AppError.fromData(answer.error);
}

/** The AppError with which `action` fails. */
export async function failureOf(action: Promise<unknown>): Promise<AppError> {
  return action.then(
    () => Promise.reject(new Error('it did not fail')),
    (thrown: unknown) => thrown as AppError,
  );
}

async function until(
  app: Lambdascope,
  client: Client,
  id: string,
  accept: (run: RunSummary) => boolean,
): Promise<RunSummary> {
  let unsubscribe: () => void = () => undefined;
  const later = new Promise<RunSummary>((resolve) => {
    unsubscribe = app.onEvent((event) => {
      if (event.kind !== 'runsChanged') return;
      const run = event.runs.find((candidate) => candidate.id === id && accept(candidate));
      if (run) resolve(run);
    });
  });
  const now = await client.getRun({ id });
  const run = accept(now) ? now : await later;
  unsubscribe();
  return run;
}
