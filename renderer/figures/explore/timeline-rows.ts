import type { Timeline } from '#api';

/** A stretch of time in which a run trained, in milliseconds since 1970. */
export interface Stretch {
  /** Index of its run. */
  readonly run: number;
  readonly from: number;
  /** The time of the host's answer if it is still training. */
  readonly to: number;
}

/** What gets a row of its own: a run, or all runs of a sweep as one band. */
export interface TimelineRow {
  readonly row: number;
  /** Index of the sweep; null for a run. */
  readonly sweep: number | null;
  readonly stretches: readonly Stretch[];
  readonly from: number;
  readonly to: number;
  /** Row of the run it was forked from, if that is shown. */
  readonly parentRow: number | null;
}

/** Gap between neighbours in a row, as a fraction of the whole time range. */
const gapShare = 0.002;

/**
 * Rows of a timeline: a sweep is one band, a run with its forks a block of adjacent rows, each fork under its parent. Blocks that do not
 * overlap in time share rows, so that a year of consecutive runs is one row high.
 */
export function timelineRows({ runs, now, stretches }: Timeline): TimelineRow[] {
  const ofRun = stretchesByRun(runs.length, stretches, now);
  const ofSweep = Map.groupBy(runs.keys(), (run) => runs[run]!.sweep);
  const bands = [...ofSweep].flatMap(([sweep, members]) =>
    sweep === null ? [] : [[{ sweep, depth: null, stretches: members.flatMap((run) => ofRun[run]!) }]],
  );
  const blocks = [...bands, ...families(runs, ofSweep.get(null) ?? [], ofRun)]
    .map((block) => ({
      block,
      from: earliest(block.flatMap((line) => line.stretches)),
      to: latest(block.flatMap((line) => line.stretches)),
    }))
    .sort((a, b) => a.from - b.from);
  const gap = gapShare * (blocks.reduce((most, { to }) => Math.max(most, to), 0) - (blocks[0]?.from ?? 0));
  /** The time at which each row is free again. */
  const free: number[] = [];
  return blocks.flatMap(({ block, from, to }) => {
    const first = firstFit(free, block.length, from - gap);
    block.forEach((_, at) => (free[first + at] = to));
    return block.map((line, at): TimelineRow => ({
      row: first + at,
      sweep: line.sweep,
      stretches: line.stretches,
      from: earliest(line.stretches),
      to: latest(line.stretches),
      parentRow: line.depth === null || line.depth < 0 ? null : first + line.depth,
    }));
  });
}

interface Line {
  readonly sweep: number | null;
  /** Index of the parent's line in the block; null for none. */
  readonly depth: number | null;
  readonly stretches: readonly Stretch[];
}

function stretchesByRun(runs: number, { run, from, until }: Timeline['stretches'], now: number): Stretch[][] {
  const result: Stretch[][] = Array.from({ length: runs }, () => []);
  run.forEach((place, at) => {
    const end = Number.isNaN(until[at]) ? now : until[at]!;
    result[place]!.push({ run: place, from: from[at]!, to: Math.max(from[at]!, end) });
  });
  return result;
}

/** Runs outside sweeps, each followed by its forks. */
function families(runs: Timeline['runs'], alone: readonly number[], ofRun: readonly Stretch[][]): Line[][] {
  const placeOf = new Map(alone.map((run) => [runs[run]!.id, run]));
  const children = Map.groupBy(alone, (run) => placeOf.get(runs[run]!.parent ?? '') ?? -1);
  const add = (block: Line[], run: number, depth: number | null): Line[] => {
    const own = block.length;
    block.push({ sweep: null, depth, stretches: ofRun[run]! });
    for (const child of byStart(children.get(run) ?? [], ofRun)) add(block, child, own);
    return block;
  };
  return (children.get(-1) ?? [])
    .map((run) => add([], run, null))
    .filter((block) => block.some((line) => line.stretches.length > 0));
}

const byStart = (members: readonly number[], ofRun: readonly Stretch[][]): number[] =>
  [...members].sort((a, b) => earliest(ofRun[a]!) - earliest(ofRun[b]!));

const earliest = (stretches: readonly Stretch[]): number => stretches.reduce((least, { from }) => Math.min(least, from), Infinity); // oxfmt-ignore
const latest = (stretches: readonly Stretch[]): number => stretches.reduce((most, { to }) => Math.max(most, to), -Infinity); // oxfmt-ignore

/** The first row from which `height` rows are free at `time`. */
function firstFit(free: readonly number[], height: number, time: number): number {
  for (let first = 0; ; first++) {
    let fits = true;
    for (let at = first; at < first + height && fits; at++) fits = (free[at] ?? -Infinity) <= time;
    if (fits) return first;
  }
}
