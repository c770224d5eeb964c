import { availableParallelism } from 'node:os';
import {
  type Activity,
  AppError,
  type AppEventListener,
  createDispatcher,
  type Dispatch,
  type Handlers,
  type HostKind,
  type RunSummary,
} from '#api';
import { engineVersion } from '#engine';
import { openStore, type Store } from '#storage';
import type { TrainerLauncher } from '#workers';
import { createConfirmationHandlers } from './confirmation-handlers.ts';
import { createDeletion } from './deletion.ts';
import { createEventHub } from './event-hub.ts';
import { createConfusionHandlers } from './confusion-handlers.ts';
import { createExportHandlers, exportFileName } from './export-handlers.ts';
import { createExportTickets } from './export-tickets.ts';
import { concurrencyKey, createHostHandlers } from './host-handlers.ts';
import { createLineageHandlers } from './lineage-handlers.ts';
import { createLiveRuns } from './live-runs.ts';
import { createPreviewHandlers } from './preview-handlers.ts';
import { createRunHandlers } from './run-handlers.ts';
import { createSeriesHandlers } from './series-handlers.ts';
import type { Services } from './services.ts';
import { createSnapshotHandlers } from './snapshot-handlers.ts';
import { createSweepHandlers } from './sweep-handlers.ts';
import { createSweepReader } from './sweep-reader.ts';
import { createTableHandlers } from './table-handlers.ts';
import { createTrainingService } from './training-service.ts';
import { createVerifier, type Verification } from './verification.ts';

/** How often to look whether another process wrote, and to try again what could not be stored. */
const housekeepingIntervalMs = 1000;
/** How often to look for runs whose process died while this host goes on. */
const recoveryIntervalMs = 10_000;

export interface LambdascopeOptions {
  /** Folder of the database; created when there is none. */
  readonly dataDir: string;
  readonly host: HostKind;
  readonly launcher: TrainerLauncher;
  /** Absolute path of the file of the store's threads. */
  readonly readerEntry: string;
  readonly appVersion: string;
  /** True, the default, for a host: it has the folder to itself and goes on with what waits in its queue. */
  readonly exclusive?: boolean;
  /** Runs trained at the same time; by default what the user chose, else all processors but one. */
  readonly concurrency?: number;
  /** Hears of defects: errors that no user caused. By default they go to stderr. */
  readonly onDefect?: (error: unknown) => void;
}

/** The application, without a window: what every host puts a transport before. */
export interface Lambdascope {
  /** Validates and runs a command by name. */
  readonly dispatch: Dispatch;
  /** The same commands, typed; input must be validated. */
  readonly handlers: Handlers;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Redeems a ticket of prepareExport. Throws AppError notFound when it is unknown, used or too old. */
  takeExport(ticket: string): { readonly fileName: string; readonly chunks: AsyncIterable<string> };
  /** The id that a person means by an id, its unique beginning, or a unique name. Throws notFound or conflict. */
  resolveRunId(text: string): string;
  /** The same of a sweep. */
  resolveSweepId(text: string): string;
  /**
   * Trains a stored run again, its ancestors' epochs included, and compares every value; writes nothing. `onProgress` hears
   * the epoch reached. Throws notFound, conflict when nothing is recorded, workerFailed when it cannot be trained here.
   */
  verifyRun(id: string, onProgress: (epoch: number) => void): Promise<Verification>;
  /** Interrupts what trains with every row stored, keeps what is queued for the next start, frees the folder. */
  close(): Promise<void>;
}

