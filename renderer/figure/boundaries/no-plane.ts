import { formatCount } from '#words';

/** What a plane picture says in its place if it cannot be drawn. */
export interface PlaneWords {
  /** What it shows, as a continuation of "This picture shows": `where seeds disagree`. */
  readonly shows: string;
  /** Which tab to look at instead, and for what: a sentence. */
  readonly instead: string;
}

/** Why data with this many features have no such picture, as text; null if they do. */
export function whyNoPlane(features: number, { shows, instead }: PlaneWords): string | null {
  if (features === 2) return null;
  const have = features === 1 ? '1 feature' : `${formatCount(features)} features`;
  return `This picture shows ${shows} in the plane of two features. These data have ${have}, so there is no such plane. ${instead}`;
}
