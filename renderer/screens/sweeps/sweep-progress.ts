import { isLive, runStatuses, type RunStatus, type RunSummary, type SweepDetail } from '#api';
import { formatPlural } from '#words';
import { configOfCell } from '../../figures/cell-config.ts';

type ToldRun = Pick<RunSummary, 'id' | 'status' | 'epochsDone' | 'durationMs' | 'divergedAt'>;
type Member = SweepDetail['members'][number];

/**
 * A sweep with what events say about its runs: their status and progress. The runs' results, and the remaining time, stay as they were
 * read. Returns the same object if nothing moved.
 */
export function withProgress(sweep: SweepDetail, told: readonly ToldRun[]): SweepDetail {
  const byId = new Map(told.map((run) => [run.id, run]));
  let moved = false;
  const members = sweep.members.map((member): Member => {
    const run = member.id === null ? undefined : byId.get(member.id);
    if (!run || (run.status === member.status && run.epochsDone === member.epochsDone)) return member;
    moved = true;
    const { status, epochsDone, durationMs, divergedAt } = run;
    return { ...member, status, epochsDone, durationMs, divergedAt };
  });
  if (!moved) return sweep;
  const epochs = epochsOfCells(sweep);
  const total = members.reduce((sum, { cell }) => sum + epochs[cell]!, 0);
  const done = members.reduce((sum, member) => sum + settledEpochs(member, epochs[member.cell]!), 0);
  return { ...sweep, members, counts: countMembers(members), progress: total === 0 ? 0 : done / total };
}

const knownEpochs = new WeakMap<SweepDetail['grid'], readonly number[]>();

/** Events come twenty times a second, and a grid may have thousands of cells. */
function epochsOfCells(sweep: SweepDetail): readonly number[] {
  const known = knownEpochs.get(sweep.grid);
  if (known) return known;
  const epochs = sweep.grid.map((_, cell) => configOfCell(sweep, cell).epochs);
  knownEpochs.set(sweep.grid, epochs);
  return epochs;
}

/** As on the host: a run that ended by itself has no epochs left, however many it recorded. */
function settledEpochs({ status, epochsDone }: Member, epochs: number): number {
  return status === 'completed' || status === 'diverged' ? epochs : epochsDone;
}

function countMembers(members: readonly Member[]): SweepDetail['counts'] {
  const counts = Object.fromEntries(
    [...runStatuses, 'missing' as const].map((status) => [status, 0]),
  ) as Record<RunStatus | 'missing', number>;
  for (const { status } of members) counts[status ?? 'missing']++;
  return counts;
}

/** How many runs the findings are based on while others are still training; null once none is. */
export function soFarSentence({ members }: Pick<SweepDetail, 'members'>): string | null {
  const live = members.filter(({ status }) => status !== null && isLive(status)).length;
  if (live === 0) return null;
  return `So far: ${members.length - live} of ${formatPlural(members.length, 'run')} have ended.`;
}
