import type { RunStint, Stints } from '#api';
import type { FigureTable } from '#figure';
import { endingOf, formatCount, formatDuration, formatPlural } from '#words';
import { clockOf, laneName, type Bar, type Lane } from './lanes.ts';

/** The tooltip of a bar, line by line, below its run's name. */
export function barLines(lane: Lane, { stint, from, to }: Bar): string[] {
  const { worker, sweep, fromEpoch } = stint;
  const where = worker === null ? laneName(lane) : `${laneName(lane)}, on ${worker.machine}`;
  return [
    ...(sweep === null ? [] : [`of ${sweep.name}`]),
    where,
    `${clockOf(from, true)} to ${clockOf(to, true)}, ${formatDuration(to - from)}`,
    ...(fromEpoch > 0 ? [`from epoch ${formatCount(fromEpoch)}`] : []),
    endingOf(stint),
  ];
}

/** What the picture says. */
export function timelineFinding({ stints, left }: Stints): string {
  const runs = new Set(stints.map(({ run }) => run.id)).size;
  const workers = new Set(stints.flatMap(({ worker }) => worker?.id ?? [])).size;
  const lost = stints.filter(({ ending }) => ending === 'lost');
  const here = stints.some(({ worker }) => worker === null);
  const trainers = [
    ...(workers > 0 ? [formatPlural(workers, 'worker')] : []),
    ...(here ? ['this host'] : []),
  ];
  const sentences = [`${trainers.join(' and ')} trained ${formatPlural(runs, 'run')}.`];
  if (lost.length > 0) sentences.push(lossWords(stints, lost));
  if (left > 0) sentences.push(`${formatCount(left)} earlier stretches are left out.`);
  return sentences.join(' ').replace(/^this/, 'This');
}

/** Runs whose worker was lost, and how many of them were continued by another. */
function lossWords(stints: readonly RunStint[], lost: readonly RunStint[]): string {
  const lostRuns = new Set(lost.map(({ run }) => run.id));
  const lastLoss = new Map<string, string>();
  for (const { run, startedAt } of lost) {
    if ((lastLoss.get(run.id) ?? '') < startedAt) lastLoss.set(run.id, startedAt);
  }
  const resumed = new Set(
    stints.filter(({ run, startedAt }) => startedAt > (lastLoss.get(run.id) ?? '9')).map(({ run }) => run.id),
  );
  const went =
    resumed.size < lostRuns.size
      ? lostRuns.size === 1
        ? 'it has not gone on yet'
        : `${resumed.size === 0 ? 'none' : formatCount(resumed.size)} of them went on so far`
      : lostRuns.size === 1
        ? 'it went on elsewhere'
        : 'all of them went on elsewhere';
  return `${formatPlural(lostRuns.size, 'run')} lost ${lostRuns.size === 1 ? 'its' : 'their'} worker; ${went}.`;
}

export function timelineTable(stints: readonly RunStint[]): FigureTable {
  return {
    columns: ['worker', 'machine', 'run', 'sweep', 'from epoch', 'started', 'ended', 'ending'],
    rows: stints.map(({ worker, run, sweep, fromEpoch, startedAt, endedAt, ending }) => [
      worker?.name ?? 'here',
      worker?.machine ?? null,
      run.name,
      sweep?.name ?? null,
      fromEpoch,
      startedAt,
      endedAt,
      endingOf({ ending }),
    ]),
  };
}
