import { expect, onTestFinished } from 'vitest';
import { makeCertificates } from '../certificates.fixture.ts';
import { openLink } from '../faulty-link.fixture.ts';
import { startRedis } from '../redis-server.fixture.ts';
import { describeWith, testWith } from '../system-needs.fixture.ts';
import { cli, emptyHistory, small, start, temporaryFolder } from './cli-fixture.ts';

const isReady = (stdout: string): boolean => stdout.includes('\n');

describeWith('signals')('the worker command', () => {
  testWith('redis')(
    'joins through an address in the environment, reports it, and leaves on SIGTERM',
    async () => {
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
    },
  );

  testWith('redis')('leaves at once on a second signal, whatever Redis does', async () => {
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

testWith('openssl')('says in one line that a trusted certificate is for another name', async () => {
  const tls = makeCertificates(temporaryFolder(), 'elsewhere');
  const server = await startRedis({ tls });
  onTestFinished(() => server.close());
  const env = { LAMBDASCOPE_QUEUE: server.url, NODE_EXTRA_CA_CERTS: tls.authority };
  const run = ['run', '--config', '-', '--data-dir', emptyHistory()];
  for (const [args, input] of [
    [['worker'], ''],
    [run, small],
  ] as const) {
    const { code, stdout, stderr } = await start(args, input, env).finished;
    expect(stderr).toBe(
      `error: the certificate of rediss://localhost:${server.port} is for another name; use the name that it was issued for\n`,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  }
});

testWith('redis')('says in one line what it cannot do', async () => {
  const said = async (...args: string[]) => (await cli(['worker', ...args])).stderr.trimEnd();
  expect(await said('--queue', 'redis://:hunter2@127.0.0.1:1')).toMatch(
    /^error: redis:\/\/127[^ ]+ refuses connections/,
  );
  expect(await said('--queue', 'lab:6379')).toMatch(
    /^error: got an address of lab: for the queue; allowed: redis/,
  );
  expect(await said('--slots', '0')).toMatch(
    /^error: option '--slots <n>' .* allowed: a whole number from 1 to 1024/,
  );
  expect(await said('--name', ' ')).toMatch(/allowed: 1 to 64 characters$/);
});
