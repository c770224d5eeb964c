import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { openLink, type FaultyLink } from '../../src/faulty-link.fixture.ts';
import { startRedis, type RedisServer } from '../../src/redis-server.fixture.ts';
import type { Journal } from '../journal.ts';
import { lives, startCli, type StartOptions, type Subject } from '../processes.ts';
import { startServe, type ServedHost } from '../served-host.ts';
import { openNamespace } from './namespace.ts';

/** Some links can only be cut. */
type Way = Pick<FaultyLink, 'through' | 'cut' | 'silence' | 'mend' | 'close'> &
  Partial<Pick<FaultyLink, 'slowDown' | 'breakAfter'>>;

/** A process of the lab and its own link to Redis. */
export interface Seat {
  readonly what: string;
  readonly link: Way;
  /** The current process, or the last one. */
  readonly subject: Subject;
  /** Starts it again. */
  restart(): Promise<void>;
}

/** A Redis, a host and workers as real processes, each with its own network that can fail. */
export interface Lab {
  readonly redis: RedisServer;
  readonly host: Seat;
  readonly workers: readonly Seat[];
  /** Calls the host, and while it is away, keeps trying until it is back. Rejects with what it refuses. */
  call<Output>(command: string, input?: unknown): Promise<Output>;
  close(): Promise<void>;
}

export interface LabOptions {
  readonly dataDir: string;
  readonly workers: number;
  readonly slots: number;
  readonly journal: Journal;
}

const password = 'a p@ss/word';

export async function openLab({ dataDir, workers, slots, journal }: LabOptions): Promise<Lab> {
  // One worker has a real network, if that is allowed; the others have a proxy that does worse things.
  const namespace = openNamespace(1);
  const addresses = ['127.0.0.1', ...(namespace ? [namespace.address] : [])];
  const redis = await startRedis({ password, config: [`bind ${addresses.join(' ')}`] });
  const links: Way[] = namespace ? [namespace] : [];
  async function newLink(): Promise<Way> {
    const link = await openLink(redis.port);
    links.push(link);
    return link;
  }
  const envOf = (link: Way): NodeJS.ProcessEnv => ({ LAMBDASCOPE_QUEUE: link.through(redis.url) });

  let isClosed = false;
  const hostLink = await newLink();
  let served: ServedHost | null = null;
  async function serve(): Promise<ServedHost> {
    served = await startServe(dataDir, undefined, envOf(hostLink));
    if (served === null) throw new Error('the host did not start');
    return served;
  }
  await serve();
  const host: Seat = {
    what: 'host',
    link: hostLink,
    get subject() {
      return served!.subject;
    },
    async restart() {
      await serve();
    },
  };

  const seats = await Promise.all(
    Array.from({ length: workers }, async (_, index) => {
      const isApart = index === 0 && namespace !== null;
      const link = isApart ? namespace : await newLink();
      const name = `worker-${index + 1}`;
      const options = { env: envOf(link), prefix: isApart ? namespace.prefix : [] };
      const again = (): void => {
        if (!isClosed) subject = start();
      };
      const start = (): Subject => startWorker({ name, slots, options, journal, again });
      let subject = start();
      return {
        what: name,
        link,
        get subject() {
          return subject;
        },
        restart: async () => void (subject = start()),
      };
    }),
  );

  return {
    redis,
    host,
    workers: seats,
    async call<Output>(command: string, input?: unknown): Promise<Output> {
      for (;;) {
        try {
          return await served!.call<Output>(command, input);
        } catch (thrown) {
          if ((thrown as { code?: string }).code !== 'noAnswer') throw thrown;
          await delay(200);
        }
      }
    },
    async close() {
      isClosed = true;
      const everybody = [...seats, host].map(({ subject }) => subject);
      for (const subject of everybody) {
        subject.isEnded = true;
        if (lives(subject)) subject.child.kill('SIGTERM');
        await subject.exited;
      }
      for (const link of links) await link.close();
      await redis.close();
    },
  };
}

interface StartedWorker extends Pick<LabOptions, 'slots' | 'journal'> {
  readonly name: string;
  readonly options: StartOptions;
  /** Starts it once more. */
  readonly again: () => void;
}

function startWorker({ name, slots, options, journal, again }: StartedWorker): Subject {
  let isReady = false;
  const subject = startCli(name, ['worker', '--slots', String(slots), '--name', name], options);
  createInterface({ input: subject.child.stdout! }).on('line', (line) => {
    isReady = true;
    journal.note(`${name}: ${line}`);
  });
  void subject.exited.then(({ code, signal }) => {
    if (subject.isEnded) return;
    // A process that finds no Redis says so and ends; whoever starts workers starts it again.
    if (!isReady && code === 1) {
      journal.count('workers that found no Redis at their start');
      setTimeout(again, 1000);
    } else journal.fault(`${name} ended by itself: ${code ?? signal}: ${subject.stderr()}`);
  });
  return subject;
}
