import {
  type Activity,
  type AppEventListener,
  createDispatcher,
  type Dispatch,
  type Handlers,
  type HostKind,
  type OpeningStep,
  report,
  type RunSummary,
  type Verification,
} from '#api';
import { engineVersion } from '#engine';
import { openStore, type Store } from '#storage';
import type { QueueConnector, TrainerLauncher } from '#workers';
import { type ComputeOptions, openCompute } from './compute.ts';
import { createDeletion } from './deletion.ts';
import { createEventHub } from './event-hub.ts';
import { createExportSaver } from './export-saver.ts';
import { createExportTickets, type PreparedFile } from './export-tickets.ts';
import { createSettling, runMaintenance } from './maintenance.ts';
import { createFolderState } from './folder-state.ts';
import { createHandlers } from './handlers.ts';
import { createLiveRuns, type Trouble } from './live-runs.ts';
import { createOnsets } from './onsets.ts';
import { createOverviews } from './overviews.ts';
import { describeDefect, noLog, type Log } from './log/index.ts';
import type { Services } from './services.ts';
import { createSleep } from './sleep.ts';
import { createTrainingService } from './training-service.ts';
import { createVerifications } from './verifications.ts';
import { createVerifier } from './verification.ts';

export interface LambdascopeOptions extends ComputeOptions {
  /** Folder of the database; created when there is none. */
  readonly dataDir: string;
  readonly host: HostKind;
  readonly launcher: TrainerLauncher;
  /** Absolute path of the file of the store's threads. */
  readonly storageEntry: string;
  readonly appVersion: string;
  /** True, the default, for a host: it has the folder to itself and continues with its queue. */
  readonly exclusive?: boolean;
  /** The queue whose workers may train runs; by default there is none. */
  readonly queue?: QueueConnector | null;
  /** Why training is held from the start; see `hold`. */
  readonly held?: Trouble | null;
  /** Where to write what happens; by default nowhere. */
  readonly log?: Log;
  /** Hears of defects: errors that no user caused. By default they go to the log and to stderr. */
  readonly onDefect?: (error: unknown) => void;
  /** Hears of what opening takes time for. */
  readonly onStep?: ((step: OpeningStep) => void) | undefined;
  /** Takes the opening back: it rejects, at once unless SQLite is deep in a statement that cannot be interrupted. */
  readonly signal?: AbortSignal;
}

/** What nobody waits for leaves the processor to the page that is about to open. */
const backgroundAfterMs = 3000;
/** An operating system that ends its session gives each process about 5 seconds. */
const closeNowTimeoutMs = 3000;

/** The application, without a window: what every host puts a transport before. */
export interface Lambdascope {
  /** Validates and runs a command by name. */
  readonly dispatch: Dispatch;
  /** The same commands, typed; input must be validated. */
  readonly handlers: Handlers;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Redeems a ticket of prepareExport or prepareRunFile. Throws AppError notFound when it is unknown, used or too old. */
  takeExport(ticket: string): PreparedFile;
  /**
   * The same into a file, which appears whole or not at all. Throws AppError notFound, invalidInput for a path that cannot be one,
   * storageFull, folderNotWritable, conflict when it was stopped, by `signal` or by closing.
   */
  saveExport(ticket: string, path: string, signal?: AbortSignal): Promise<void>;
  /** The id that a person means by an id, its unique beginning, or a unique name. Rejects with notFound or conflict. */
  resolveRunId(text: string): Promise<string>;
  /** The same of a sweep. */
  resolveSweepId(text: string): Promise<string>;
  /**
   * Retrains a stored run, including its ancestors' epochs, and compares every value; writes nothing. `onProgress` receives the epoch
   * reached. Throws notFound, conflict when nothing is recorded, workerFailed when it cannot be trained here.
   */
  verifyRun(id: string, onProgress: (epoch: number) => void): Promise<Verification>;
  /** How many runs there are by their status, and in the trash. */
  countRuns(): Promise<Readonly<Record<string, number>>>;
  /** Why the history was opened for reading only, for people; null if it can be written. */
  readonly readOnly: string | null;
  /**
   * Takes over those of the runs that are queued for a process that has ended, and returns their ids. A command line does so only for
   * runs that it follows.
   */
  resumeRunsOf(ids: readonly string[]): Promise<readonly string[]>;
  /** Uses another queue from now on, or none. Runs on workers continue. */
  setQueue(queue: QueueConnector | null): Promise<void>;
  /** The one that is used; null for none. */
  readonly queue: Pick<QueueConnector, 'address' | 'source'> | null;
  /** Ids of the runs that train or are queued here, and are not paused. What workers train is not among them. */
  trainingRuns(): readonly string[];
  /** Goes on with those of the runs that were interrupted. */
  resumeInterrupted(ids: readonly string[]): Promise<void>;
  /** Puts training on hold for a reason: running runs pause and none starts. null releases it, except for runs that the user paused. */
  hold(reason: Trouble | null): void;
  /** The machine falls asleep: what is stored so far is on the disk when it resolves. */
  fallsAsleep(): Promise<void>;
  /** The machine woke up: the time asleep does not count as training time. */
  wokeUp(): Promise<void>;
  /**
   * For a process that ends when this returns: interrupts what trains and frees the folder, with every row stored that has come from
   * the trainers, unless that takes longer than 3 seconds. Nothing that is stored is lost either way.
   */
  closeNow(): void;
  /** Interrupts what trains with every row stored, keeps what is queued for the next start, frees the folder. */
  close(): Promise<void>;
}

