import type { Summary } from '../analysis/index.ts';

import { threeDigits } from '../short-number.ts';

/** A mean with half its 95 % interval: `0.486 ± 0.0931`. */
export function meanText({ mean, ci95 }: Summary): string {
  if (mean === null) return 'unknown';
  return ci95 === null ? threeDigits(mean) : `${threeDigits(mean)} ± ${threeDigits((ci95[1] - ci95[0]) / 2)}`;
}
