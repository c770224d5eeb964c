import { additionsOf, parseSweep, sweepMembers, type SweepCell, type SweepDetail } from '#api';
import { formatPlural } from '#words';

/** What training a grid would start, given the runs its sweep already has. */
export interface Plan {
  /** Runs of the grid that exist, whatever their status. */
  readonly present: number;
  /** Runs that the grid adds: these are started. */
  readonly toTrain: number;
  /** Runs of the grid that are missing or ended early, and stay so. */
  readonly left: number;
}

/** Counts the way the host will train, from the runs currently counted in the sweep. */
export function countPlan(cells: readonly SweepCell[], sweep: SweepDetail | undefined): Plan {
  const before = sweep ? cellsOf(sweep) : [];
  const members = sweepMembers(cells, sweep ? runsOf(sweep, before) : []);
  const runs = members.flat().map(({ run }) => run);
  const present = runs.filter((run) => run !== null).length;
  const toTrain = additionsOf(members, before).length;
  const unfinished = runs.filter((run) => run !== null && endedEarly.has(run.status)).length;
  return { present, toTrain, left: runs.length - present - toTrain + unfinished };
}

/** The label of the button that saves a sweep, or another grid for one. */
export function planWords({ toTrain }: Plan, isNew: boolean): string {
  if (isNew) return `Train ${formatPlural(toTrain, 'run')}`;
  return toTrain === 0 ? 'Save the grid, train nothing' : `Train ${formatPlural(toTrain, 'new run')}`;
}

const endedEarly: ReadonlySet<string> = new Set(['failed', 'interrupted', 'stopped']);

function cellsOf({ definition }: SweepDetail): readonly SweepCell[] {
  const parsed = parseSweep(definition);
  return parsed.ok ? parsed.cells : [];
}

function runsOf({ members }: SweepDetail, cells: readonly SweepCell[]) {
  const configs = cells.flatMap((cell) => cell.configs);
  return members.flatMap(({ id, status }, index) =>
    id === null || status === null
      ? []
      : [{ id, status, config: JSON.stringify(configs[index]!), trashedAt: null }],
  );
}
