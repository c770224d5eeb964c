import { expect, onTestFinished, test } from 'vitest';
import { makeCertificates } from '../../certificates.fixture.ts';
import { type RedisOptions, startRedis } from '../../redis-server.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { temporaryFolder } from '../../temporary-folder.fixture.ts';
import { parseQueueAddress } from './address.ts';
import { checkQueue, parseInfo, rejectUnsuitable } from './check.ts';
import { queueTrouble } from './words.ts';

async function redis(options: RedisOptions = {}) {
  const server = await startRedis(options);
  onTestFinished(() => server.close());
  return server;
}

/** The result of checking an address: the error, in one line, or the warnings. */
async function outcome(url: string): Promise<string> {
  const { warnings, version } = await checkQueue(parseQueueAddress(url)).catch((thrown: unknown) => {
    const { message } = thrown as Error;
    expect(message).not.toMatch(/\n|hunter/);
    return { warnings: [message], version: '' };
  });
  return warnings.join('; ') || `fine, ${String(version)}`;
}

testWith('redis')('says what a Redis can be used for, or what is wrong with it', async () => {
  const open = await redis();
  expect(await outcome(open.url)).toMatch(/^fine, \d+\.\d+\.\d+$/);
  expect(await outcome(`${open.url}/99`)).toMatch(/has no database with that number; 0 always exists/);
  expect(await outcome('redis://no-such-host.invalid')).toBe(
    'the host name of redis://no-such-host.invalid:6379 cannot be resolved; check it',
  );
  await open.kill();
  expect(await outcome(open.url)).toMatch(
    /^redis:\/\/127\.0\.0\.1:\d+ refuses connections; is Redis running/,
  );
});

testWith('redis')('says what is wrong with users and passwords', async () => {
  const acl = 'user lab on >hunter3 ~lambdascope:* &lambdascope:* +@all -@dangerous';
  const closed = await redis({ password: 'hunter2', config: [acl, 'user other on >hunter4 ~x:* +@all'] });
  const as = (user: string): string => closed.url.replace(':hunter2', user);
  expect(await outcome(closed.url)).toMatch(/^fine/);
  expect(await outcome(as('ann:hunter1'))).toMatch(/ rejects the user or the password; check both$/);
  expect(await outcome(as('').replace('@', ''))).toMatch(/ asks for a password: redis:/);
  expect(await outcome(as('lab:hunter3'))).toMatch(/^the user of redis:\/\/lab@.* may not run INFO/);
  expect(await outcome(as('other:hunter4'))).toMatch(/ lacks a permission \(NOPERM .*; it needs ~lamb/);
});

testWith('redis')('refuses a Redis that would lose runs or is full', async () => {
  const evicting = await redis({ config: ['maxmemory-policy allkeys-lru'] });
  expect(await outcome(evicting.url)).toMatch(/\(maxmemory-policy allkeys-lru\); allowed: noeviction$/);
  const full = await redis({ config: ['maxmemory 1'] });
  expect(await outcome(full.url)).toMatch(/ is full; raise its maxmemory/);
  const replica = await redis({ config: ['replicaof 127.0.0.1 1'] });
  expect(await outcome(replica.url)).toMatch(/ is a replica; use the address of its primary$/);
  const forgetful = await redis({ appendOnly: false });
  expect(await outcome(forgetful.url)).toMatch(/ does not persist its writes \(appendonly no\)/);
});

testWith('openssl')('says what is wrong with a certificate', async () => {
  const tls = makeCertificates(temporaryFolder(), 'elsewhere');
  const server = await redis({ tls });
  // Its certificate is signed by nobody trusted here, whatever the name.
  expect(await outcome(server.url)).toMatch(
    / not signed by anyone that this machine trusts; set NODE_EXTRA_CA_CERTS/,
  );
  expect(await outcome(server.url.replace('rediss:', 'redis:'))).toMatch(
    / broke; if this persists, check that it is Redis/,
  );
});

const info = (changes: Record<string, string>) =>
  new Map(Object.entries({ redis_version: '7.0.15', ...changes }));
const address = parseQueueAddress('redis://lab');

test('parses INFO', () => {
  expect(
    parseInfo('# Server\r\nredis_version:6.0.16\r\nredis_mode:standalone\r\n').get('redis_version'),
  ).toBe('6.0.16');
  expect(() => rejectUnsuitable(info({ redis_version: '6.0.16' }), address)).toThrow(
    'got Redis 6.0.16 at redis://lab:6379; allowed: 6.2 or later, or Valkey',
  );
  expect(() => rejectUnsuitable(info({ cluster_enabled: '1' }), address)).toThrow('is a Redis Cluster');
  expect(() => rejectUnsuitable(info({ redis_version: '10.0.0' }), address)).not.toThrow();
});

test('a server that is silent when asked for TLS may not speak it', () => {
  const silent = Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
  expect(queueTrouble(parseQueueAddress('rediss://:hunter2@lab'), silent)).toBe(
    'rediss://lab:6379 does not answer; check the network, the firewall and the port, and that it speaks TLS there',
  );
  expect(queueTrouble(parseQueueAddress('redis://:hunter2@lab'), new Error('odd: hunter2'))).toBe(
    'the queue at redis://lab:6379 does not work: odd: ***',
  );
});

test('a Redis without a password accepts nobody from elsewhere', () => {
  // The message of Redis 7.0.15.
  const denied = new Error(
    'DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user.',
  );
  expect(queueTrouble(address, denied)).toBe(
    'redis://lab:6379 has no password, so it accepts no connections from other machines; give it one (requirepass)',
  );
});
