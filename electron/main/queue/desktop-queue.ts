import { join } from 'node:path';
import { AppError, type DesktopHandlers, type QueueSetting } from '#api';
import { changeChoice } from '#app';
import type { Desktop } from '../desktop.ts';
import { createKeptAddress, queueFileName, type KeptAddress } from './kept-address.ts';
import { systemSecrets } from './secret-store.ts';

/** The queue that the app is started with. */
export interface QueueAtStart {
  /** With its password. */
  readonly address: string;
  readonly source: Extract<QueueSetting['source'], 'environment' | 'settings'>;
}

export interface DesktopQueue {
  readonly kept: KeptAddress;
  /** null where none is set, and where the one that is kept cannot be read: `problem` then says why. */
  atStart(): Promise<QueueAtStart | null>;
  readonly problem: string | null;
}

/** The variable that names a queue, with its password, before the one of the settings. */
const variable = 'LAMBDASCOPE_QUEUE';

export function createDesktopQueue(home: string): DesktopQueue {
  const kept = createKeptAddress(join(home, queueFileName), systemSecrets);
  let problem: string | null = null;
  let found: Promise<QueueAtStart | null> | null = null;

  async function find(): Promise<QueueAtStart | null> {
    const given = process.env[variable]?.trim();
    if (given) return { address: given, source: 'environment' };
    try {
      const address = await kept.read();
      return address === null ? null : { address, source: 'settings' };
    } catch (thrown) {
      problem = AppError.from(thrown).message;
      return null;
    }
  }
  return {
    kept,
    atStart: () => (found ??= find()),
    get problem() {
      return problem;
    },
  };
}

type QueueCommand = 'getQueueSetting' | 'testQueue' | 'setQueue' | 'forgetQueue';

/** The queue as the Settings screen shows, tests and changes it. */
export function createQueueHandlers({
  folder: { home, isGiven },
  history,
  queue,
  restart,
}: Pick<Desktop, 'folder' | 'history' | 'queue' | 'restart'>): Pick<DesktopHandlers, QueueCommand> {
  async function requireOwn(): Promise<void> {
    if ((await queue.atStart())?.source !== 'environment') return;
    throw new AppError(
      'conflict',
      `${variable} named the queue when Lambdascope was started; change it there`,
    );
  }

  /** What trains here goes on after it, where that can be kept; else quitting asks. */
  function startAgain(): null {
    if (!isGiven) changeChoice(home, { resume: history.current?.trainingRuns() ?? [] });
    restart({ asks: isGiven });
    return null;
  }

  return {
    async getQueueSetting() {
      const set = await queue.atStart();
      const keptIn = (await queue.kept.isSealed()) ? 'systemStore' : 'privateFile';
      const { problem } = queue;
      if (set === null) return { address: null, source: null, problem, keptIn };
      const { parseQueueAddress } = await import('#queue');
      return { address: parseQueueAddress(set.address).label, source: set.source, problem, keptIn };
    },
    async testQueue({ address }) {
      const { testQueue } = await import('#queue');
      return testQueue(address);
    },
    async setQueue({ address }) {
      await requireOwn();
      const { testQueue } = await import('#queue');
      await testQueue(address);
      await queue.kept.keep(address.trim());
      return startAgain();
    },
    async forgetQueue() {
      await requireOwn();
      queue.kept.forget();
      return startAgain();
    },
  };
}
