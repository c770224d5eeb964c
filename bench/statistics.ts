export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One line of a bench: what was measured, its median, and how far single measurements lay apart. */
export function report(what: string, values: readonly number[], unit: string, aim = ''): void {
  const show = (value: number) =>
    value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  const range = values.length > 1 ? `  (${show(Math.min(...values))} to ${show(Math.max(...values))})` : '';
  console.log(
    `${what.padEnd(58)} ${show(median(values)).padStart(9)} ${unit}${range}${aim && `  aim: ${aim}`}`,
  );
}
