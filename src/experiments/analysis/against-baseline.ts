import type { ComparedCell } from './common-seeds.ts';
import { simultaneousDifferences, type SimultaneousDifference } from './simultaneous-differences.ts';

/**
 * The differences of the other cells from the baseline, seed by seed, judged together (see `simultaneousDifferences`), so that the lowest
 * may be picked out afterwards. The baseline itself is not among the keys. Null when the baseline is not among the compared cells, there
 * are no others, or there are fewer than 3 seeds.
 */
export function differencesFrom<Cell>(
  baseline: Cell,
  compared: readonly ComparedCell<Cell>[],
): ReadonlyMap<Cell, SimultaneousDifference> | null {
  const none = compared.find(({ cell }) => cell === baseline);
  const others = compared.filter(({ cell }) => cell !== baseline);
  if (!none) return null;
  const differences = simultaneousDifferences(
    others.map(({ values }) => values.map((value, seed) => value - none.values[seed]!)),
    none.resplit,
  );
  return differences && new Map(others.map(({ cell }, index) => [cell, differences[index]!]));
}
