import type { AxisRange } from './ticks.ts';

/** An axis for penalty factors: logarithmic, with a separate slot for 0 on the left. */
export interface LambdaAxis {
  /** The position of a factor, in decades, so that equal ratios are equal distances. */
  position(lambda: number): number;
  /** The inverse: the factor at a position outside the slot. */
  valueAt(position: number): number;
  readonly range: AxisRange;
  readonly ticks: readonly { readonly position: number; readonly lambda: number }[];
  /** Between the slot for 0 and the first decade; null without a slot. */
  readonly breakAt: number | null;
}

const slotDecades = 0.9;
const marginDecades = 0.25;

/** An axis with a place for each of `lambdas`. Negative and non-finite values are left out. */
export function lambdaAxis(lambdas: readonly number[]): LambdaAxis {
  const positive = [...new Set(lambdas.filter((lambda) => lambda > 0 && Number.isFinite(lambda)))].sort(
    (a, b) => a - b,
  );
  const low = Math.log10(positive[0] ?? 1e-5);
  const high = Math.log10(positive.at(-1) ?? 1e-5);
  const hasZero = lambdas.includes(0);
  const zeroAt = low - slotDecades;
  const position = (lambda: number): number => (lambda === 0 ? zeroAt : Math.log10(lambda));
  return {
    position,
    valueAt: (place) => (place <= zeroAt + slotDecades / 2 && hasZero ? 0 : 10 ** place),
    range: { min: (hasZero ? zeroAt : low) - marginDecades, max: high + marginDecades },
    ticks: [...(hasZero ? [0] : []), ...tickLambdas(positive, low, high)].map((lambda) => ({
      position: position(lambda),
      lambda,
    })),
    breakAt: hasZero && positive.length > 0 ? low - slotDecades / 2 : null,
  };
}

/** A few values are their own ticks; for many, the ticks are powers of ten. */
function tickLambdas(positive: readonly number[], low: number, high: number): number[] {
  const most = 9;
  if (positive.length <= most) return apart(positive, (high - low + slotDecades) / 14);
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  const stride = Math.max(1, Math.ceil((last - first + 1) / most));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((power) => (power - first) % stride === 0)
    .map((power) => Number(`1e${power}`));
}

/** Leaves out factors closer than `decades` to the previous one: their labels would overlap. */
function apart(lambdas: readonly number[], decades: number): number[] {
  const kept: number[] = [];
  for (const lambda of lambdas) {
    if (kept.length === 0 || Math.log10(lambda / kept.at(-1)!) >= decades) kept.push(lambda);
  }
  return kept;
}
