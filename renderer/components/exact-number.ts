const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * What someone typed as a number, exactly; text that is no decimal number stays as it is, so that the schema
 * can say what was given.
 */
export function readExactNumber(text: string): number | string {
  const trimmed = text.trim();
  const number = decimal.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(number) ? number : trimmed;
}

/** A number as it is typed: the shortest text that reads back to the same bits. */
export function writeExactNumber(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number'
    ? String(value)
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}
