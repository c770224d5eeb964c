import type { Activity } from './activity.ts';
import type { DesktopEvent } from './desktop/index.ts';
import type { RunSummary } from './runs.ts';
import type { RunVerification } from './verification.ts';

/**
 * Events from a host to its clients. They are hints about what to read again: a client that misses some loses nothing, because all data are
 * in the database.
 */
export type AppEvent =
  | { readonly kind: 'runsChanged'; readonly runs: readonly RunSummary[] } // coalesced, at most 20 a second
  | { readonly kind: 'runsRemoved'; readonly ids: readonly string[] }
  | { readonly kind: 'verificationsChanged'; readonly verifications: readonly RunVerification[] } // at most 5 a second
  | { readonly kind: 'activityChanged'; readonly activity: Activity }
  // The complete value, even if only some of its entries were set, and the window that set it, by the name it gave itself.
  | {
      readonly kind: 'preferenceChanged';
      readonly key: string;
      readonly value: unknown;
      readonly source: string | null;
    }
  | { readonly kind: 'historyChanged' } // another process wrote to it: read the lists again
  | { readonly kind: 'queueChanged' } // there is now one, another one, or none: list the workers again
  | DesktopEvent;

export type AppEventListener = (event: AppEvent) => void;
