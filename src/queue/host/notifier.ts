import type { Submission } from '#workers';

/** Sends workers the host's requests about their runs; failed sends can be retried. */
export interface Notifier {
  /** Replaces whatever is still pending for the submission. */
  notify(submission: Submission, send: () => Promise<void>): void;
  /** Retries all sends that failed. */
  retry(): void;
  /** Resolves once every pending send has succeeded or failed. */
  settled(): Promise<void>;
}

interface Pending {
  readonly send: () => Promise<void>;
  hasFailed: boolean;
}

/** `onFailure` receives why a send failed; it stays pending until `retry`. */
export function createNotifier(onFailure: (thrown: unknown) => void): Notifier {
  const pending = new Map<string, Pending>();
  const underWay = new Set<Promise<void>>();

  function start(name: string, send: () => Promise<void>): void {
    const entry: Pending = { send, hasFailed: false };
    pending.set(name, entry);
    const attempt = send().then(
      () => {
        if (pending.get(name) === entry) pending.delete(name);
      },
      (thrown: unknown) => {
        entry.hasFailed = true;
        onFailure(thrown);
      },
    );
    underWay.add(attempt);
    void attempt.finally(() => underWay.delete(attempt));
  }

  return {
    notify: ({ id, generation }, send) => start(`${id} ${generation}`, send),
    retry() {
      for (const [name, { send, hasFailed }] of pending) if (hasFailed) start(name, send);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
