const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * What someone typed as a number, exactly; text that is not a decimal number is returned unchanged, so that the schema can say what was
 * given.
 */
export function readExactNumber(text: string): number | string {
  const trimmed = text.trim();
  const number = decimal.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(number) ? number : trimmed;
}

/** A number the way people type it, `1e-5` rather than `0.00001`; it reads back to the same bits. */
export function writeExactNumber(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return JSON.stringify(value);
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
}
