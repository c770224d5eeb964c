/** Interval of an axis, in data units. */
export interface AxisRange {
  readonly min: number;
  readonly max: number;
}

/** A place on an axis, and what is written there. */
export interface AxisTick {
  readonly position: number;
  readonly label: string;
}

const largest = Number.MAX_VALUE;

/** The interval as far as floating-point numbers allow: both ends and the length are finite, and the ends differ. */
export function finiteRange(min: number, max: number): AxisRange {
  const within = (far: number): AxisRange => ({ min: Math.max(-far, min), max: Math.min(far, max) });
  const whole = within(largest);
  const range = whole.max - whole.min > largest ? within(largest / 2) : whole;
  return range.max > range.min ? range : { min: range.min - 0.5, max: range.max + 0.5 };
}

/**
 * Round ticks inside `range`: the step is 1, 2 or 5 times a power of ten, the smallest that gives at most `maxCount` ticks. With `whole`,
 * steps are at least 1, as epochs require.
 */
export function linearTicks({ min, max }: AxisRange, maxCount: number, whole = false): number[] {
  if (!(max > min)) return Number.isFinite(min) ? [min] : [];
  // A step of 0, e.g. half of the smallest number, would never grow.
  let step = Math.max(Number.MIN_VALUE, roundStep((max - min) / Math.max(1, maxCount) / 2));
  if (whole) step = Math.max(1, step);
  while (countMultiples(min, max, step) > maxCount) step = roundStep(step * 1.5);
  const first = Math.ceil(min / step - 1e-9);
  const count = countMultiples(min, max, step);
  // Multiples of the step, not sums: 0.1 + 0.2 would print as 0.30000000000000004.
  return Array.from({ length: count }, (_, index) => trim((first + index) * step, step));
}

/**
 * Ticks of a logarithmic axis: powers of ten, thinned to every second, third, ... if there are too many; within two decades also 2 and 5
 * times a power; within one short stretch, plain round ticks.
 */
export function logTicks({ min, max: end }: AxisRange, maxCount: number): number[] {
  const max = Math.min(largest, end);
  if (!(max > min) || min <= 0) return min > 0 ? [min] : [];
  const decades = Math.log10(max / min);
  const powers = multiplesOfPowers(min, max, [1]);
  if (powers.length > maxCount) {
    const stride = Math.ceil(powers.length / maxCount);
    return powers.filter((value) => Math.round(Math.log10(value)) % stride === 0);
  }
  if (decades > 2.5 && powers.length >= 2) return powers;
  const fine = multiplesOfPowers(min, max, [1, 2, 5]);
  if (fine.length >= 3 && fine.length <= maxCount) return fine;
  if (powers.length >= 2) return powers;
  return linearTicks({ min, max }, maxCount);
}

/** Labels for a set of ticks, all with the same number of decimals; thousands are grouped, tiny values read 1e-5. */
export function formatTicks(ticks: readonly number[], logarithmic = false): string[] {
  // Within a short stretch the ticks are those of a linear axis, and need its decimals.
  if (logarithmic && ticks.every((tick) => Number(tick.toPrecision(1)) === tick))
    return ticks.map(formatTick);
  const largest = Math.max(...ticks.map(Math.abs), 0);
  const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
  const step = gaps.length > 0 ? Math.min(...gaps) : largest;
  if (largest !== 0 && (largest < 1e-3 || largest >= 1e6)) {
    const exponent = Math.floor(Math.log10(largest));
    const digits = Math.max(0, exponent - Math.floor(Math.log10(step) + 1e-9));
    return ticks.map((tick) => (tick === 0 ? '0' : exponential(tick, digits)));
  }
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step || 1) + 1e-9)));
  return ticks.map((tick) => grouped(tick, decimals));
}

/** The labels of `formatTicks`, each at the position of its tick. */
export function labelledTicks(
  ticks: readonly number[],
  positionOf = (tick: number): number => tick,
  logarithmic = false,
): AxisTick[] {
  const labels = formatTicks(ticks, logarithmic);
  return ticks.map((tick, index) => ({ position: positionOf(tick), label: labels[index]! }));
}

function formatTick(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size < 1e-3 || size >= 1e6) return exponential(value, 1);
  return grouped(value, Math.max(0, Math.min(12, -Math.floor(Math.log10(size) + 1e-9))));
}

function exponential(value: number, digits: number): string {
  return minus(
    value
      .toExponential(digits)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e'),
  );
}

function grouped(value: number, decimals: number): string {
  const text = numberFormat(decimals).format(value);
  return minus(text === '-0' ? '0' : text);
}

const formats = new Map<number, Intl.NumberFormat>();

/** Creating a format costs far more than using it, and live charts label their axes many times a second. */
function numberFormat(decimals: number): Intl.NumberFormat {
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
  }
  return format;
}

/** A real minus sign keeps columns of figures aligned; an exponent keeps its hyphen, the way people type it. */
function minus(text: string): string {
  return text.replace(/^-/, '\u2212');
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return trim((lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power, power);
}

function countMultiples(min: number, max: number, step: number): number {
  return Math.floor(max / step + 1e-9) - Math.ceil(min / step - 1e-9) + 1;
}

function trim(value: number, step: number): number {
  const decimals = Math.max(0, Math.min(20, 2 - Math.floor(Math.log10(step))));
  return decimals > 15 ? Number(value.toPrecision(12)) : Number(value.toFixed(decimals)) + 0;
}

function multiplesOfPowers(min: number, max: number, leads: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const lead of leads) {
      const value = Number(`${lead}e${power}`);
      const isInside = value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9);
      if (isInside && Number.isFinite(value)) ticks.push(value);
    }
  }
  return ticks;
}
