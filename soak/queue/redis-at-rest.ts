import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from '../journal.ts';
import type { Lab } from './lab.ts';

/** What stays in Redis when nothing is training: presence, BullMQ's own data about each queue, an empty stream. */
const lasting: readonly RegExp[] = [
  /^lambdascope:(workers|hosts)$/,
  /^lambdascope:(worker|host|worker-wish):[0-9a-f-]{36}$/,
  /^lambdascope:runs-[^:]+:(id|meta|events|marker|stalled-check|pc|metrics:.*)$/,
  /^lambdascope:[0-9a-f-]{36}:results$/,
];

/** Everything that runs left in Redis has to go within a minute. */
export async function checkRedis({ redis }: Lab, journal: Journal): Promise<void> {
  let left: string[] = [];
  for (let attempts = 0; attempts < 60; attempts++) {
    const keys = await redis.ask('KEYS *');
    left = keys.filter((key) => !lasting.some((name) => name.test(key)));
    if (left.length === 0) break;
    await delay(1000);
  }
  if (left.length > 0) journal.fault(`Redis still holds ${left.length} keys: ${left.slice(0, 10).join(' ')}`);
  for (const stream of await redis.ask('KEYS lambdascope:*:results')) {
    const [length] = await redis.ask(`XLEN ${stream}`);
    if (length !== ':0') journal.fault(`${stream} still holds ${length?.slice(1)} entries`);
  }
}
