import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { epochRowLength } from '#engine';
import {
  callScript,
  connectionOptions,
  encodeResult,
  entryBytes,
  hostKeys,
  limits,
  parseQueueAddress,
  resultsGroup,
} from '#queue';
import { startRedis, type RedisServer } from '../../src/redis-server.fixture.ts';
import { report } from '../statistics.ts';

const rowLength = epochRowLength(2);
const entries = 4000;
const readAtOnce = 50;

/** The processor time of Redis for a batch of rows, and for each row, on its way through the stream of results alone. */
export async function reportRedisCosts(): Promise<void> {
  const server = await startRedis();
  try {
    const few = await secondsPerEntry(server, 1);
    const many = await secondsPerEntry(server, 1001);
    const perRow = (many - few) / 1000;
    console.log('\nthe stream of results alone');
    report('processor time of Redis for an entry, without its rows', [1e6 * (few - perRow)], 'us');
    report('processor time of Redis for a row', [1e6 * perRow], 'us');
    report('an entry, without its rows', [entryBytes(entryOf(1, 0)) - 8 * rowLength], 'bytes');
  } finally {
    await server.close();
  }
}

function entryOf(rowCount: number, seq: number) {
  const sender = { run: 'benchmark1', generation: 1, attempt: 1, worker: randomUUID(), seq };
  const rows = Float64Array.from({ length: rowCount * rowLength }, () => Math.random());
  return encodeResult(sender, { kind: 'epochs', rowCount }, rows);
}

async function secondsPerEntry(server: RedisServer, rowCount: number): Promise<number> {
  const options = connectionOptions(parseQueueAddress(server.url));
  const [worker, host] = [new Redis(options), new Redis(options)];
  const { results, bytes } = hostKeys(randomUUID());
  await host.xgroup('CREATE', results, resultsGroup, '0', 'MKSTREAM');
  const before = await processorSeconds(server);
  for (let sent = 0; sent < entries; sent += readAtOnce) {
    const some = Array.from({ length: readAtOnce }, (_, index) => entryOf(rowCount, sent + index));
    const send = ({ h, b }: (typeof some)[number]) =>
      callScript(worker, 'publishResult', [results, bytes], [limits.unstoredBytes, h, b]);
    const ids = (await Promise.all(some.map(send))).map(String);
    await host.xreadgroupBuffer(
      ...(['GROUP', resultsGroup, 'host', 'COUNT', readAtOnce, 'STREAMS', results, '>'] as const),
    );
    const taken = ids.flatMap((id, index) => [id, entryBytes(some[index]!)]);
    await callScript(host, 'acknowledgeResults', [results, bytes], [resultsGroup, ...taken]);
  }
  const spent = (await processorSeconds(server)) - before;
  worker.disconnect();
  host.disconnect();
  return spent / entries;
}

/** The processor time that a server has used so far. */
export async function processorSeconds(server: RedisServer): Promise<number> {
  const lines = await server.ask('INFO cpu');
  const of = (name: string): number =>
    Number(lines.find((line) => line.startsWith(`${name}:`))?.split(':')[1]);
  return of('used_cpu_user_main_thread') + of('used_cpu_sys_main_thread');
}
