import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { startRedis, type RedisServer } from '../../src/redis-server.fixture.ts';
import { makeDataDir, startHost, type BenchHost } from '../host.ts';

const builtCli = join(import.meta.dirname, '../../out/main/cli.js');

/** A Redis, a host with its own folder, and workers, all as processes on this machine. */
export interface BenchLab {
  readonly redis: RedisServer;
  readonly host: BenchHost;
  /** Each has reported that it is ready. */
  readonly workers: readonly ChildProcess[];
  /** Starts one more. */
  join(slots: number): Promise<ChildProcess>;
  close(): Promise<void>;
}

export async function openBenchLab(slotsOfWorkers: readonly number[]): Promise<BenchLab> {
  const redis = await startRedis();
  const dataDir = makeDataDir();
  const env = { LAMBDASCOPE_QUEUE: redis.url };
  const host = await startHost(dataDir.path, { isWatched: true, env });
  const workers: ChildProcess[] = [];
  async function join(slots: number): Promise<ChildProcess> {
    const args = [builtCli, 'worker', '--slots', String(slots)];
    const worker = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    workers.push(worker);
    await once(createInterface({ input: worker.stdout }), 'line');
    return worker;
  }
  for (const slots of slotsOfWorkers) await join(slots);
  return {
    ...{ redis, host, workers, join },
    async close() {
      for (const worker of workers) {
        if (worker.exitCode !== null || worker.signalCode !== null) continue;
        worker.kill('SIGKILL');
        await once(worker, 'exit');
      }
      await host.stop();
      await redis.close();
      dataDir.remove();
    },
  };
}

/** Waits until the runs are done, polling every millisecond: a longer interval would itself be measured. */
export async function whenIdle(host: BenchHost): Promise<void> {
  while ((await host.call<{ liveRuns: number }>('getActivity')).liveRuns > 0) await delay(20);
}
