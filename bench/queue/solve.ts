/** The x of `rows` x = `right`, by elimination with the largest pivot first. Throws RangeError where there is not exactly one. */
export function solve(rows: readonly (readonly number[])[], right: readonly number[]): number[] {
  const left = rows.map((row, index) => [...row, right[index]!]);
  const count = left.length;
  for (let column = 0; column < count; column++) {
    const rest = left.slice(column);
    const pivot = rest.reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    if (pivot[column] === 0) throw new RangeError('the rows do not decide');
    const at = left.indexOf(pivot);
    [left[column], left[at]] = [pivot, left[column]!];
    for (const [index, row] of left.entries()) {
      if (index === column) continue;
      const factor = row[column]! / pivot[column]!;
      for (let cell = column; cell <= count; cell++) row[cell]! -= factor * pivot[cell]!;
    }
  }
  return left.map((row, index) => row[count]! / row[index]!);
}
