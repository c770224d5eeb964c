import type { Summary } from '../analysis/index.ts';

/** A number in three significant digits. */
export function format(number: number): string {
  return String(Number(number.toPrecision(3))).replace('-', '−');
}

/** A penalty factor as people write it: `1e-3`, `0.01`. */
export function factor(lambda: number): string {
  return lambda !== 0 && lambda < 0.01 ? lambda.toExponential() : String(lambda);
}

/** A mean with half its 95 % interval: `0.486 ± 0.0931`. */
export function meanText({ mean, ci95 }: Summary): string {
  if (mean === null) return 'unknown';
  return ci95 === null ? format(mean) : `${format(mean)} ± ${format((ci95[1] - ci95[0]) / 2)}`;
}
