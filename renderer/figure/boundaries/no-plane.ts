import { formatCount } from '../../words/format.ts';

/** What a picture of a plane has to say for itself where it cannot be drawn. */
export interface PlaneWords {
  /** What it shows, after "This picture shows": `where seeds disagree`. */
  readonly shows: string;
  /** Which tab to look at instead, and for what: a sentence. */
  readonly instead: string;
}

/** Why data of so many features have no such picture, for people; null for those that have. */
export function whyNoPlane(features: number, { shows, instead }: PlaneWords): string | null {
  if (features === 2) return null;
  const have = features === 1 ? '1 feature' : `${formatCount(features)} features`;
  return `This picture shows ${shows} in the plane of two features. These data have ${have}, so there is no such plane. ${instead}`;
}
