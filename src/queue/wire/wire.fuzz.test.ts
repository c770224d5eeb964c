import { expect, test } from 'vitest';
import { runConfigSchema } from '#experiments';
import { type Dice, fuzz } from '../../fuzz-rounds.fixture.ts';
import { anyValue, hostileTexts, mutated } from '../../fuzz-values.fixture.ts';
import { decodeResult, encodeResult, type ResultEvent, type Sender } from './entry.ts';
import { type JobData, jobOwner, parseJob } from './job.ts';
import { jobIdOf } from './names.ts';
import { decodeHostPresence, decodeWorkerPresence } from './presence.ts';
import { WireError } from './wire-error.ts';
import { decodeWish, encodeWish } from './wish.ts';

const host = '6f1c7a52-6a0e-4a3e-9d0e-0a5d3c2b1a00';
const worker = '0e8f3f0e-1111-4222-8333-444455556666';
const config = runConfigSchema.parse({ layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] });
const job: JobData = {
  v: 1,
  host,
  run: 'k3v9x0q2mz',
  generation: 2,
  config,
  ancestry: [{ config, until: 7 }],
};
const jobId = jobIdOf(host, job.run, job.generation);
const sender: Sender = { run: job.run, generation: 2, attempt: 3, worker, seq: 4 };
const final = { dataLoss: 0.5, accuracy: 0.75, validationLoss: NaN, validationAccuracy: -0 };
const onTest = { dataLoss: Infinity, accuracy: 0 };

const numbersOf = (dice: Dice, length: number): number[] =>
  Array.from({ length }, () => dice.pick([0, -0, NaN, Infinity, -Infinity, 0.1, 1e-300, 5e-324, 2 ** 53]));

function anyEvent(dice: Dice): ResultEvent {
  const epoch = dice.below(1e6);
  return dice.pick<ResultEvent>([
    {
      ...{ kind: 'started', kernelVariant: 'float64', v8Version: '13.6' },
      ...{ name: 'Ännchen', machine: 'lab-1', platform: 'linux-x64' },
    },
    { kind: 'threads', threads: 1 + dice.below(8) },
    { kind: 'replaying', epoch },
    { kind: 'epochs', rowCount: 1 + dice.below(5) },
    { kind: 'snapshot', epoch },
    { kind: 'checkpoint', epoch },
    { kind: 'paused' },
    { kind: 'continued' },
    { kind: 'ended', outcome: { status: 'completed', final, test: onTest, digest: 'a'.repeat(64) } },
    { kind: 'ended', outcome: { status: 'failed', error: 'no' } },
  ]);
}

fuzz('a result comes back to the bit', 300, (dice) => {
  const event = dice.trying(anyEvent(dice));
  const rows = new Float64Array(event.kind === 'epochs' ? numbersOf(dice, 16 * event.rowCount) : []);
  const parameters = new Float32Array(event.kind === 'snapshot' ? numbersOf(dice, 7) : []);
  const { h, b } = encodeResult(sender, event, event.kind === 'snapshot' ? parameters : rows);
  // At an offset in a larger buffer, like data from Redis.
  const shifted = Buffer.concat([Buffer.alloc(3), b]).subarray(3);
  expect(decodeResult(h, shifted)).toStrictEqual({ sender, event, rows, parameters });
});

fuzz('a result that was cut, changed or made up is refused, or is one', 500, (dice) => {
  const event = anyEvent(dice);
  const { h, b } = encodeResult(
    sender,
    event,
    new Float64Array(event.kind === 'epochs' ? event.rowCount : 0),
  );
  const spoil = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0 && dice.chance(0.5)) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
    return dice.chance(0.5) ? copy.subarray(0, dice.below(copy.length + 1)) : copy;
  };
  const header = dice.chance(0.5)
    ? spoil(h)
    : Buffer.from(JSON.stringify(mutated(dice, JSON.parse(h.toString()))) ?? '');
  const fields = dice.trying([
    dice.chance(0.1) ? undefined : header,
    dice.chance(0.1) ? undefined : spoil(b),
  ]);
  try {
    const result = decodeResult(...(fields as [Buffer, Buffer]));
    expect(result.sender.attempt).toBeGreaterThan(0);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(WireError);
  }
});

test('a truncated or damaged entry is reported', () => {
  const { h, b } = encodeResult(sender, { kind: 'epochs', rowCount: 1 }, new Float64Array(16));
  expect(() => decodeResult(h, b.subarray(0, 64))).toThrow('a result has 64 bytes of 128: it was truncated');
  expect(() => decodeResult(h.subarray(0, 40), b)).toThrow('the header of a result is not valid JSON');
  expect(() => decodeResult(h, undefined)).toThrow('lacks a field');
  b[5] = 1;
  expect(() => decodeResult(h, b)).toThrow('a result is damaged: its checksum does not match');
});

test('a job round-trips', () => {
  expect(parseJob(jobId, JSON.parse(JSON.stringify(job)))).toEqual(job);
  expect(jobOwner(jobId, job)).toEqual({ host, run: job.run, generation: 2 });
});

test.each([
  [{ ...job, v: 2 }, 'the job is not as expected at v: '],
  [{ ...job, run: '../etc' }, 'the job is not as expected at run: a run id'],
  [{ ...job, config: { ...config, epochs: 1e9 } }, 'the job is not as expected at config.epochs: '],
  [{ ...job, command: 'rm' }, 'the job is not as expected: Unrecognized key: "command"'],
  [{ ...job, generation: 3 }, `the job is named ${jobId}, but its run is ${jobIdOf(host, job.run, 3)}`],
  ['x'.repeat(5_000_000), 'the job has 5000002 bytes; allowed: 4194304'],
  [undefined, 'the job is not as expected: '],
])('a job that is not ours is refused: %#', (data, message) => {
  expect(() => parseJob(jobId, data)).toThrow(message);
});

fuzz('a hostile job is refused in one short line, or is one', 500, (dice) => {
  const data = dice.trying(dice.chance(0.2) ? anyValue(dice) : mutated(dice, job));
  const id = dice.chance(0.1) ? dice.pick(hostileTexts) : jobId;
  expect([null, jobId]).toContain(ownerId(id, data));
  try {
    expect(parseJob(id, data).host).toBe(host);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(WireError);
    expect((thrown as Error).message.length).toBeLessThan(2000);
  }
});

function ownerId(id: string, data: unknown): string | null {
  const owner = jobOwner(id, data);
  return owner && jobIdOf(owner.host, owner.run, owner.generation);
}

fuzz('what is no wish and no announcement is refused', 300, (dice) => {
  const text = dice.trying(JSON.stringify(anyValue(dice)) ?? dice.pick(['', '{', '{"v":1']));
  for (const decode of [decodeWish, decodeWorkerPresence, decodeHostPresence]) {
    expect(() => decode(text)).toThrow(WireError);
  }
});

test('a wish round-trips', () => {
  const wish = { generation: 3, wish: 'pause' } as const;
  expect(decodeWish(encodeWish(wish))).toEqual(wish);
});
