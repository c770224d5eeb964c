import { expect, onTestFinished } from 'vitest';
import { openLink } from '../faulty-link.fixture.ts';
import { startRedis } from '../redis-server.fixture.ts';
import { describeWith, testWith } from '../system-needs.fixture.ts';
import { cli, start } from './cli-fixture.ts';

const isReady = (stdout: string): boolean => stdout.includes('\n');

describeWith('signals')('the worker command', () => {
  testWith('redis')('joins by an address of the environment, says so, and leaves by SIGTERM', async () => {
    const server = await startRedis({ password: 'hunter2' });
    onTestFinished(() => server.close());
    const worker = start(['worker', '--slots', '1', '--name', 'Bench 4'], '', {
      LAMBDASCOPE_QUEUE: server.url,
    });
    const ready = JSON.parse(await worker.until(isReady)) as Record<string, unknown>;
    expect(ready).toMatchObject({
      worker: { name: 'Bench 4', slots: 1 },
      queue: `redis://127.0.0.1:${server.port}`,
    });
    worker.child.kill('SIGTERM');
    const { code, stdout, stderr } = await worker.finished;
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain('hunter2');
    expect(stderr).toBe('');
  });

  testWith('redis')('leaves at once by a second signal, whatever Redis does', async () => {
    const server = await startRedis();
    onTestFinished(() => server.close());
    const link = await openLink(server.port);
    onTestFinished(() => link.close());
    const worker = start(['worker', '--queue', link.through(server.url), '--slots', '1']);
    await worker.until(isReady);
    link.silence();
    worker.child.kill('SIGTERM');
    worker.child.kill('SIGINT');
    expect((await worker.finished).code).toBe(130);
  });
});

testWith('redis')('says in one line what it cannot do', async () => {
  const said = async (...args: string[]) => (await cli(['worker', ...args])).stderr.trimEnd();
  expect(await said('--queue', 'redis://:hunter2@127.0.0.1:1')).toMatch(
    /^error: nothing answers at redis:\/\/127/,
  );
  expect(await said('--queue', 'lab:6379')).toMatch(
    /^error: got an address of lab: for the queue; allowed: redis/,
  );
  expect(await said('--slots', '0')).toMatch(
    /^error: option '--slots <n>' .* allowed: a whole number from 1 to 1024/,
  );
  expect(await said('--name', ' ')).toMatch(/allowed: 1 to 64 characters$/);
});
