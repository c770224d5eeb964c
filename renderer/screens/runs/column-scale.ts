/** The measure for bars or colours of a column: the range of its values among the listed runs. */
export interface ColumnScale {
  readonly look: 'bar' | 'colour';
  readonly least: number;
  readonly greatest: number;
}

/** From this ratio of maximum to minimum on, positive values are distinguished by their logarithm. */
const wideRatio = 100;

/**
 * The position of a value on its column's scale, from 0 to 1: for a bar its length from 0, so that twice as long is twice as much; for a
 * colour its place between minimum and maximum, by logarithm if these are positive and far apart. null if it has none.
 */
export function shareOf(
  value: number | null | undefined,
  { look, least, greatest }: ColumnScale,
): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  if (look === 'bar') return greatest <= 0 ? 0 : clamp(value / greatest);
  if (greatest <= least) return 0.5;
  if (least > 0 && greatest / least >= wideRatio)
    return clamp(Math.log(value / least) / Math.log(greatest / least));
  return clamp((value - least) / (greatest - least));
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

export const isSameScale = (one: ColumnScale, other: ColumnScale): boolean =>
  one.look === other.look && one.least === other.least && one.greatest === other.greatest;

/** The scale, extended to include these values. */
export function widened(scale: ColumnScale, values: readonly (number | null | undefined)[]): ColumnScale {
  const finite = values.filter((value): value is number => Number.isFinite(value));
  return {
    look: scale.look,
    least: Math.min(scale.least, ...finite),
    greatest: Math.max(scale.greatest, ...finite),
  };
}
