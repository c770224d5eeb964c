import { isLive, snapshotEpochs, type RunDetail, type RunSummary } from '#api';

/** The epochs for which a run has pictures: those known to be kept, and during training those it has passed. */
export function keptEpochs(
  run: Pick<RunSummary, 'config' | 'status' | 'branch' | 'epochsDone'>,
  detail: Pick<RunDetail, 'snapshots'> | undefined,
): readonly number[] {
  const known = detail?.snapshots.epochs ?? [];
  if (!isLive(run.status)) return known;
  const passed = snapshotEpochs(run.config, run.branch?.epoch ?? 0).filter((epoch) => epoch < run.epochsDone);
  return [...new Set([...known, ...passed])].sort((a, b) => a - b);
}
