import { join } from 'node:path';
import { AppError, type DesktopHandlers, type QueueSetting } from '#api';
import type { QueueConnector } from '#workers';
import type { Desktop } from '../desktop.ts';
import { createKeptAddress, queueFileName, type KeptAddress } from './kept-address.ts';
import { systemSecrets } from './secret-store.ts';

/** The queue whose workers train for the app. */
export interface DesktopQueue {
  readonly kept: KeptAddress;
  /** The queue to open the history with. Null if none is set, or if the stored address is unusable; `problem` then says why. */
  atStart(): Promise<QueueConnector | null>;
  readonly problem: string | null;
}

/** The variable that names a queue, including its password. It takes precedence over the settings. */
const variable = 'LAMBDASCOPE_QUEUE';
const given = (): string | undefined => process.env[variable]?.trim() || undefined;

export function createDesktopQueue(home: string): DesktopQueue {
  const kept = createKeptAddress(join(home, queueFileName), systemSecrets);
  let problem: string | null = null;
  return {
    kept,
    get problem() {
      return problem;
    },
    async atStart() {
      try {
        const address = given() ?? (await kept.read());
        return address === null ? null : await connect(address);
      } catch (thrown) {
        problem = AppError.from(thrown).message;
        return null;
      }
    },
  };
}

/** Throws invalidInput for an invalid address. The queue's code is loaded only once there is an address. */
async function connect(address: string): Promise<QueueConnector> {
  const { parseQueueAddress, queueConnector } = await import('#queue');
  const source = given() === undefined ? 'settings' : 'environment';
  return queueConnector(parseQueueAddress(address), source);
}

type QueueCommand = 'getQueueSetting' | 'testQueue' | 'setQueue' | 'forgetQueue';

/** The queue as the Settings screen shows, tests and changes it. */
export function createQueueHandlers({
  history,
  queue,
}: Pick<Desktop, 'history' | 'queue'>): Pick<DesktopHandlers, QueueCommand> {
  function requireOwn(): void {
    if (given() === undefined) return;
    throw new AppError('conflict', `${variable} set the queue when Lambdascope was started; change it there`);
  }
  async function describe(): Promise<QueueSetting> {
    const used = history.current?.queue ?? null;
    return {
      address: used?.address ?? null,
      source: used?.source ?? null,
      problem: used === null ? queue.problem : null,
      keptIn: (await queue.kept.isSealed()) ? 'systemStore' : 'privateFile',
    };
  }

  return {
    getQueueSetting: describe,
    async testQueue({ address }) {
      const { testQueue } = await import('#queue');
      return testQueue(address);
    },
    async setQueue({ address }) {
      requireOwn();
      const { testQueue } = await import('#queue');
      await testQueue(address);
      await queue.kept.keep(address.trim());
      await history.current?.setQueue(await connect(address));
      return describe();
    },
    async forgetQueue() {
      requireOwn();
      queue.kept.forget();
      await history.current?.setQueue(null);
      return describe();
    },
  };
}