/** Opens the history and goes on with what waits in it. Throws the AppErrors of opening the store. */
export async function openLambdascope(options: LambdascopeOptions): Promise<Lambdascope> {
  const { dataDir, host, appVersion, exclusive = true, readerEntry } = options;
  const store = openStore({ dataDir, appVersion, engineVersion, host, exclusive, readerEntry });
  try {
    return start(store, options);
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

function start(store: Store, options: LambdascopeOptions): Lambdascope {
  const { dataDir, host: kind, appVersion, launcher, exclusive = true, onDefect = printDefect } = options;
  const concurrency = options.concurrency ?? chosenConcurrency(store);
  const live = createLiveRuns(() => events.activityChanged());
  const readRuns = (ids: readonly string[]): RunSummary[] => store.getRuns(ids).map(training.present);
  const activity = (): Activity => ({ ...live.activity(), deleting: deletion.left() });
  const events = createEventHub({ readRuns, readActivity: activity });
  const deletion = createDeletion({ step: store.deleteStep, onStep: events.activityChanged, onDefect });
  const training = createTrainingService({ store, launcher, concurrency, events, live });
  const verifier = createVerifier(store, launcher);
  const tickets = createExportTickets();
  const host = { kind, appVersion, dataDir, concurrency };
  const services: Services = { store, training, events, live, deletion, activity, tickets, host };
  const sweeps = createSweepReader(services);
  const handlers: Handlers = {
    ...createRunHandlers(services),
    ...createSweepHandlers(services, sweeps),
    ...createConfirmationHandlers(services, sweeps),
    ...createLineageHandlers(services),
    ...createSeriesHandlers(services),
    ...createSnapshotHandlers(services),
    ...createConfusionHandlers(services),
    ...createExportHandlers(services),
    ...createPreviewHandlers(services),
    ...createTableHandlers(services),
    ...createHostHandlers(services),
  };
  recover(services);
  // A folder's one host deletes what hosts before it left; others are there for a while only.
  if (exclusive) deletion.wake();
  const housekeeping = setInterval(() => keepHouse(services), housekeepingIntervalMs).unref();
  const recovery = setInterval(() => tryToRecover(services), recoveryIntervalMs).unref();

  const dispatch = createDispatcher(handlers, onDefect);
  let closed = false;
  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    clearInterval(housekeeping);
    clearInterval(recovery);
    await Promise.all([training.close(), verifier.close(), deletion.close()]);
    events.close();
    closed = true;
    await store.close();
  }

  return {
    handlers,
    // A window may still ask while the app is on its way out.
    dispatch: async (name, input) =>
      closed
        ? { ok: false, error: { code: 'connectionLost', message: 'Lambdascope has closed; open it again' } }
        : dispatch(name, input),
    onEvent: (listener) => events.subscribe(listener),
    takeExport(ticket) {
      const query = tickets.take(ticket);
      return { fileName: exportFileName(query.table), chunks: store.exportCsv(query) };
    },
    resolveRunId: (text) => store.resolveRunId(text),
    resolveSweepId: (text) => store.resolveSweepId(text),
    verifyRun: verifier.verify,
    close: () => (closing ??= close()),
  };
}

function keepHouse({ store, training, events }: Services): void {
  void training.retryOutcomes();
  if (hasChanged(store)) events.historyChanged();
}

/** Settles what processes left that died: their runs, which a host trains that waited, and half of a table. */
function recover({ store, training, events }: Services): void {
  void store.deleteTableLeftovers();
  const { interrupted, requeued } = store.recoverRuns();
  if (interrupted.length > 0) events.runsChanged(interrupted);
  if (requeued.length > 0) training.submit(store.getRuns(requeued));
}

function tryToRecover(services: Services): void {
  try {
    recover(services);
  } catch (thrown) {
    // A full disk or a lock held for long: the next round may do it, and so does the next start.
    if (AppError.from(thrown).code === 'internal') throw thrown;
  }
}

function hasChanged(store: Store): boolean {
  try {
    return store.changedElsewhere();
  } catch {
    return true; // the client that now reads the lists gets the error to see
  }
}

function chosenConcurrency(store: Store): number {
  const chosen = store.getPreferences()[concurrencyKey];
  return typeof chosen === 'number' ? chosen : Math.max(1, availableParallelism() - 1);
}

function printDefect(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
