import type { RunConfig } from '../run-config.ts';
import type { SweepCell } from './expand-sweep.ts';
import { indexGrid } from './grid-index.ts';

/** The parts of a sweep's run that healing needs. */
export interface SweepRun {
  readonly id: string;
  readonly status: string;
  /** As JSON. */
  readonly config: string;
  readonly trashedAt: string | null;
}

/** The run of a cell for one seed; null if no run counts. */
export interface SweepMember<Run extends SweepRun> {
  readonly config: RunConfig;
  readonly run: Run | null;
}

/** What is needed to complete a sweep. */
export interface SweepHealing {
  /** Runs to resume. */
  readonly resume: readonly string[];
  /** Runs to create. */
  readonly create: readonly RunConfig[];
}

/**
 * The runs of each cell, one per seed. Only the run table matters: runs in the trash do not count, and among several with the same config
 * the most advanced one does, then the newest.
 */
export function sweepMembers<Run extends SweepRun>(
  cells: readonly SweepCell[],
  runs: Iterable<Run>,
): SweepMember<Run>[][] {
  const grid = indexGrid(cells);
  const found = new Map<number, Run>();
  for (const run of runs) {
    if (run.trashedAt !== null) continue;
    const place = grid.placeOf(run.config);
    if (place === null) continue;
    const known = found.get(place);
    if (known === undefined || rank(run) >= rank(known)) found.set(place, run);
  }
  let index = 0;
  return cells.map(({ configs }) =>
    configs.map((config) => ({ config, run: found.get(grid.places[index++]!) ?? null })),
  );
}

/** Missing and failed members are trained from the start; interrupted and stopped ones are resumed; a diverged run is a result. */
export function healingOf(members: readonly (readonly SweepMember<SweepRun>[])[]): SweepHealing {
  const all = members.flat();
  return {
    resume: all.flatMap(({ run }) =>
      run?.status === 'interrupted' || run?.status === 'stopped' ? [run.id] : [],
    ),
    create: all.flatMap(({ config, run }) => (run === null || run.status === 'failed' ? [config] : [])),
  };
}

/** Configs that the new grid adds to the previous one, unless a run already covers them. What was missing before stays missing. */
export function additionsOf(
  members: readonly (readonly SweepMember<SweepRun>[])[],
  before: readonly SweepCell[],
): RunConfig[] {
  const known = new Set(before.flatMap(({ configs }) => configs.map((config) => JSON.stringify(config))));
  return members
    .flat()
    .flatMap(({ config, run }) => (run === null && !known.has(JSON.stringify(config)) ? [config] : []));
}

function rank({ status }: SweepRun): number {
  if (status === 'completed' || status === 'diverged') return 3;
  if (status === 'failed') return 0;
  return status === 'interrupted' || status === 'stopped' ? 1 : 2;
}
