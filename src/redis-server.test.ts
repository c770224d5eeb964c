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
  const say = (commands: string): Promise<string> => talk(connect(server.port, '127.0.0.1'), commands);
  expect(await say('SET a 1')).toContain('NOAUTH');
  expect(await say(String.raw`AUTH "p\"ss"` + '\r\nSET a 7')).toBe('+OK\r\n+OK\r\n');
  const before = server.pid;
  await server.kill();
  await server.start();
  expect(server.pid).not.toBe(before);
  expect(await say(String.raw`AUTH "p\"ss"` + '\r\nGET a')).toBe('+OK\r\n$1\r\n7\r\n');
});

testWith('openssl')('a server with TLS shows the certificate of its name', async () => {
  const tls = makeCertificates(temporaryFolder(), 'localhost');
  const server = await started({ tls, appendOnly: false });
  expect(server.url).toBe(`rediss://localhost:${server.port}`);
  const socket = (servername: string) =>
    connectTls({ port: server.port, host: '127.0.0.1', servername, ca: readFileSync(tls.authority) });
  expect(await talk(socket('localhost'), 'PING')).toBe('+PONG\r\n');
  const [error] = (await once(socket('elsewhere'), 'error')) as [NodeJS.ErrnoException];
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

/** What is answered to inline commands, to the end of the connection. */
async function talk(socket: ReturnType<typeof connect>, commands: string): Promise<string> {
  let answer = '';
  socket.on('data', (piece) => (answer += String(piece)));
  socket.write(`${commands}\r\nQUIT\r\n`);
  await once(socket, 'close');
  return answer.replace(/\+OK\r\n$/, '');
}
