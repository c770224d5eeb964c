import { isLive, type RunSummary } from '#api';
import { formatCount } from '#words';
import { nearestIndex } from '../../shared/cursor/kept-player.ts';
import type { Snapshot } from './useComparedSnapshots.ts';
import { whyNoSnapshots } from '../../shared/snapshot-words.ts';

/** The kept parameters of a run that represent an epoch. */
export interface Moment {
  readonly snapshot: Snapshot;
  /** `epoch 812`, `epoch 794, nearest kept`, `final, epoch 2,500` */
  readonly note: string;
}

/** The snapshot kept nearest to `epoch`, and its epoch; null if none was kept. */
export function momentOf(
  { status }: Pick<RunSummary, 'status'>,
  snapshots: readonly Snapshot[],
  epoch: number,
): Moment | null {
  const index = nearestIndex(
    snapshots.map((snapshot) => snapshot.epoch),
    epoch,
  );
  const snapshot = snapshots[index];
  if (!snapshot) return null;
  const words = `epoch ${formatCount(snapshot.epoch)}`;
  const isEnd = index === snapshots.length - 1 && epoch >= snapshot.epoch;
  if (isEnd) return { snapshot, note: isLive(status) ? `newest kept, ${words}` : `final, ${words}` };
  return { snapshot, note: snapshot.epoch === epoch ? words : `${words}, nearest kept` };
}

/** Why a run's parameters cannot be drawn, as text; null if they can, or if it is not known yet. */
export function whyNoPicture(run: RunSummary, kept: readonly Snapshot[] | undefined): string | null {
  if (kept?.length === 0 && run.origin !== null)
    return 'Only its numbers were imported: no parameters came with them.';
  return whyNoSnapshots(run, kept && { snapshots: { epochs: kept.map(({ epoch }) => epoch) } });
}
