/** How long before the same kind of trouble is reported again, in milliseconds. */
const quietMs = 60_000;

/** What keeps a worker from working, by kind. */
export interface Troubles {
  /** One current problem of any kind; null if there is none. */
  readonly present: string | null;
  has(kind: TroubleKind): boolean;
  set(kind: TroubleKind, message: string | null): void;
}

export type TroubleKind = 'connection' | 'command' | 'full' | 'trainers' | 'taking';

/** @param now a clock in milliseconds */
export function createTroubles(
  say: (line: string) => void,
  now: () => number = () => performance.now(),
): Troubles {
  const present = new Map<TroubleKind, string>();
  const said = new Map<TroubleKind, { readonly message: string; readonly at: number }>();
  return {
    get present() {
      return [...present.values()][0] ?? null;
    },
    has: (kind) => present.has(kind),
    set(kind, message) {
      if (message === null) {
        // Users wait for news of the connection; other troubles come and go.
        if (present.delete(kind) && kind === 'connection') say('the queue answers again');
        return;
      }
      present.set(kind, message);
      const last = said.get(kind);
      if (last && last.message === message && now() - last.at < quietMs) return;
      said.set(kind, { message, at: now() });
      say(`warning: ${message}`);
    },
  };
}
