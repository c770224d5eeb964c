import { AppError, type RunVerification, type VerificationRecord } from '#api';
import type { Store } from '#storage';
import type { EventHub } from './event-hub.ts';
import type { Verifier } from './verification.ts';

/** Maximum number of failures remembered until the process ends. */
const maxFailures = 1000;

export interface VerificationsOptions {
  readonly store: Pick<Store, 'verificationsOf' | 'saveVerification' | 'readRuns'>;
  readonly verifier: Pick<Verifier, 'verify'>;
  readonly events: Pick<EventHub, 'verificationsChanged'>;
  /** Who verifies, for the record. */
  readonly by: Omit<VerificationRecord, 'at' | 'verification'>;
  /** Receives errors that no user caused. */
  readonly onDefect: (error: unknown) => void;
}

/** Verifies runs one after another in the background, and keeps the results. */
export interface Verifications {
  /** Adds those not already waiting or in progress to the end of the queue. Throws connectionLost once this was closed. */
  start(ids: readonly string[]): void;
  /** Stops these, or all without ids. */
  stop(ids?: readonly string[]): void;
  read(ids: readonly string[]): Promise<RunVerification[]>;
  /** Ends the verification in progress. */
  close(): Promise<void>;
}

interface Task {
  readonly id: string;
  readonly stopped: AbortController;
  waiting: boolean;
  epoch: number;
  epochs: number;
}

export function createVerifications({
  store,
  verifier,
  events,
  by,
  onDefect,
}: VerificationsOptions): Verifications {
  const tasks = new Map<string, Task>();
  const failures = new Map<string, AppError>();
  let working: Promise<void> | null = null;
  let closed = false;

  const next = (): Task | undefined => tasks.values().next().value;

  async function workOn(): Promise<void> {
    for (let task = next(); task !== undefined; task = next()) {
      await verify(task);
      // It may have been stopped and requested again meanwhile.
      if (tasks.get(task.id) === task) tasks.delete(task.id);
      events.verificationsChanged([task.id]);
    }
    working = null;
  }

  async function verify(task: Task): Promise<void> {
    const { id, stopped } = task;
    try {
      const { runs } = await store.readRuns([id]);
      Object.assign(task, { waiting: false, epochs: runs[0]?.epochsDone ?? 0 });
      const onProgress = (epoch: number): void => {
        task.epoch = epoch;
        events.verificationsChanged([id]);
      };
      const verification = await verifier.verify(id, onProgress, stopped.signal);
      await store.saveVerification(id, { ...by, at: new Date().toISOString(), verification });
    } catch (thrown) {
      if (!stopped.signal.aborted) fail(id, AppError.from(thrown));
    }
  }

  function fail(id: string, error: AppError): void {
    if (error.code === 'internal') onDefect(error.cause ?? error);
    failures.set(id, error);
    const [oldest] = failures.keys();
    if (failures.size > maxFailures) failures.delete(oldest!);
  }

  return {
    start(ids) {
      if (closed) throw new AppError('connectionLost', 'Lambdascope is closing; open it again');
      for (const id of ids) {
        if (tasks.has(id)) continue;
        failures.delete(id);
        tasks.set(id, { id, stopped: new AbortController(), waiting: true, epoch: 0, epochs: 0 });
      }
      working ??= workOn();
    },
    stop(ids = [...tasks.keys()]) {
      for (const id of ids) {
        tasks.get(id)?.stopped.abort();
        tasks.delete(id);
      }
      events.verificationsChanged(ids);
    },
    async read(ids) {
      const asked = [...new Set(ids)];
      const records = new Map(
        (await store.verificationsOf(asked)).map(({ id, record }) => [id, record] as const),
      );
      return asked.map((id) => {
        const task = tasks.get(id);
        return {
          id,
          progress: task ? { waiting: task.waiting, epoch: task.epoch, epochs: task.epochs } : null,
          failure: failures.get(id)?.toData() ?? null,
          record: records.get(id) ?? null,
        };
      });
    },
    async close() {
      closed = true;
      for (const { stopped } of tasks.values()) stopped.abort();
      tasks.clear();
      await working;
    },
  };
}
