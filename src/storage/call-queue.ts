import { AppError } from '#api';
import { now } from './clock.ts';
import { methodThreads } from './method-threads.ts';
import { isBusy, toStorageError } from './sqlite-errors.ts';
import type { Outcome, ThreadCall, ThreadMethods } from './thread-protocol.ts';

/** How long a call is retried while another program keeps the database locked, from when it was made, in milliseconds. */
const patienceMs = 15_000;
/** The same for what trainings record: they wait on their own, and report it. */
const recordPatienceMs = 1000;
/** Pause between two tries, in milliseconds: SQLite itself has already waited. */
const retryMs = 50;
/** From this duration on a call counts as slow, in milliseconds. */
const slowMs = 100;

export interface CallQueueOptions {
  /** Opens the target of the calls, at the first call; after a failure, again at the next. */
  readonly open: () => ThreadMethods;
  readonly reply: (call: number, outcome: Outcome) => void;
}

/**
 * Executes calls one after the other, in order. While another program locks the database, the first call is retried and all others wait,
 * each until its own patience ends, since they would all meet the same lock. Nothing waits for a promise that a call returns.
 */
export function createCallQueue({ open, reply }: CallQueueOptions): (call: ThreadCall) => void {
  let methods: ThreadMethods | null = null;
  let waiting: ThreadCall[] = [];
  let isWorking = false;

  function work(): void {
    isWorking = false;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const busy = attempt(first);
      if (busy === null) {
        waiting.shift();
        continue;
      }
      giveUp(busy);
      if (waiting.length === 0) return;
      isWorking = true;
      setTimeout(work, retryMs);
      return;
    }
  }

  /** Null if the call was or will be answered; otherwise the reason why it has to wait. */
  function attempt({ call, method, args, sentAt }: ThreadCall): unknown {
    const startedAt = now();
    try {
      methods ??= open();
      const value = methods[method]!(...(args as never[]));
      if (value instanceof Promise) {
        value
          .then((promised: unknown) => reply(call, { value: promised }))
          .catch((thrown: unknown) => reply(call, failure(thrown)));
        return null;
      }
      const ms = now() - startedAt;
      reply(call, ms < slowMs ? { value } : { value, slow: { ms, waitedMs: startedAt - sentAt } });
    } catch (thrown) {
      if (isBusy(thrown)) return thrown;
      reply(call, failure(thrown));
    }
    return null;
  }

  function giveUp(busy: unknown): void {
    const time = now();
    const isOverdue = ({ method, sentAt }: ThreadCall): boolean => time - sentAt >= patienceOf(method);
    for (const { call } of waiting.filter(isOverdue)) reply(call, failure(busy));
    waiting = waiting.filter((call) => !isOverdue(call));
  }

  return (call) => {
    waiting.push(call);
    if (!isWorking) work();
  };
}

function patienceOf(method: string): number {
  const threads: Readonly<Record<string, string>> = methodThreads;
  return threads[method] === 'record' ? recordPatienceMs : patienceMs;
}

function failure(thrown: unknown): Outcome {
  const error = toStorageError(thrown);
  if (error instanceof AppError) return { error: error.toData() };
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  return { defect: { message, stack } };
}
