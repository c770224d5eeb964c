import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, onTestFinished } from 'vitest';
import { makeCertificates } from './certificates.fixture.ts';
import { startRedis, type RedisOptions, type RedisServer } from './redis-server.fixture.ts';
import { testWith } from './system-needs.fixture.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

testWith('redis')('a server that was killed has what it had answered', async () => {
  const server = await started({ password: 'p"ss' });
  expect(server.url).toBe(`redis://:p%22ss@127.0.0.1:${server.port}`);
  expect(await server.ask('SET a 7')).toEqual(['+OK']);
  const before = server.pid;
  await server.kill();
  await server.start();
  expect(server.pid).not.toBe(before);
  expect(await server.ask('GET a')).toEqual(['7']);
  const [error] = await once(connect(server.port, '127.0.0.1').end('GET a\r\n'), 'data');
  expect(String(error)).toMatch(/^-NOAUTH/);
});

testWith('openssl')('a server with TLS shows the certificate of its name', async () => {
  const tls = makeCertificates(temporaryFolder(), 'localhost');
  const server = await started({ tls, appendOnly: false });
  expect(server.url).toBe(`rediss://localhost:${server.port}`);
  expect(await server.ask('PING')).toEqual(['+PONG']);
  const ca = readFileSync(tls.authority);
  const wrong = connectTls({ port: server.port, host: '127.0.0.1', servername: 'elsewhere', ca });
  const [error] = (await once(wrong, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

testWith('redis')('what a server cannot start with is told', async () => {
  await expect(startRedis({ config: ['no-such-setting 1'] })).rejects.toThrow(
    /ended with code 1:[^]*no-such-setting 1/,
  );
});

async function started(options: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options);
  onTestFinished(() => server.close());
  return server;
}
