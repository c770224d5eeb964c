import type { Done, PoolListener } from './job.ts';
import type { TrainerReport } from './protocol.ts';

type Notice = Exclude<TrainerReport, { kind: 'epochs' | 'tableWanted' | 'done' | 'failed' }>;

/** Passes a trainer's reports about its run to the listener, except for rows and the end. */
export function notify(listener: PoolListener, notice: Notice): Done {
  const { runId } = notice;
  switch (notice.kind) {
    case 'started':
      return listener.started(runId, notice.kernelVariant, notice.v8Version);
    case 'threads':
      return listener.threads(runId, notice.threads);
    case 'replaying':
      return listener.replaying(runId, notice.epoch);
    case 'checkpoint':
      return listener.checkpoint(runId, notice.epoch, notice.bytes);
    case 'snapshots':
      return listener.snapshots(runId, notice.snapshots);
    case 'paused':
    case 'continued':
      return listener[notice.kind](runId);
  }
}
