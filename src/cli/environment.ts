import { AppError, type HostKind, type ThreadCount } from '#api';
import { describeDefect, endOnDefect, type Lambdascope, type Log, openLambdascope, openLog } from '#app';
import { createNodeLauncher, type QueueConnector } from '#workers';
import { exitCode, exitCodeOf } from './exit.ts';
import { sayOpening } from './say-opening.ts';
import { say } from './say.ts';

/** How long a command waits for a moved database to be put back, in milliseconds. */
const lostMs = 3000;

/** What the entry knows about its build. Paths are absolute. */
export interface Environment {
  readonly appVersion: string;
  /** The oldest supported Node. */
  readonly requiredNode: string;
  readonly projectDir: string;
  readonly trainerEntry: string;
  readonly storageEntry: string;
  readonly rendererDir: string;
}

/** A command's choices about training. */
export interface TrainingOptions {
  /** How many runs at the same time; serve uses the user's setting. */
  readonly concurrency?: number | undefined;
  /** A queue whose workers may train; by default there is none. */
  readonly workers?: QueueConnector | null;
  /** By default serve uses the user's setting, other commands as many as speed it up. */
  readonly threads?: ThreadCount | undefined;
}

/** Opens the app for the duration of `use`. */
export async function withApp<Result>(
  environment: Environment,
  dataDir: string,
  kind: Extract<HostKind, 'serve' | 'cli'>,
  use: (app: Lambdascope) => Promise<Result>,
  training: TrainingOptions = {},
): Promise<Result> {
  const log = openLog({ dataDir, host: kind });
  let app: Lambdascope | null = null;
  // While a command waits for others, such as for the report that a trainer died, there may be nothing else that keeps it alive.
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

/** Rejects once the database has been out of its place for a while: what a command reports as recorded must be there. */
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
