import type { RedisServer } from '../../src/redis-server.fixture.ts';
import { whenIdle, type BenchLab } from './lab.ts';
import { processorSeconds } from './redis-costs.ts';

/** Processor seconds: of Redis, of the host's main thread, and of its other threads, one of which writes. */
export interface Spent {
  readonly redis: number;
  readonly host: number;
  readonly store: number;
}

/** What a number of runs took, from their submission to the last one's stored end. */
export interface Measured extends Spent {
  readonly seconds: number;
  readonly runs: number;
  readonly epochs: number;
  /** What workers sent for them: batches of rows, checkpoints, snapshots and ends. */
  readonly entries: number;
}

type Measurable = Pick<BenchLab, 'host' | 'redis'>;

/** Resolves to what was spent during `work`. */
export async function spentBy(lab: Measurable, work: () => Promise<unknown>): Promise<Spent> {
  const before = await readMeters(lab);
  await work();
  const after = await readMeters(lab);
  const host = after.threadSeconds - before.threadSeconds;
  return {
    redis: after.redis - before.redis,
    host,
    store: after.processSeconds - before.processSeconds - host,
  };
}

export async function measure(
  lab: Measurable,
  configs: readonly { readonly epochs: number }[],
  place: 'here' | 'workers',
): Promise<Measured> {
  const sentBefore = await entriesSent(lab.redis);
  const started = performance.now();
  const spent = await spentBy(lab, async () => {
    await lab.host.call('createRuns', { configs, place });
    await whenIdle(lab.host);
  });
  const seconds = (performance.now() - started) / 1000;
  const epochs = configs.reduce((sum, config) => sum + config.epochs, 0);
  const entries = (await entriesSent(lab.redis)) - sentBefore;
  return { ...spent, seconds, runs: configs.length, epochs, entries };
}

async function readMeters({ host, redis }: Measurable) {
  return { redis: await processorSeconds(redis), ...(await host.processor()) };
}

/** To the only host. */
async function entriesSent(redis: RedisServer): Promise<number> {
  const [stream] = await redis.ask('KEYS lambdascope:*:results');
  if (stream === undefined) return 0;
  const facts = await redis.ask(`XINFO STREAM ${stream}`);
  return Number(facts[facts.indexOf('entries-added') + 1]?.slice(1));
}
