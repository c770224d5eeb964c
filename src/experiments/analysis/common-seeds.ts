import type { SeedValue } from './paired-differences.ts';
import { summarize, type Summary } from './summary.ts';

/** A cell for comparison with others: its runs' validation loss at whatever epoch the caller chose, NaN if a run diverged. */
export interface SeededCell {
  readonly losses: readonly SeedValue[];
  /** Validation rows per training row if the seeds split one table, see `resplitRatio`; otherwise null. */
  readonly resplit: number | null;
}

/** A cell over the seeds that it is compared on. */
export interface ComparedCell<Cell> {
  readonly cell: Cell;
  /** By ascending seed, all finite. */
  readonly values: readonly number[];
  readonly summary: Summary;
  /** The cell's own `resplit`. */
  readonly resplit: number | null;
}

/** Cells compared on the same seeds. */
export interface CommonSeeds<Cell> {
  /** Seeds that every compared cell has a value for, ascending. */
  readonly seeds: readonly number[];
  /** In the given order; empty if they have no seed in common. */
  readonly compared: readonly ComparedCell<Cell>[];
  /** Cells in which a run diverged or has no finite value: their mean would cover only the survivors. */
  readonly passedOver: readonly Cell[];
  /** Some compared cell has runs with further seeds, which are not used here. */
  readonly isPartial: boolean;
}

/**
 * Reduces cells to the seeds that all of them have, so that no cell is better for having had the easier seeds. A cell without any run is
 * ignored; one with a run that diverged or has no finite value is passed over, however well the others did.
 */
export function commonSeeds<Cell extends SeededCell>(cells: readonly Cell[]): CommonSeeds<Cell> {
  const [finite, passedOver]: [Cell[], Cell[]] = [[], []];
  for (const cell of cells) {
    if (cell.losses.some(({ value }) => !Number.isFinite(value))) passedOver.push(cell);
    else if (cell.losses.length > 0) finite.push(cell);
  }
  const counts = new Map<number, number>();
  for (const { losses } of finite)
    for (const { seed } of losses) counts.set(seed, (counts.get(seed) ?? 0) + 1);
  const seeds = [...counts]
    .filter(([, count]) => count === finite.length)
    .map(([seed]) => seed)
    .sort((a, b) => a - b);
  return {
    seeds,
    compared: seeds.length === 0 ? [] : finite.map((cell) => compare(cell, seeds)),
    passedOver,
    isPartial: counts.size > seeds.length,
  };
}

function compare<Cell extends SeededCell>(cell: Cell, seeds: readonly number[]): ComparedCell<Cell> {
  const bySeed = new Map(cell.losses.map(({ seed, value }) => [seed, value]));
  const values = seeds.map((seed) => bySeed.get(seed)!);
  const { resplit } = cell;
  return { cell, values, summary: summarize(values, resplit), resplit };
}
