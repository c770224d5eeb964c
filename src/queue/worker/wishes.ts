import type { Redis } from 'ioredis';
import { AppError } from '#api';
import { decodeWish, hostKeys, type Wish } from '../wire/index.ts';
import type { Attempt } from './attempt.ts';

/** What is wanted for a run: `continue` unless somebody wants something else. */
export type Wanted = Wish['wish'];

/** Reads what hosts want for the runs that this worker has. */
export interface Wishes {
  /** Reads the wishes for all runs, or for those of one host. */
  read(host?: string): Promise<void>;
  /** Listens only to hints from hosts whose runs it has. */
  listen(): void;
}

export interface WishOptions {
  readonly redis: Redis;
  /** A separate connection for hints, which may be lost. */
  readonly subscriber: Redis;
  readonly attempts: () => readonly Attempt[];
  /** Called again with each reading. */
  readonly apply: (attempt: Attempt, wanted: Wanted) => void;
  /** The worker's own wish: the channel of its hints, and how to read it. */
  readonly own: { readonly channel: string; readonly read: () => Promise<void> };
  readonly say: (line: string) => void;
}

export function createWishes({ redis, subscriber, attempts, apply, own, say }: WishOptions): Wishes {
  const heard = new Set<string>();

  async function readOf(host: string, theirs: readonly Attempt[]): Promise<void> {
    const texts = await redis.hmget(hostKeys(host).wishes, ...theirs.map(({ data }) => data.run));
    theirs.forEach((attempt, index) => apply(attempt, wantedOf(attempt, texts[index] ?? null)));
  }

  function wantedOf({ data }: Attempt, text: string | null): Wanted {
    if (text === null) return 'continue';
    try {
      const { generation, wish } = decodeWish(text);
      if (generation > data.generation) return 'withdraw';
      return generation === data.generation ? wish : 'continue';
    } catch (thrown) {
      say(`warning: the request for run ${data.run} cannot be read: ${AppError.from(thrown).message}`);
      return 'continue';
    }
  }

  async function read(host?: string): Promise<void> {
    const byHost = Map.groupBy(attempts(), ({ data }) => data.host);
    const asked = [...byHost].filter(([id]) => host === undefined || id === host);
    await Promise.all(asked.map(([id, theirs]) => readOf(id, theirs)));
  }

  const quietly = (promise: Promise<unknown>): void => void promise.catch(() => undefined);
  const channels = new Map<string, string>();
  subscriber.on('message', (channel) => {
    const host = channels.get(channel);
    if (host !== undefined) quietly(read(host));
    else if (channel === own.channel) quietly(own.read());
  });
  quietly(subscriber.subscribe(own.channel));

  return {
    read,
    listen() {
      const hosts = new Set(attempts().map(({ data }) => data.host));
      for (const host of hosts) {
        if (heard.has(host)) continue;
        heard.add(host);
        const channel = hostKeys(host).wishHints;
        channels.set(channel, host);
        // Read a wish that came before the first hint could be received.
        quietly(subscriber.subscribe(channel).then(() => read(host)));
      }
      for (const host of heard) {
        if (hosts.has(host)) continue;
        heard.delete(host);
        quietly(subscriber.unsubscribe(hostKeys(host).wishHints));
      }
    },
  };
}
