import { isLive, type RunSummary } from '#api';
import type { AxisRange } from '../../figure/ticks.ts';
import { liveExtent } from '../../figure/view-range.ts';

type ShownRun = Pick<RunSummary, 'status' | 'epochsDone' | 'config' | 'branch'>;

/** The epochs shown in a run's charts: its own, which for a fork begin where it branched off, and those of `parent` if that is drawn. */
export function runExtent(run: ShownRun, parent: AxisRange | null = null): AxisRange {
  const own = ownExtent(run);
  return parent ? { min: Math.min(parent.min, own.min), max: Math.max(parent.max, own.max) } : own;
}

function ownExtent({ status, epochsDone, config, branch }: ShownRun): AxisRange {
  const first = branch?.epoch ?? 0;
  if (isLive(status)) return liveExtent(epochsDone, config.epochs, first);
  if (epochsDone - first === 1) return { min: first - 0.5, max: first + 0.5 };
  return { min: first, max: Math.max(first + 1, epochsDone - 1) };
}
