import type { Activity, HostKind } from '#api';
import type { Store } from '#storage';
import type { Deletion } from './deletion.ts';
import type { EventHub } from './event-hub.ts';
import type { ExportTickets } from './export-tickets.ts';
import type { LiveRuns } from './live-runs.ts';
import type { TrainingService } from './training-service.ts';

/** What the handlers of commands work with. */
export interface Services {
  readonly store: Store;
  readonly training: TrainingService;
  readonly events: EventHub;
  readonly live: LiveRuns;
  readonly deletion: Deletion;
  /** What goes on in this process. */
  readonly activity: () => Activity;
  readonly tickets: ExportTickets;
  readonly host: {
    readonly kind: HostKind;
    readonly appVersion: string;
    readonly dataDir: string;
    concurrency: number;
  };
}
