import type { ComparedCell } from './common-seeds.ts';
import { simultaneousDifferences, type SimultaneousDifference } from './simultaneous-differences.ts';

/**
 * What each of the other cells has more than the baseline, seed by seed, each judged as one of all of them, see
 * `simultaneousDifferences`: so that the lowest of them may be picked out afterwards. The baseline itself is not among the keys. null
 * when the baseline is not among the compared, there is nothing beside it, or there are fewer than 3 seeds.
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
