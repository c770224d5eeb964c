import {
  type AppError,
  type Confirmation,
  confirmationCells,
  type ConfirmationPlan,
  confirmationPlanSchema,
  type ConfirmationRun,
  countSamples,
  describeIssues,
  formatIssues,
  type RunConfig,
  type SweepCell,
  sweepMembers,
} from '#api';
import {
  readJson,
  progressOf,
  type StoredConfirmation,
  type StoredConfirmationRun,
  unreadable,
} from '#storage';

/** A confirmation with its two settings and, for each, the runs that count. */
export interface ConfirmationState {
  readonly stored: StoredConfirmation;
  readonly plan: ConfirmationPlan;
  readonly cells: readonly [baseline: SweepCell, chosen: SweepCell];
  readonly members: ReturnType<typeof sweepMembers<StoredConfirmationRun>>;
}

/** Finds the runs of a confirmation that belongs to a sweep with this base config. Throws notReadable. */
export function readConfirmation(base: RunConfig, stored: StoredConfirmation): ConfirmationState {
  const plan = confirmationPlanSchema.safeParse(readJson('plan', stored.plan), { reportInput: true });
  if (!plan.success) throw unreadablePlan(stored, formatIssues(describeIssues(plan.error)));
  const cells = confirmationCells(base, plan.data);
  if (!cells.ok) throw unreadablePlan(stored, cells.reason);
  return { stored, plan: plan.data, cells: cells.value, members: sweepMembers(cells.value, stored.runs) };
}

function unreadablePlan({ plan }: StoredConfirmation, reason: string): AppError {
  return unreadable('plan', plan, `the plan of a confirmation of this sweep (${reason})`);
}

/** Completed runs whose test set is due to be revealed; none until every run has completed or diverged. */
export function unrevealedRuns({ members }: ConfirmationState): string[] {
  const runs = members.flat().map(({ run }) => run);
  if (!runs.every((run) => run?.status === 'completed' || run?.status === 'diverged')) return [];
  return runs.flatMap((run) => (run!.status === 'completed' && run!.test === null ? [run!.id] : []));
}

export function describeConfirmation(state: ConfirmationState, concurrency: number): Confirmation {
  const { stored, plan, cells, members } = state;
  const config = cells[1].configs[0]!;
  const samples = countSamples(config);
  const all = members.flat().map(({ config, run }) => ({ epochs: config.epochs, run }));
  return {
    id: stored.id,
    createdAt: stored.createdAt,
    plan,
    unreadable: stored.unreadable.filter(({ trashedAt }) => trashedAt === null),
    testSamples: samples.test,
    resplit: splitsBySeed(config) ? samples.test / samples.training : null,
    ...progressOf(all, concurrency),
    members: members.flatMap((cell, index) =>
      cell.map(({ config, run }): ConfirmationRun => ({
        arm: index === 0 ? 'baseline' : 'chosen',
        seed: config.seed,
        id: run?.id ?? null,
        name: run?.name ?? null,
        status: run?.status ?? null,
        divergedAt: run?.divergedAt ?? null,
        test: run?.test?.metrics ?? null,
      })),
    ),
  };
}

/** Whether each seed tests on different rows of the same table: not with a test file, nor with folds. */
function splitsBySeed({ dataset, validation, test }: RunConfig): boolean {
  return dataset.kind === 'table' && test !== null && 'share' in test && !('folds' in validation);
}
