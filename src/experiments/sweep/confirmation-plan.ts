import { z } from 'zod';
import { changeConfigPaths } from '../config-changes.ts';
import { formatIssues } from '../config-issues.ts';
import { testSchema } from '../dataset-schema.ts';
import type { RunConfig } from '../run-config.ts';
import { chooseCell, divergedIn, refuse, type ChoosableSweep, type Refusable } from './choose-cell.ts';
import { parseSweep, type SweepCell } from './expand-sweep.ts';
import { formatSeeds, freshSeeds } from './fresh-seeds.ts';
import { gridPointName, isRegularized, withoutRegularization } from './regularization-paths.ts';
import { sweepAxisSchema, sweepDefinitionSchema, type SweepDefinition } from './sweep-definition.ts';
import { later } from '../later.ts';

const point = later(() => sweepAxisSchema.shape.points.element);
const count = later(() => z.int().min(0));

/** A single pair has no interval. */
export const minConfirmationSeeds = 2;
export const maxConfirmationSeeds = 1000;
export const defaultConfirmationSeeds = 10;
/** Samples per class of a test set that is drawn for a confirmation, or as many as validation has if that is more. */
const testSamplesPerClass = 1000;

/**
 * What a confirmation trains, and how its setting was chosen: the chosen setting and the same without regularization, each once per seed.
 * Together with the sweep's base, this determines the configs: see confirmationCells.
 */
export const confirmationPlanSchema = later(() =>
  z.strictObject({
    chosen: point,
    baseline: point,
    choice: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('lowest'),
        compared: count,
        passedOver: count,
        seeds: count,
        noneIsLower: z.boolean(),
      }),
      z.strictObject({ by: z.literal('hand') }),
    ]),
    test: testSchema,
    seeds: sweepDefinitionSchema.shape.seeds,
  }),
);
export type ConfirmationPlan = z.output<typeof confirmationPlanSchema>;

/** What the user asks for. */
export interface ConfirmationWish {
  /** Index of the cell to confirm; by default the one of lowest mean validation loss. */
  readonly cell?: number | undefined;
  /** Which seeds; by default the next `count` that were never used. */
  readonly seeds?: readonly number[] | undefined;
  readonly count?: number | undefined;
}

/**
 * Plans to train the chosen cell and its counterpart without regularization on seeds that are not in `seen`, which contains all those that
 * the sweep or an earlier confirmation used. A choice based on one seed is allowed: the result does not depend on how well it was chosen.
 */
export function planConfirmation(
  sweep: ChoosableSweep & { readonly definition: SweepDefinition },
  seen: ReadonlySet<number>,
  { cell, seeds, count: asked = defaultConfirmationSeeds }: ConfirmationWish = {},
): Refusable<ConfirmationPlan> {
  const found = cell === undefined ? lowest(sweep) : byHand(sweep, cell);
  if (!found.ok) return found;
  const again = seeds?.filter((seed) => seen.has(seed)) ?? [];
  if (again.length > 0) {
    return refuse(
      `got seeds ${formatSeeds(again)}, used by this sweep or an earlier confirmation of it; allowed: all but ${formatSeeds([...seen])}`,
    );
  }
  const { definition } = sweep;
  const chosen = sweep.grid[found.value.cell]!.grid;
  const test = testOf(changeConfigPaths(definition.base, Object.entries(chosen)) as RunConfig);
  if (!test.ok) return test;
  const plan: ConfirmationPlan = {
    chosen,
    baseline: withoutRegularization(definition.axes, chosen),
    choice: found.value.choice,
    test: test.value,
    seeds: [...(seeds ?? freshSeeds(seen, asked))],
  };
  const cells = confirmationCells(definition.base, plan);
  return cells.ok ? { ok: true, value: plan } : cells;
}

/** The configs of a confirmation as the cells of a separate sweep: first without regularization, then the chosen one. */
export function confirmationCells(
  base: RunConfig,
  { chosen, baseline, test, seeds }: ConfirmationPlan,
): Refusable<readonly [baseline: SweepCell, chosen: SweepCell]> {
  const axes = [{ points: [baseline, chosen] }];
  const result = parseSweep({ base: { ...base, test }, axes, seeds });
  return result.ok
    ? { ok: true, value: [result.cells[0]!, result.cells[1]!] }
    : refuse(formatIssues(result.issues));
}

interface Chosen {
  readonly cell: number;
  readonly choice: ConfirmationPlan['choice'];
}

function lowest(sweep: ChoosableSweep): Refusable<Chosen> {
  const found = chooseCell(sweep);
  if (!found.ok) return found;
  const { cell, compared, passedOver, seeds, noneIsLower } = found.value;
  const choice = { by: 'lowest', compared, passedOver, seeds: seeds.length, noneIsLower } as const;
  return { ok: true, value: { cell, choice } };
}

function byHand(sweep: ChoosableSweep, cell: number): Refusable<Chosen> {
  const grid = sweep.grid[cell]?.grid;
  if (!grid) return refuse(`got cell ${cell}; allowed: 0 to ${sweep.grid.length - 1}`);
  const name = gridPointName(grid) || 'the only setting';
  if (!isRegularized(grid)) {
    return refuse(
      `${name} has no regularization: there is nothing to compare it with; choose another setting`,
    );
  }
  const diverged = divergedIn(sweep, cell);
  if (diverged > 0) {
    const runs = diverged === 1 ? '1 run' : `${diverged} runs`;
    return refuse(`${runs} of the sweep diverged at ${name}; choose a setting whose runs all stayed finite`);
  }
  return { ok: true, value: { cell, choice: { by: 'hand' } } };
}

/** The config's own test set; if it has none and more data can be drawn, one large enough to add little noise of its own. */
function testOf({ dataset, validation, test }: RunConfig): Refusable<ConfirmationPlan['test']> {
  if (test !== null) return { ok: true, value: test };
  if (dataset.kind === 'table' || !('samplesPerClass' in validation)) {
    return refuse(
      'the runs of this sweep hold out no test rows of their table: the rows that the setting was chosen on cannot confirm it; sweep again with a test share ("test": {"share": 0.2})',
    );
  }
  const samplesPerClass = Math.max(testSamplesPerClass, validation.samplesPerClass);
  return { ok: true, value: { samplesPerClass } };
}
