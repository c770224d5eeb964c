export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three digits, or all before the point. */
export function show(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** One line of a bench: what was measured, its median, and the spread of single measurements. */
export function report(what: string, values: readonly number[], unit: string, aim = ''): void {
  const range = values.length > 1 ? `  (${show(Math.min(...values))} to ${show(Math.max(...values))})` : '';
  console.log(
    `${what.padEnd(58)} ${show(median(values)).padStart(9)} ${unit}${range}${aim && `  aim: ${aim}`}`,
  );
}

/** Prints rows in aligned columns; those from `firstNumber` on contain numbers. */
export function printTable(rows: readonly (readonly string[])[], firstNumber: number): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column < firstNumber ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(cells.join('  '));
  }
}
