import { configKey, healingOf, parseSweep, sweepMembers, type SweepCell, type SweepDetail } from '#api';

/** What training a grid would start, given the runs that its sweep has already. */
export interface Plan {
  /** Runs of the grid that there are and that count. */
  readonly present: number;
  /** Runs to start: new ones, failed ones anew, stopped and interrupted ones from where they were. */
  readonly toTrain: number;
  /** True when none of them was begun before. */
  readonly isAllNew: boolean;
}

/** Counts as the host will heal, from the runs that count in the sweep as it stands. */
export function countPlan(cells: readonly SweepCell[], sweep: SweepDetail | undefined): Plan {
  const members = sweepMembers(cells, sweep ? runsOf(sweep) : []);
  const { create, resume } = healingOf(members);
  const present = members.flat().filter(({ run }) => run !== null && run.status !== 'failed').length;
  const failed = members.flat().filter(({ run }) => run?.status === 'failed').length;
  return { present, toTrain: create.length + resume.length, isAllNew: resume.length + failed === 0 };
}

function runsOf({ definition, members }: SweepDetail) {
  const parsed = parseSweep(definition);
  const configs = parsed.ok ? parsed.cells.flatMap((cell) => cell.configs) : [];
  return members.flatMap(({ id, status }, index) =>
    id === null || status === null ? [] : [{ id, status, key: configKey(configs[index]!), trashedAt: null }],
  );
}
