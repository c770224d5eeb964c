import { cutText, type GridPoint, maxNameLength, type RunConfig } from '#api';

/** Names a run of a sweep after what sets it apart: `l2-sweep 1e-3 seed 4`. A long name of the sweep is cut. */
export function memberName(
  sweepName: string,
  grid: GridPoint,
  { seed, validation }: Pick<RunConfig, 'seed' | 'validation'>,
): string {
  const values = [...new Set(Object.values(grid).map(shortValue))];
  const own = [...values, ...foldWords(validation), `seed ${seed}`].join(' ');
  return cutText(`${cutText(sweepName, Math.max(1, maxNameLength - own.length - 1))} ${own}`, maxNameLength);
}

/** Which fold a run holds out, where it is one of folds. */
function foldWords(validation: RunConfig['validation']): string[] {
  if (!('folds' in validation)) return [];
  const { fold, repeat } = validation;
  return [`fold ${fold}`, ...(repeat > 0 ? [`repeat ${repeat}`] : [])];
}

/** A value as people write it: 1e-5, not 0.00001. */
function shortValue(value: unknown): string {
  return typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential()
    : String(value);
}
