import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type FaultyLink, openLink } from '../faulty-link.fixture.ts';
import { type RedisServer, startRedis } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { emptyHistory } from './cli-fixture.ts';
import { eventually, serve, work } from './queue-fixture.ts';

interface Stint {
  readonly worker: { readonly name: string } | null;
  readonly fromEpoch: number;
  readonly startedAt: string;
  readonly ending: string | null;
}

interface Run {
  readonly id: string;
  readonly status: string;
  readonly epochsDone: number;
  readonly digest: string | null;
  readonly stints: readonly Stint[];
}

const epochs = 12_000;
const configs = [0, 1].map((seed) => ({
  name: `faults-${seed}`,
  dataset: { kind: 'spiral', samplesPerClass: 100 },
  validation: { samplesPerClass: 100 },
  layers: [
    { kind: 'dense', units: 64, weightRegularizerL2: 1e-4 },
    { kind: 'relu' },
    ...[{ kind: 'dense', units: 3 }, { kind: 'softmax' }],
  ],
  optimizer: { kind: 'adam', learningRate: 0.02 },
  epochs,
  seed,
}));

testWith('redis')('a worker killed, a network cut, Redis and the host killed: the same digests', async () => {
  // The user from the documentation, with exactly those permissions.
  const user = /user lambdascope on .*/.exec(document())![0].replace('>PASSWORD', '>secret');
  const redis = await startRedis({ password: 'other', config: [user] });
  onTestFinished(() => redis.close());
  const dataDir = emptyHistory();
  const hostLink = await linkTo(redis);
  let host = await serve(dataDir, hostLink.address);
  const get = async (id: string): Promise<Run> => host.call('getRun', { id });
  const all = (): Promise<Run[]> => Promise.all([...away, ...here].map(get));
  const create = async (place: string): Promise<string[]> => {
    const { runs } = await host.call<{ runs: Run[] }>('createRuns', { configs, place });
    return runs.map(({ id }) => id);
  };
  const away = await create('workers');
  const here = await create('here');

  const [firstLink, secondLink] = [await linkTo(redis), await linkTo(redis)];
  const first = await work('first', firstLink.address);
  const id = await eventually(async () => {
    const [run] = (await Promise.all(away.map(get))).filter(({ epochsDone }) => epochsDone > 0);
    return run?.id ?? null;
  });
  // A paused run has a checkpoint, however fast the machine is.
  await host.call('pauseRuns', { ids: [id] });
  await eventually(async () => (await get(id)).status === 'paused' || null);
  await host.call('continueRuns', { ids: [id] });
  first.child.kill('SIGKILL');
  const killedAt = Date.now();

  await work('second', secondLink.address);
  // Its connections break as soon as it is ready.
  secondLink.link.cut();
  secondLink.link.mend();
  // A killed host interrupts only its own runs.
  await eventually(async () => (await Promise.all(here.map(get))).every(hasCompleted) || null);
  await eventually(async () => {
    const trained = (await Promise.all(away.map(get))).flatMap(({ stints }) => stints);
    return trained.some(({ worker }) => worker?.name === 'second') || null;
  });
  secondLink.link.cut();
  await redis.kill();
  host.child.kill('SIGKILL');
  await host.finished;
  await redis.start();
  secondLink.link.mend();
  host = await serve(dataDir, hostLink.address);

  await eventually(async () => (await all()).every(hasCompleted) || null);
  const runs = await all();
  const digests = runs.map(({ digest }) => digest);
  expect(digests.slice(0, 2)).toEqual(digests.slice(2));
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);

  const { stints } = await get(id);
  const next = stints.findIndex(({ worker }) => worker?.name === 'second');
  expect(next).toBeGreaterThan(0);
  expect(stints[next]!.fromEpoch).toBeGreaterThan(0);
  expect(Date.parse(stints[next]!.startedAt) - killedAt).toBeLessThan(60_000);
  expect(runs.map(({ epochsDone }) => epochsDone)).toEqual(runs.map(() => epochs));
  // What a run leaves in Redis is removed with it.
  const [folder] = away;
  await eventually(async () => {
    const keys = await redis.ask('KEYS lambdascope:*');
    return !keys.some((key) => key.includes(folder!) || key.endsWith(':lock')) || null;
  });
});

const hasCompleted = ({ status }: Run): boolean => status === 'completed';

function document(): string {
  return readFileSync(join(import.meta.dirname, '../../docs/workers.md'), 'utf8');
}

async function linkTo(redis: RedisServer): Promise<{ link: FaultyLink; address: string }> {
  const link = await openLink(redis.port);
  onTestFinished(() => link.close());
  return { link, address: `redis://lambdascope:secret@127.0.0.1:${link.port}` };
}
