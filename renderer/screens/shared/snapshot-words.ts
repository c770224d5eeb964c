import { isLive, snapshotBudgetBytes, snapshotEpochs, type RunSummary } from '#api';

/** What is known of the snapshots of a run. */
interface Kept {
  readonly snapshots: { readonly epochs: readonly number[] };
}

/** Why a run has no snapshots to draw, as text; null if it has some, or if it is not known yet. */
export function whyNoSnapshots(run: RunSummary, kept: Kept | undefined): string | null {
  if (!kept || kept.snapshots.epochs.length > 0) return null;
  if (run.status === 'queued')
    return 'Waiting for a free training slot: the pictures begin with the first epoch.';
  if (snapshotEpochs(run.config, run.branch?.epoch ?? 0).length === 0) {
    const megabytes = Math.round(snapshotBudgetBytes / 1024 ** 2);
    return `This network is too large for pictures: a copy of its parameters alone takes more than the ${megabytes} MB that a run may keep of them.`;
  }
  if (isLive(run.status)) return 'The first copy of the parameters appears in a moment.';
  return 'No copies of the parameters were kept of this run. Run it again to have its pictures.';
}
