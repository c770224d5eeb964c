/** The same kind of trouble is said again only after so long, in milliseconds. */
const quietMs = 60_000;

/** What keeps a worker from its work, by kind. */
export interface Troubles {
  /** What is wrong now, one of all kinds; null if nothing is. */
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
        // Of a connection people wait to hear; the others come and go.
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
