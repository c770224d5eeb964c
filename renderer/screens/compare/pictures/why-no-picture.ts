import type { RunSummary } from '#api';
import { whyNoSnapshots } from '../../shared/snapshot-words.ts';
import type { Snapshot } from './useComparedSnapshots.ts';

/** Why a run's parameters cannot be drawn, as text; null if they can, or if it is not known yet. */
export function whyNoPicture(run: RunSummary, kept: readonly Snapshot[] | undefined): string | null {
  if (kept?.length === 0 && run.origin !== null)
    return 'Only its numbers were imported: no parameters came with them.';
  return whyNoSnapshots(run, kept && { snapshots: { epochs: kept.map(({ epoch }) => epoch) } });
}
