import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startServe, type ServedHost } from './served-host.ts';

/** Digests of configs when nothing disturbs the training. */
export interface Reference {
  /** By the text of each config; new ones are trained. */
  digestsOf(configs: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  close(): Promise<void>;
}

/** A quiet host with its own folder. */
export async function startReference(): Promise<Reference> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdascope-soak-reference-'));
  const host = await startServe(dataDir);
  if (host === null) throw new Error('the host of the reference runs did not start');
  const digests = new Map<string, string | null>();
  return {
    async digestsOf(configs) {
      const unknown = [...new Set(configs)].filter((config) => !digests.has(config));
      for (let from = 0; from < unknown.length; from += 500) {
        const some = unknown.slice(from, from + 500);
        const trained = await train(
          host,
          some.map((config) => JSON.parse(config) as object),
        );
        some.forEach((config, index) => digests.set(config, trained[index]!));
      }
      return digests;
    },
    async close() {
      host.subject.child.kill('SIGTERM');
      await host.subject.exited;
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function train(host: ServedHost, configs: readonly object[]): Promise<(string | null)[]> {
  const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', { configs });
  while ((await host.call<{ liveRuns: number }>('getActivity')).liveRuns > 0) await delay(200);
  const details = runs.map(({ id }) => host.call<{ digest: string | null }>('getRun', { id }));
  return (await Promise.all(details)).map(({ digest }) => digest);
}
