import type { RunSummary } from '#api';
import { type ChartMark, type ChartSeries, nearestSample } from '#figure';
import type { EpochMap } from './curve-transforms.ts';

type Runs = readonly RunSummary[];
type Axis = (run: RunSummary) => EpochMap;

const maxBestMarks = 8;
const labelledDivergences = 3;
const labelledBranches = 4;

/** A ring at each run's lowest validation loss if there are few runs; the numbers are in the table. */
export function bestMarks(runs: Runs, lines: readonly ChartSeries[], axis: Axis): ChartMark[] {
  if (runs.length > maxBestMarks) return [];
  return runs.flatMap((run): ChartMark[] => {
    const line = lineOf(run, lines, 'validation');
    if (!line || run.best?.validationLoss === null || run.best?.validationLoss === undefined) return [];
    const at = place(axis(run), run.best.epoch);
    // On the line as drawn: a smoothed line misses the raw value.
    const sample = nearestSample(line, at);
    return sample ? [{ kind: 'best', group: run.id, epoch: at, value: sample.value, slot: line.slot }] : [];
  });
}

/** A cross where each diverged run broke off, labelled if there are few. */
export function divergedMarks(runs: Runs, lines: readonly ChartSeries[], axis: Axis): ChartMark[] {
  const diverged = runs.filter(({ divergedAt }) => divergedAt !== null);
  return diverged.flatMap((run): ChartMark[] => {
    const line = lineOf(run, lines);
    const epoch = run.divergedAt;
    if (!line || epoch === null) return [];
    const before = nearestSample(line, place(axis(run), epoch - 1));
    const few = diverged.length <= labelledDivergences;
    return [
      {
        kind: 'diverged',
        group: line.group,
        epoch: place(axis(run), epoch),
        slot: line.slot,
        ...(before && Number.isFinite(before.value) ? { value: before.value } : {}),
        ...(few ? { label: `${run.name} diverged at ${epoch}` } : {}),
      },
    ];
  });
}

/** A diamond where each fork left its parent. */
export function branchMarks(runs: Runs, lines: readonly ChartSeries[], axis: Axis): ChartMark[] {
  const forks = runs.filter(({ branch }) => branch !== null);
  return forks.flatMap((run): ChartMark[] => {
    const line = lineOf(run, lines);
    const epoch = run.branch?.epoch;
    if (!line || epoch === undefined) return [];
    const at = place(axis(run), epoch);
    const sample = nearestSample(line, at);
    if (!sample) return [];
    const few = forks.length <= labelledBranches;
    return [
      {
        kind: 'branch',
        group: line.group,
        epoch: sample.epoch,
        value: sample.value,
        slot: line.slot,
        ...(few ? { label: `forked at ${epoch}` } : {}),
      },
    ];
  });
}

function lineOf(
  run: RunSummary,
  lines: readonly ChartSeries[],
  role?: ChartSeries['role'],
): ChartSeries | undefined {
  const own = lines.filter(
    ({ key, role: itsRole }) => key.startsWith(`${run.id} `) && (role === undefined || itsRole === role),
  );
  return own.find(({ faint }) => !faint) ?? own[0];
}

function place({ offset, factor }: EpochMap, epoch: number): number {
  return offset + factor * epoch;
}
