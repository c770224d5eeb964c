import { isLive, snapshotEpochs, type RunDetail, type RunSummary } from '#api';

/** The epochs of which a run has pictures: those that are known to be kept, and while it trains those that it has come past. */
export function keptEpochs(
  run: Pick<RunSummary, 'config' | 'status' | 'branch' | 'epochsDone'>,
  detail: Pick<RunDetail, 'snapshots'> | undefined,
): readonly number[] {
  const known = detail?.snapshots.epochs ?? [];
  if (!isLive(run.status)) return known;
  const passed = snapshotEpochs(run.config, run.branch?.epoch ?? 0).filter((epoch) => epoch < run.epochsDone);
  return [...new Set([...known, ...passed])].sort((a, b) => a - b);
}
