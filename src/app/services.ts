import type { Activity, HostKind } from '#api';
import type { Recovery, Store } from '#storage';
import type { Compute } from './compute.ts';
import type { Deletion } from './deletion.ts';
import type { EventHub } from './event-hub.ts';
import type { ExportTickets } from './export-tickets.ts';
import type { FolderState } from './folder-state.ts';
import type { LiveRuns } from './live-runs.ts';
import type { Log } from './log/index.ts';
import type { TrainingService } from './training-service.ts';

/** What command handlers work with. */
export interface Services {
  readonly store: Store;
  readonly training: TrainingService;
  readonly events: EventHub;
  readonly live: LiveRuns;
  readonly compute: Compute;
  readonly deletion: Deletion;
  /** What is going on in this process. */
  readonly activity: () => Activity;
  readonly tickets: ExportTickets;
  readonly log: Log;
  readonly folder: FolderState;
  /**
   * Settles the live runs of processes that have ended, like `Store.recoverRuns`. Call it before resuming runs, so that the queue of a dead
   * process does not block them.
   */
  readonly settle: (asked?: readonly string[]) => Promise<Recovery>;
  readonly host: {
    readonly kind: HostKind;
    readonly appVersion: string;
    readonly dataDir: string;
  };
}
