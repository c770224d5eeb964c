import { cutText, type GridPoint, maxNameLength, type RunConfig } from '#api';

type Replicate = Pick<RunConfig, 'seed' | 'validation'>;

/** Fewest significant digits of a number in a name. */
const leastDigits = 3;
/** With so many, no two float64 read alike. */
const mostDigits = 17;

/**
 * Names runs of a sweep after what sets them apart: `l2-sweep 1e-3 seed 4`. Numbers have 3 significant digits, and more only where two
 * of the sweep's values would read alike. A long name of the sweep is cut.
 * @param grids of all cells
 */
export function memberNames(
  sweepName: string,
  grids: readonly GridPoint[],
): (grid: GridPoint, replicate: Replicate) => string {
  const digitsOf = new Map<string, number>();
  for (const path of new Set(grids.flatMap((grid) => Object.keys(grid)))) {
    const values = new Set(grids.flatMap((grid) => (typeof grid[path] === 'number' ? [grid[path]] : [])));
    let digits = leastDigits;
    while (
      digits < mostDigits &&
      new Set([...values].map((value) => shortNumber(value, digits))).size < values.size
    )
      digits++;
    digitsOf.set(path, digits);
  }
  return (grid, { seed, validation }) => {
    const texts = Object.entries(grid).map(([path, value]) =>
      typeof value === 'number' ? shortNumber(value, digitsOf.get(path) ?? leastDigits) : String(value),
    );
    const own = [...new Set(texts), ...foldWords(validation), `seed ${seed}`].join(' ');
    return cutText(
      `${cutText(sweepName, Math.max(1, maxNameLength - own.length - 1))} ${own}`,
      maxNameLength,
    );
  };
}

/** Which fold a run holds out, where it is one of folds. */
function foldWords(validation: RunConfig['validation']): string[] {
  if (!('folds' in validation)) return [];
  const { fold, repeat } = validation;
  return [`fold ${fold}`, ...(repeat > 0 ? [`repeat ${repeat}`] : [])];
}

/** A number as people write it: 1e-5, not 0.00001. A whole one keeps its digits. */
function shortNumber(value: number, digits: number): string {
  if (Number.isInteger(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded);
}
