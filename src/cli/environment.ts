import { type Lambdascope, openLambdascope } from '#app';
import type { HostKind } from '#api';
import { createNodeLauncher } from '#workers';

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

/** Opens the app for the time that `use` takes. `concurrency` is that of the command line; serve has the user's choice. */
export async function withApp<Result>(
  environment: Environment,
  dataDir: string,
  kind: Extract<HostKind, 'serve' | 'cli'>,
  use: (app: Lambdascope) => Promise<Result>,
  concurrency = 1,
): Promise<Result> {
  const { appVersion, storageEntry, trainerEntry } = environment;
  const app = await openLambdascope({
    dataDir,
    appVersion,
    storageEntry,
    host: kind,
    launcher: createNodeLauncher(trainerEntry),
    exclusive: kind === 'serve',
    ...(kind === 'cli' ? { concurrency } : {}),
  });
  try {
    return await use(app);
  } finally {
    await app.close();
  }
}
