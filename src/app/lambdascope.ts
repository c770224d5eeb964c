import { type Activity, createDispatcher, report, type RunSummary } from '#api';
import { engineVersion } from '#engine';
import { openStore, type Store } from '#storage';
import type { Lambdascope, LambdascopeOptions } from './application.ts';
import { openCompute } from './compute.ts';
import { createDeletion } from './deletion.ts';
import { createEventHub } from './event-hub.ts';
import { createExportSaver } from './export-saver.ts';
import { createExportTickets } from './export-tickets.ts';
import { createSettling, runMaintenance } from './maintenance.ts';
import { createFirstList } from './first-list.ts';
import { createFolderState } from './folder-state.ts';
import { createHandlers } from './handlers.ts';
import { createLiveRuns } from './live-runs.ts';
import { createOnsets } from './onsets.ts';
import { createOverviews } from './overviews.ts';
import { describeDefect, noLog, type Log } from './log/index.ts';
import type { Services } from './services.ts';
import { createSleep } from './sleep.ts';
import { createTrainingService } from './training-service.ts';
import { createVerifications } from './verifications.ts';
import { createVerifier } from './verification.ts';

/** Background work waits this long, in milliseconds, to leave the processor to the page that is about to open. */
const backgroundAfterMs = 3000;
/** When an operating system ends its session, it gives each process about 5 seconds. */
const closeNowTimeoutMs = 3000;

/** Opens the history and continues its queued runs. Throws the AppErrors of opening the store. */
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
  const stored = await store.getPreferences();
  const compute = await openCompute(options, stored, store, log, () => training.followCompute());
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
    onMoreCurves: () => exclusive && overviews.wake(),
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
  const dispatch = createDispatcher(handlers, onDefect);
  const firstList = createFirstList(dispatch, events.subscribe, stored);
  const stopMaintenance = await runMaintenance(services, onDefect, async () => {
    // The single host of a folder deletes what earlier hosts left; other processes are too short-lived.
    if (!exclusive) return;
    await firstList.read();
    deletion.wake();
    onsets.wake(); // tables of runs show them
  });
  const inBackground = (): void => {
    overviews.wake();
    report(store.loadReader(), onDefect);
  };
  const background = exclusive ? setTimeout(inBackground, backgroundAfterMs).unref() : undefined;

  let closed = false;
  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    clearTimeout(background);
    firstList.drop();
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
    // A window may still send commands while the app is closing.
    dispatch: async (name, input) =>
      closed
        ? { ok: false, error: { code: 'connectionLost', message: 'Lambdascope has closed; open it again' } }
        : firstList.dispatch(name, input),
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
