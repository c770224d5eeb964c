import { expect, onTestFinished } from 'vitest';
import { startRedis } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { emptyHistory, endless, parseLines, smallConfig, start } from './cli-fixture.ts';
import { eventually, serve, work } from './queue-fixture.ts';

interface Run {
  readonly id: string;
  readonly status: string;
  readonly epochsDone: number;
  readonly digest: string | null;
}

interface Activity {
  readonly live: readonly { readonly id: string; readonly status: string; readonly epochsDone: number }[];
}

testWith('redis')(
  'of two processes on a folder only one receives what workers send, and both know the state of their runs',
  async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.close());
    const dataDir = emptyHistory();
    const env = { LAMBDASCOPE_QUEUE: redis.url };
    const long = { ...(JSON.parse(endless) as object), precision: 'float64' };
    const short = { ...smallConfig, precision: 'float64', epochs: 300 };
    const train = (what: object, ...how: string[]) =>
      start(['run', '--config', '-', '--data-dir', dataDir, ...how], JSON.stringify(what), env);

    const host = await serve(dataDir, redis.url);
    const taker = await eventually(() => takerOf(redis));
    expect(taker.pid).toBe(host.child.pid);
    await work('attic', redis.url);
    // The server receives what workers send; the command learns of it through the folder.
    const first = await train(short, '--json').finished;
    expect(first.code).toBe(0);
    const { run } = parseLines(first.stdout).at(-1)! as unknown as { run: Run };
    expect(run).toMatchObject({ status: 'completed', epochsDone: 300 });
    expect(parseLines(first.stdout)).toHaveLength(301);
    expect(await host.call<Run>('getRun', { id: run.id })).toMatchObject({ digest: run.digest });

    // The server goes away: the command takes over, and a server started later learns of it through the folder.
    const training = train(long, '--print-every', '1000000');
    await training.until((stdout) => stdout.includes('\n'));
    host.child.kill('SIGTERM');
    await host.finished;
    await eventually(async () => ((await takerOf(redis))?.pid === training.child.pid ? true : null));
    const later = await serve(dataDir, redis.url);
    await work('cellar', redis.url);
    const { runs } = await later.call<{ runs: Run[] }>('createRuns', {
      configs: [long, short],
      place: 'workers',
    });
    const [stopped, completed] = runs as [Run, Run];
    await eventually(async () => {
      const { live } = await later.call<Activity>('getActivity', {});
      const known = live.find(({ id }) => id === stopped.id);
      return known?.status === 'running' && known.epochsDone > 0 ? known : null;
    });
    await later.call('stopRuns', { ids: [stopped.id] });
    await eventually(async () => {
      const { status, digest } = await later.call<Run>('getRun', { id: completed.id });
      return status === 'completed' && digest === run.digest ? digest : null;
    });
    expect(await later.call<Run>('getRun', { id: stopped.id })).toMatchObject({ status: 'stopped' });
    await eventually(async () =>
      (await later.call<Activity>('getActivity', {})).live.length === 0 ? true : null,
    );
    expect((await takerOf(redis))?.pid).toBe(training.child.pid);
    training.child.kill('SIGINT');
    expect((await training.finished).code).toBe(130);
  },
  120_000,
);

/** Who receives what workers send. */
async function takerOf(redis: Awaited<ReturnType<typeof startRedis>>): Promise<{ pid: number } | null> {
  const [key] = await redis.ask('KEYS lambdascope:host:*');
  const [text] = key === undefined ? [] : await redis.ask(`GET ${key}`);
  return text === undefined ? null : (JSON.parse(text) as { pid: number });
}
