import { AppError, type HostKind, type ThreadCount } from '#api';
import { describeDefect, endOnDefect, type Lambdascope, type Log, openLambdascope, openLog } from '#app';
import { createNodeLauncher, type QueueConnector } from '#workers';
import { exitCode, exitCodeOf } from './exit.ts';
import { sayOpening } from './say-opening.ts';
import { say } from './say.ts';

/** How long a command waits for a database that was moved to be put back. */
const lostMs = 3000;

/** What the entry knows of the build that it belongs to. Paths are absolute. */
export interface Environment {
  readonly appVersion: string;
  /** The oldest Node that will do. */
  readonly requiredNode: string;
  readonly projectDir: string;
  readonly trainerEntry: string;
  readonly storageEntry: string;
  readonly rendererDir: string;
}

/** What a command says of how it trains. */
export interface TrainingOptions {
  /** How many runs at the same time; serve has the user's choice. */
  readonly concurrency?: number | undefined;
  /** A queue whose workers may train; by default there is none. */
  readonly workers?: QueueConnector | null;
  /** Serve has the user's choice without it, others as many as pay. */
  readonly threads?: ThreadCount | undefined;
}

/** Opens the app for the time that `use` takes. */
export async function withApp<Result>(
  environment: Environment,
  dataDir: string,
  kind: Extract<HostKind, 'serve' | 'cli'>,
  use: (app: Lambdascope) => Promise<Result>,
  training: TrainingOptions = {},
): Promise<Result> {
  const log = openLog({ dataDir, host: kind });
  let app: Lambdascope | null = null;
  // While a command waits for what others do, as for a trainer that died to be reported, nothing else may keep it alive.
  const alive = setInterval(() => undefined, 60_000);
  const removeLastResort = endOnDefect({
    log,
    say: (message) => say(`error: ${message}`),
    close: () => app?.close() ?? Promise.resolve(),
    end: () => process.exit(exitCode.failed),
  });
  try {
    app = await open(environment, dataDir, kind, training, log);
    if (app.readOnly !== null) {
      say(`warning: ${app.readOnly}`);
      return await use(app);
    }
    return await (kind === 'serve' ? use(app) : Promise.race([use(app), databaseLost(app)]));
  } catch (thrown) {
    if (exitCodeOf(thrown) === exitCode.failed) log.write('error', describeDefect(thrown));
    throw thrown;
  } finally {
    await app?.close();
    removeLastResort();
    await log.flush();
    clearInterval(alive);
  }
}

/** Rejects once the database has not been in its place for a while: what a command says it recorded must be there. */
function databaseLost(app: Lambdascope): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | null = null;
  app.onEvent((event) => {
    if (event.kind !== 'activityChanged') return;
    const { folder } = event.activity;
    if (folder === null) {
      clearTimeout(timer ?? undefined);
      timer = null;
    } else {
      timer ??= setTimeout(
        () => reject(new AppError('databaseMoved', `${folder.reason}; ${folder.advice}`)),
        lostMs,
      );
    }
  });
  return promise;
}

async function open(
  environment: Environment,
  dataDir: string,
  kind: Extract<HostKind, 'serve' | 'cli'>,
  { concurrency = 1, threads, workers = null }: TrainingOptions,
  log: Log,
): Promise<Lambdascope> {
  const { appVersion, storageEntry, trainerEntry } = environment;
  const opening = sayOpening();
  return openLambdascope({
    log,
    onStep: opening.onStep,
    dataDir,
    appVersion,
    storageEntry,
    host: kind,
    launcher: createNodeLauncher(trainerEntry),
    exclusive: kind === 'serve',
    queue: workers,
    threads: threads ?? (kind === 'cli' ? 'auto' : undefined),
    concurrency: kind === 'cli' ? concurrency : undefined,
  }).finally(opening.end);
}
