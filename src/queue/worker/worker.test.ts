import { expect, onTestFinished } from 'vitest';
import type { RunConfigInput } from '#experiments';
import { configOf, endless, rowLength, rowsInProcess } from '../../workers/pool-fixture.ts';
import { openLink } from '../../faulty-link.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { hostPresenceKey, hostsKey, limits, workerPresenceKey } from '../wire/index.ts';
import { createScriptedHost, eventually, kindsOf, rowsOf } from './scripted-host.ts';

const short = configOf({ epochs: 300, seed: 3 });
/** A few milliseconds per epoch, so that no test has to check many rows. */
const slow: Pick<RunConfigInput, 'dataset' | 'layers'> = {
  dataset: { kind: 'spiral', samplesPerClass: 400 },
  layers: [{ kind: 'dense', units: 64 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
};
const long = configOf({ ...slow, epochs: endless });

testWith('redis')(
  'a run comes back as it trains in one process, and leaves nothing in the queue',
  async () => {
    const host = await createScriptedHost();
    const worker = await host.work();
    await host.submit('k3v', short);
    const results = await host.hasEnded('k3v');
    expect(kindsOf(results)[0]).toBe('started');
    expect(rowsOf(results)).toEqual(rowsInProcess(short));
    const [end] = results.slice(-1);
    expect(end!.event).toMatchObject({
      outcome: { status: 'completed', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(results.map(({ sender }) => sender.seq)).toEqual(results.map((_, index) => index));
    expect(end!.sender).toMatchObject({ worker: worker.id, attempt: 1, generation: 1 });
    await eventually(async () => (worker.lines.length > 1 ? worker.lines : null));
    expect(worker.lines[1]).toMatchObject({ run: 'k3v', status: 'completed', epochs: 300, attempt: 1 });
    const jobs = await host.queueOf('float64').getJobCounts();
    expect(Object.values(jobs).every((count) => count === 0)).toBe(true);
    expect(worker.said).toEqual([]);
  },
);

testWith('redis')("a host's wishes for a run are carried out: pause, continue, stop, withdraw", async () => {
  const host = await createScriptedHost();
  const worker = await host.work();
  await host.submit('a', long);
  await host.until('a', (found) => kindsOf(found).includes('epochs'));
  await host.wish('a', 'pause');
  await host.until('a', (found) => kindsOf(found).at(-1) === 'paused');
  // A paused run gives up its place to another one.
  await host.submit('b', short);
  await host.hasEnded('b');
  await host.wish('a', 'continue');
  await host.until(
    'a',
    (found) => kindsOf(found).lastIndexOf('epochs') > kindsOf(found).indexOf('continued'),
  );
  await host.wish('a', 'stop');
  const stopped = await host.hasEnded('a');
  expect(stopped.at(-1)!.event).toMatchObject({ outcome: { status: 'stopped' } });
  const rows = rowsOf(stopped);
  expect(rows).toEqual(rowsInProcess(long, rows.length / rowLength));

  await host.submit('c', long);
  await host.until('c', (found) => kindsOf(found).includes('epochs'));
  await host.wish('c', 'continue', 2); // a newer generation belongs to somebody else
  await eventually(
    async () => worker.lines.find(({ run, status }) => run === 'c' && status === 'withdrawn') ?? null,
  );
  expect(kindsOf(await host.results('c'))).not.toContain('ended');
  const queue = host.queueOf('float64');
  await eventually(async () => ((await queue.getJobCountByTypes('active', 'waiting')) === 0 ? true : null));
});

testWith('redis')('a run that is already withdrawn when a worker takes it leaves the queue', async () => {
  const host = await createScriptedHost();
  // Stopped while it waited, and submitted to the queue again with the next generation.
  await host.submit('a', long);
  await host.wish('a', 'withdraw');
  await host.submit('b', long);
  await host.wish('b', 'continue', 2);
  const worker = await host.work();
  for (const gone of ['a', 'b'])
    await eventually(
      async () => worker.lines.find(({ run, status }) => run === gone && status === 'withdrawn') ?? null,
    );
  const queue = host.queueOf('float64');
  await eventually(async () =>
    Object.values(await queue.getJobCounts()).every((count) => count === 0) ? true : null,
  );
  for (const gone of ['a', 'b']) expect(kindsOf(await host.results(gone))).not.toContain('ended');
});

testWith('redis')(
  'a worker that leaves hands its run back, and the next one goes on from there',
  async () => {
    const host = await createScriptedHost();
    const first = await host.work();
    await host.submit('a', long);
    await host.until('a', (found) => kindsOf(found).includes('epochs'));
    first.leave();
    await first.left;
    expect(await host.redis.exists(workerPresenceKey(first.id))).toBe(0);
    expect(first.lines.at(-1)).toMatchObject({ run: 'a', status: 'handedBack' });
    const before = await host.results('a');
    expect(kindsOf(before).at(-1)).toBe('handedBack');
    const checkpoint = before.findLast(({ event }) => event.kind === 'checkpoint')!;

    await host.work();
    await host.until('a', (found) => kindsOf(found.slice(before.length)).includes('epochs'));
    await host.wish('a', 'stop');
    const all = await host.hasEnded('a');
    const after = all.slice(before.length);
    expect(after[0]!.sender).toMatchObject({ attempt: 2, seq: 0 });
    const [firstRow] = rowsOf(after);
    expect(firstRow).toBe((checkpoint.event as { epoch: number }).epoch);
    expect(firstRow).toBeGreaterThan(0);
    const rows = rowsOf(all);
    expect(rows).toEqual(rowsInProcess(long, rows.length / rowLength));
  },
);

testWith('redis')('a run whose lock is lost ends here, and nothing more is sent about it', async () => {
  const host = await createScriptedHost();
  const worker = await host.work();
  await host.submit('a', long);
  await host.until('a', (found) => kindsOf(found).includes('epochs'));
  const [lock] = await host.redis.keys('lambdascope:runs-*:lock');
  await host.redis.set(lock!, 'of another worker', 'PX', 60_000);
  await eventually(async () => worker.lines.find(({ status }) => status === 'lost') ?? null);
  const sent = (await host.results('a')).length;
  await host.submit('b', short);
  await host.hasEnded('b');
  expect(await host.results('a')).toHaveLength(sent);
});

testWith('redis')('a worker waits while its host has too much to store, and drops nothing', async () => {
  const host = await createScriptedHost();
  const worker = await host.work();
  await host.redis.set(host.keys.bytes, limits.unstoredBytes);
  await host.submit('a', short);
  await eventually(
    async () => worker.said.find((line) => line.includes('has not yet stored 64 MiB of results')) ?? null,
  );
  expect(await host.results('a')).toEqual([]);
  await host.redis.del(host.keys.bytes);
  expect(rowsOf(await host.hasEnded('a'))).toEqual(rowsInProcess(short));
});

testWith('redis')('foreign data is refused in one line, and does no harm', async () => {
  const host = await createScriptedHost();
  const queue = host.queueOf('float64');
  const options = { removeOnFail: true, removeOnComplete: true };
  await queue.add('x', { hello: 1 }, { ...options, jobId: 'foreign' });
  await queue.add('x', { ...host.jobOf('bad', short), v: 9 }, { ...options, jobId: `${host.host}-bad-1` });
  const single = configOf({ epochs: 10, precision: 'float32' });
  await queue.add('x', host.jobOf('other', single), { ...options, jobId: `${host.host}-other-1` });
  await host.saveCheckpoint('a', 'b', 5, Uint8Array.of(1, 2, 3));
  await host.redis.hset(host.keys.wishes, 'a', '{"wish":"explode"}');
  await host.submit('a', short);
  const elsewhere = '6f1c7a52-6a0e-4a3e-9d0e-0a5d3c2b1a00';
  await host.redis.set(
    hostPresenceKey(elsewhere),
    JSON.stringify({ machine: 'old', engineVersion: '2.0.0' }),
  );
  await host.redis.zadd(hostsKey, 8.64e15, elsewhere);

  const worker = await host.work();
  expect(rowsOf(await host.hasEnded('a'))).toEqual(rowsInProcess(short));
  const failed = [...(await host.hasEnded('bad')), ...(await host.hasEnded('other'))];
  expect(failed.map(({ event }) => event)).toMatchObject([
    { outcome: { status: 'failed', error: expect.stringContaining('the job is not as expected at v') } },
    {
      outcome: { status: 'failed', error: 'the job needs other kernels than float64, whose queue it is in' },
    },
  ]);
  await eventually(async () =>
    (await queue.getJobCountByTypes('active', 'waiting', 'failed')) === 0 ? true : null,
  );
  const said = worker.said.join('\n');
  expect(said).toMatch(/refused a job of the queue: the job is not as expected at v: .* \(foreign\)/);
  expect(said).toMatch(/run a starts from the beginning: .* to another run: its checksum does not match/);
  expect(said).toMatch(/the request for run a cannot be read: a wish is not as expected/);
  expect(said).toMatch(
    /old has engine 2\.0\.0, and this worker \d+\.\d+\.\d+: tester takes none of its runs/,
  );
  expect(said).not.toContain('defect');
});

testWith('redis')('a worker continues by itself after Redis was killed and restarted', async () => {
  const host = await createScriptedHost();
  const worker = await host.work();
  await host.submit('a', long);
  const before = (await host.until('a', (found) => kindsOf(found).includes('epochs'))).length;
  await host.server.kill();
  await eventually(async () => worker.said.find((line) => line.includes('refuses connections')) ?? null);
  await host.server.start();
  await eventually(async () => worker.said.find((line) => line === 'the queue answers again') ?? null);
  await host.until('a', (found) => found.length > before + 3);
  await host.wish('a', 'withdraw');
  await eventually(async () => worker.lines.find(({ run }) => run === 'a') ?? null);
  await host.submit('b', short);
  expect(rowsOf(await host.hasEnded('b'))).toEqual(rowsInProcess(short));
});

testWith('redis')(
  'a worker whose connection breaks as soon as it is ready trains one run after the other',
  async () => {
    const host = await createScriptedHost();
    const link = await openLink(host.server.port);
    onTestFinished(() => link.close());
    const worker = await host.work(1, link.through(host.server.url));
    link.cut();
    await eventually(async () => (worker.said.length > 0 ? true : null));
    await host.submit('a', short);
    link.mend();
    for (const [index, run] of ['a', 'b', 'c'].entries()) {
      if (index > 0) await host.submit(run, short);
      expect(rowsOf(await host.hasEnded(run))).toEqual(rowsInProcess(short));
      await eventually(async () => worker.lines[index + 1] ?? null);
    }
    expect(worker.lines.slice(1)).toMatchObject(['a', 'b', 'c'].map((run) => ({ run, status: 'completed' })));
  },
);

testWith('redis')('a worker reports what it does, drains, and is removed', async () => {
  const host = await createScriptedHost();
  const worker = await host.work();
  await host.submit('a', long);
  const presence = await eventually(async () => {
    const text = await host.redis.get(workerPresenceKey(worker.id));
    return text?.includes('"training"') ? (JSON.parse(text) as Record<string, unknown>) : null;
  });
  expect(presence).toMatchObject({
    ...{ name: 'tester', machine: 'lab', slots: 1, state: 'ready', trouble: null },
    running: [{ host: host.host, run: 'a', generation: 1, attempt: 1 }],
  });
  await host.wishOfWorker(worker.id, 'drain');
  await eventually(
    async () => worker.said.find((line) => line.includes('draining: takes no more runs')) ?? null,
  );
  await host.submit('b', short);
  await host.wish('a', 'stop');
  await worker.left;
  expect(kindsOf((await host.results('a')).slice(-1))).toEqual(['ended']);
  expect(await host.results('b')).toEqual([]);

  const other = await host.work();
  await host.hasEnded('b');
  await host.wishOfWorker(other.id, 'remove');
  await other.left;
});
