/** What bars or colours of a column are measured by: the range of its values among the runs that are listed. */
export interface ColumnScale {
  readonly look: 'bar' | 'colour';
  readonly least: number;
  readonly greatest: number;
}

/** From so many times the least on, what is positive is told apart by its logarithm. */
const wideRatio = 100;

/**
 * Where a value lies on its column's scale, from 0 to 1: of a bar its length from 0, so that twice as long is twice as much; of a
 * colour its place between least and greatest, by the logarithm where these are positive and far apart. null for what has none.
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

/** The scale that has room for these values too. */
export function widened(scale: ColumnScale, values: readonly (number | null | undefined)[]): ColumnScale {
  const finite = values.filter((value): value is number => Number.isFinite(value));
  return {
    look: scale.look,
    least: Math.min(scale.least, ...finite),
    greatest: Math.max(scale.greatest, ...finite),
  };
}
