/** Steps of the slider over the epochs. */
export const sliderSteps = 1_000;

/** The position of `epoch` on the slider: by the logarithm of the epochs since the first, the way pictures are spaced. */
export function placeOfEpoch(epoch: number, first: number, last: number): number {
  const all = Math.log1p(Math.max(1, last - first));
  return Math.round((sliderSteps * Math.log1p(Math.max(0, epoch - first))) / all);
}

/** The epoch at a position of the slider. */
export function epochAtPlace(place: number, first: number, last: number): number {
  if (place >= sliderSteps) return last;
  const all = Math.log1p(Math.max(1, last - first));
  return Math.min(last, first + Math.round(Math.expm1((all * place) / sliderSteps)));
}
