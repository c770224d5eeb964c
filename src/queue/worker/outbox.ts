import { createBackOff, pause } from '#workers';
import { callScript } from '../connection/index.ts';
import { encodeResult, hostKeys, limits, type ResultEvent, type Sender } from '../wire/index.ts';
import { commandTrouble, type WorkerContext } from './context.ts';
import { insist } from './insist.ts';

/** Sends what happens to a run to its host, in order. */
export type Outbox = (event: ResultEvent, numbers?: Float64Array | Float32Array) => Promise<void>;

/**
 * The outbox of one attempt; its calls run one after the other. A call resolves when Redis has the entry; until then, and while the host is
 * too far behind, its trainer waits. It rejects once `signal` is aborted.
 */
export function createOutbox(
  context: WorkerContext,
  host: string,
  sender: Omit<Sender, 'seq'>,
  signal: AbortSignal,
): Outbox {
  const { redis, troubles } = context;
  const { results, bytes } = hostKeys(host);
  let seq = 0;
  return async (event, numbers) => {
    const { h, b } = encodeResult({ ...sender, seq: seq++ }, event, numbers);
    const publish = () => callScript(redis, 'publishResult', [results, bytes], [limits.unstoredBytes, h, b]);
    const held = async () => Number(await redis.get(bytes));
    const delay = createBackOff(50, 1000);
    while ((await insist(publish, signal, commandTrouble(context))) === null) {
      troubles.set(
        'full',
        `host ${host} has not yet stored ${limits.unstoredBytes >> 20} MiB of results: its runs wait`,
      );
      // Do not keep sending rows only to have them refused.
      do await pause(delay.next(), signal);
      while ((await insist(held, signal, commandTrouble(context))) >= limits.unstoredBytes);
    }
    troubles.set('full', null);
  };
}
