import type { Redis } from 'ioredis';
import { expect, onTestFinished } from 'vitest';
import { startRedis } from '../../redis-server.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { callScript, openConnection, parseQueueAddress } from '../connection/index.ts';
import { decodeCheckpointFields, saveArguments } from './checkpoint.ts';
import { hostKeys, resultsGroup } from './names.ts';
import { entryBytes } from './scripts.ts';

const host = '6f1c7a52-6a0e-4a3e-9d0e-0a5d3c2b1a00';
const keys = hostKeys(host);

async function connect(): Promise<Redis> {
  const server = await startRedis({ appendOnly: false });
  const redis = openConnection(parseQueueAddress(server.url), () => undefined);
  onTestFinished(async () => {
    redis.disconnect();
    await server.close();
  });
  return redis;
}

testWith('redis')(
  'results are counted when they come and when they go, and none is taken beyond the limit',
  async () => {
    const redis = await connect();
    const stream = [keys.results, keys.bytes];
    const entry = { h: Buffer.from('header'), b: Buffer.alloc(1000) };
    const publish = () => callScript(redis, 'publishResult', stream, [2000, entry.h, entry.b]);
    await redis.xgroup('CREATE', keys.results, resultsGroup, '0', 'MKSTREAM');
    const ids = [await publish(), await publish()].map(String);
    // 6 and 1000 bytes, plus 100 for the entry itself, twice.
    expect(await redis.get(keys.bytes)).toBe('2212');
    expect(entryBytes(entry)).toBe(1106);
    expect(await publish()).toBeNull();
    expect(await redis.xlen(keys.results)).toBe(2);

    const gone = (...taken: string[]) =>
      callScript(redis, 'acknowledgeResults', stream, [resultsGroup, ...taken.flatMap((id) => [id, 1106])]);
    expect(await gone(ids[0]!)).toBe(1);
    expect(await gone(ids[0]!)).toBe(0); // repeated after the connection broke
    expect(await redis.get(keys.bytes)).toBe('1106');
    expect(await gone(ids[1]!)).toBe(1);
    expect(await redis.get(keys.bytes)).toBeNull();
  },
);

testWith('redis')('a checkpoint belongs to the newest attempt of the newest generation', async () => {
  const redis = await connect();
  const key = keys.checkpoint('r');
  const bytes = Uint8Array.of(1, 2, 0, 255);
  const owner = (generation: number) => ({ host, run: 'r', generation });
  const save = (generation: number, attempt: number, epoch: number) =>
    callScript(
      redis,
      'saveCheckpoint',
      [key],
      saveArguments(owner(generation), attempt, { epoch, stage: 1, bytes }),
    );
  const claim = (generation: number, attempt: number) =>
    callScript(redis, 'claimCheckpoint', [key], [generation, attempt, 60_000]) as Promise<Buffer[] | null>;

  expect(await claim(1, 1)).toEqual([]);
  expect(await save(1, 1, 10)).toBe(1);
  expect(decodeCheckpointFields(owner(1), (await claim(1, 2))!)).toEqual({ epoch: 10, stage: 1, bytes });
  expect(await save(1, 1, 20)).toBe(0); // the first attempt has lost the run
  expect(await claim(1, 1)).toBeNull();
  expect(decodeCheckpointFields(owner(1), (await claim(1, 2))!).epoch).toBe(10);
  expect(await save(2, 0, 15)).toBe(1); // the host submits it again
  expect(await claim(1, 9)).toBeNull();
  expect(decodeCheckpointFields(owner(2), (await claim(2, 1))!).epoch).toBe(15);
  expect(await claim(3, 1)).toEqual([]); // a generation without a checkpoint
  expect(await redis.pttl(key)).toBeGreaterThan(50_000);

  await save(3, 1, 30);
  const fields = (await claim(3, 1))!;
  const refusal = 'the checkpoint is damaged, or belongs to another run: its checksum does not match';
  expect(() => decodeCheckpointFields({ host, run: 'other' }, fields)).toThrow(refusal);
  expect(() => decodeCheckpointFields(owner(3), fields.with(3, Buffer.of(1, 2, 0)))).toThrow(refusal);
  expect(() => decodeCheckpointFields(owner(3), fields.with(0, Buffer.from('1e3')))).toThrow(refusal);
  expect(() => decodeCheckpointFields(owner(3), [null])).toThrow('the checkpoint lacks a field');
});
