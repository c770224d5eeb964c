import { parseSweep, presets, type SweepDefinition, type SweepDetail, type SweepRunSummary } from '#api';

type Points = readonly SweepDefinition['axes'][number]['points'][number][];

/** A definition with these axes and seeds, based on the chapter's first preset. */
export function definitionOf(
  axes: readonly Points[],
  seeds: readonly number[] = [0],
): Pick<SweepDetail, 'definition'> {
  const definition = {
    base: presets[0]!.config,
    axes: axes.map((points) => ({ points: [...points] })),
    seeds: [...seeds],
  };
  return { definition };
}

/** Losses of a completed run, training then validation; `diverged` for one that did; null for a run that does not exist. */
export type Outcome = readonly [training: number, validation: number] | 'diverged' | null;

/** A sweep whose run of cell c and seed s has the outcome `outcome(c, s)`; accuracies are 1 minus the losses. */
export function sweepOf(
  axes: readonly Points[],
  seeds: readonly number[],
  outcome: (cell: number, seed: number) => Outcome,
): Pick<SweepDetail, 'definition' | 'grid' | 'members'> {
  const { definition } = definitionOf(axes, seeds);
  const parsed = parseSweep(definition);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  const grid = parsed.cells.map(({ points, grid: values }) => ({ points, grid: values }));
  const members = grid.flatMap((_, cell) => seeds.map((seed) => member(cell, seed, outcome(cell, seed))));
  return { definition, grid, members };
}

function member(cell: number, seed: number, outcome: Outcome): SweepRunSummary {
  const id = `r${cell}-${seed}`;
  const common = {
    cell,
    seed,
    id,
    name: id,
    epochsDone: 100,
    resplit: null,
    durationMs: 10,
    divergedAt: null,
    final: null,
    tail: null,
    averaged: null,
    best: null,
  };
  if (outcome === null) return { ...common, id: null, name: null, status: null, epochsDone: 0 };
  if (outcome === 'diverged') return { ...common, status: 'diverged', divergedAt: 7 };
  const [dataLoss, validationLoss] = outcome;
  const metrics = {
    dataLoss,
    validationLoss,
    accuracy: 1 - dataLoss,
    validationAccuracy: 1 - validationLoss,
    regularizationLoss: 0.01,
  };
  return { ...common, status: 'completed', final: metrics, best: { ...metrics, epoch: 50 } };
}
