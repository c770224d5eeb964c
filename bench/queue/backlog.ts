import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { epochColumn, epochRowLength } from '#engine';
import {
  callScript,
  connectionOptions,
  encodeResult,
  hostKeys,
  parseQueueAddress,
  type ResultEvent,
} from '#queue';
import { smallConfig } from '../host.ts';
import { printTable, show } from '../statistics.ts';
import { openBenchLab, type BenchLab } from './lab.ts';
import { spentBy } from './measure.ts';

const runs = 100;
const rowLength = epochRowLength(2);
const parts = ['host', 'store', 'redis'] as const;
/** Small entries and large ones, from a hundred runs in turn. */
const shapes = [
  { entries: 40, rows: 4 },
  { entries: 8, rows: 804 },
];

/** What a busy host needs for an entry and a row: entries arrive faster than it can store them, with nobody training. */
export async function backlog(): Promise<void> {
  const lab = await openBenchLab([]);
  const measured: { seconds: number; perEntry: Record<(typeof parts)[number], number> }[] = [];
  try {
    for (const shape of shapes) measured.push(await drain(lab, shape.entries, shape.rows));
  } finally {
    await lab.close();
  }
  const [few, many] = measured as [(typeof measured)[0], (typeof measured)[0]];
  const moreRows = shapes[1]!.rows - shapes[0]!.rows;
  const perRow = parts.map((part) => (many.perEntry[part] - few.perEntry[part]) / moreRows);
  console.log(`\na host that is behind, entries of ${runs} runs: processor time in us`);
  printTable(
    [
      ['', 'entries/s', 'rows/s', ...parts],
      ...shapes.map(({ entries, rows }, index) => {
        const { seconds, perEntry } = measured[index]!;
        const rate = (runs * entries) / seconds;
        const cost = parts.map((part) => show(1e6 * perEntry[part]));
        return [`each entry of ${rows} rows`, show(rate), show(rate * rows), ...cost];
      }),
      ['each row', '', '', ...perRow.map((seconds) => show(1e6 * seconds))],
      [
        'each entry without its rows',
        ...['', ''],
        ...parts.map((part, index) => show(1e6 * (few.perEntry[part] - shapes[0]!.rows * perRow[index]!))),
      ],
    ],
    1,
  );
}

async function drain({ host, redis }: BenchLab, entries: number, rows: number) {
  const configs = Array.from({ length: runs }, (_, seed) => ({
    ...smallConfig(seed, 1_000_000),
    evaluateEvery: 10,
  }));
  const created = await host.call<{ runs: { id: string }[] }>('createRuns', { configs, place: 'workers' });
  await delay(3000); // they are in the queue
  const [stream] = await redis.ask('KEYS lambdascope:*:results');
  const keys = hostKeys(stream!.split(':')[1]!);
  const publisher = new Redis(connectionOptions(parseQueueAddress(redis.url)));
  const worker = randomUUID();
  const publish = (run: string, seq: number, event: ResultEvent, numbers?: Float64Array) => {
    const { h, b } = encodeResult({ run, generation: 1, attempt: 1, worker, seq }, event, numbers);
    return callScript(publisher, 'publishResult', [keys.results, keys.bytes], [2 ** 40, h, b]);
  };
  const started = performance.now();
  const spent = await spentBy({ host, redis }, async () => {
    const place = { name: 'bench', machine: 'bench', platform: 'bench' };
    const begin = { kind: 'started', kernelVariant: 'float64', v8Version: '0', ...place } as const;
    for (const { id } of created.runs) await publish(id, 0, begin);
    for (let entry = 0; entry < entries; entry++) {
      const numbers = rowsFrom(entry * rows, rows);
      const event = { kind: 'epochs', rowCount: rows } as const;
      await Promise.all(created.runs.map(({ id }) => publish(id, entry + 1, event, numbers)));
    }
    while ((await redis.ask(`XLEN ${stream}`))[0] !== ':0') await delay(20);
  });
  const seconds = (performance.now() - started) / 1000;
  publisher.disconnect();
  const { epochsDone } = await host.call<{ epochsDone: number }>('getRun', { id: created.runs[0]!.id });
  if (epochsDone !== entries * rows) throw new Error(`stored ${epochsDone} epochs of ${entries * rows}`);
  const each = (part: (typeof parts)[number]): number => spent[part] / (runs * entries);
  return { seconds, perEntry: { host: each('host'), store: each('store'), redis: each('redis') } };
}

/** Rows like those of a run that learns, every tenth one with validation. */
function rowsFrom(first: number, count: number): Float64Array {
  const rows = new Float64Array(count * rowLength);
  for (let row = 0; row < count; row++) {
    const at = row * rowLength;
    const epoch = first + row;
    rows.fill(1 / (epoch + 2), at, at + rowLength);
    rows[at + epochColumn.epoch] = epoch;
    rows[at + epochColumn.validated] = rows[at + epochColumn.evaluated] = epoch % 10 === 0 ? 1 : 0;
  }
  return rows;
}