/** Opens the history and continues with its queued runs. Throws the AppErrors of opening the store. */
export async function openLambdascope(options: LambdascopeOptions): Promise<Lambdascope> {
  const { dataDir, host, appVersion, exclusive = true, storageEntry, log, onStep, signal } = options;
  const onLog = (line: string): void => log?.write('warning', line);
  const given = { dataDir, appVersion, engineVersion, host, exclusive, storageEntry, onLog };
  const store = await openStore({ ...given, onStep, signal });
  try {
    return await start(store, options);
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

async function start(store: Store, options: LambdascopeOptions): Promise<Lambdascope> {
  const { dataDir, host: kind, appVersion, launcher, exclusive = true } = options;
  const { log = noLog, onDefect = reportDefectTo(log) } = options;
  const compute = await openCompute(options, store, log, () => training.followCompute());
  const live = createLiveRuns(() => events.activityChanged());
  const activity = (): Activity => ({
    ...live.activity(training.heldBack),
    held: training.held,
    folder: folder.current,
    deleting: deletion.left(),
  });
  const readRuns = async (ids: readonly string[]): Promise<RunSummary[]> => (await store.findRuns(ids)).runs;
  const events = createEventHub({
    ...{ readRuns, readActivity: activity },
    readVerifications: (ids) => verifications.read(ids),
  });
  const folder = createFolderState(store.readOnly, log, events.activityChanged);
  const deletion = createDeletion({ step: store.deleteStep, onStep: events.activityChanged, onDefect });
  const overviews = createOverviews({ store, onDefect });
  const onsets = createOnsets({ store, onDefect });
  const sleep = createSleep({ store, live, events, log });
  const training = createTrainingService({
    ...{ store, dataDir, launcher, compute, events, live, log, onDefect },
    beforeTimeIsTaken: sleep.notice,
    onEnd: () => exclusive && overviews.wake(),
  });
  if (options.held) training.hold(options.held);
  if (options.queue) await training.setQueue(options.queue);
  const verifier = createVerifier(store, launcher, compute);
  const verifications = createVerifications({
    ...{ store, verifier, events, onDefect },
    by: { host: kind, platform: `${process.platform}-${process.arch}`, engineVersion },
  });
  const tickets = createExportTickets();
  const exports = createExportSaver(tickets, dataDir);
  const host = { kind, appVersion, dataDir };
  const settle = createSettling({ store, training, events, log });
  const services: Services = {
    store,
    training,
    events,
    live,
    compute,
    deletion,
    activity,
    tickets,
    host,
    log,
    folder,
    settle,
  };
  const handlers = createHandlers(services, verifications);
  if (exclusive) log.write('info', `opened ${dataDir} with version ${appVersion}`);
  const stopMaintenance = await runMaintenance(services, onDefect);
  // A folder's one host deletes what hosts before it left; others are there for a while only.
  if (exclusive) {
    deletion.wake();
    onsets.wake(); // tables of runs show them
  }
  const inBackground = (): void => {
    overviews.wake();
    report(store.loadReader(), onDefect);
  };
  const background = exclusive ? setTimeout(inBackground, backgroundAfterMs).unref() : undefined;

  const dispatch = createDispatcher(handlers, onDefect);
  let closed = false;
  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    clearTimeout(background);
    await exports.close();
    await stopMaintenance();
    await verifications.close();
    await Promise.all([
      training.close(),
      verifier.close(),
      deletion.close(),
      overviews.close(),
      onsets.close(),
    ]);
    await events.close();
    closed = true;
    await store.close();
    if (exclusive) log.write('info', 'closed');
    await log.flush();
  }

  return {
    handlers,
    readOnly: store.readOnly && `${folder.current!.reason}; ${folder.current!.advice}`,
    // A window may still ask while the app is on its way out.
    dispatch: async (name, input) =>
      closed
        ? { ok: false, error: { code: 'connectionLost', message: 'Lambdascope has closed; open it again' } }
        : dispatch(name, input),
    onEvent: (listener) => events.subscribe(listener),
    takeExport: tickets.take,
    saveExport: exports.save,
    resolveRunId: (text) => store.resolveRunId(text),
    resolveSweepId: (text) => store.resolveSweepId(text),
    verifyRun: verifier.verify,
    countRuns: () => store.countRuns(),
    async resumeRunsOf(ids) {
      const asked = new Set(ids);
      const left = (await settle(ids)).interrupted.filter((id) => asked.has(id));
      if (left.length > 0) await training.reopen(left);
      return left;
    },
    async setQueue(queue) {
      await training.setQueue(queue);
      events.queueChanged();
    },
    get queue() {
      const { queue } = training;
      return queue && { address: queue.view.address, source: queue.source };
    },
    trainingRuns: () => live.withStatus(['queued', 'running']).filter((id) => !training.isAway(id)),
    async resumeInterrupted(ids) {
      const { runs } = await store.findRuns(ids);
      const interrupted = runs.filter(({ status }) => status === 'interrupted').map(({ id }) => id);
      if (interrupted.length > 0) await training.reopen(interrupted);
    },
    hold: training.hold,
    fallsAsleep: sleep.fallsAsleep,
    wokeUp: sleep.wokeUp,
    closeNow() {
      if (closed) return;
      closed = true;
      const inTime = store.closeNow(closeNowTimeoutMs);
      log.lastWords(inTime ? 'closed at once' : 'ended before everything was stored');
    },
    close: () => (closing ??= close()),
  };
}

function reportDefectTo(log: Log): (error: unknown) => void {
  return (error) => {
    log.write('error', describeDefect(error));
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
}
