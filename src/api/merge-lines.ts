/** Lines `from` to `to` (exclusive) of a text, and their replacement. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Longer texts would take long to compare line by line: everything between their common ends counts as changed. */
const maxComparisons = 4_000_000;

/** Merges `mine` and `theirs`, two edits of `base`. Null if they changed the same or adjacent lines differently. */
export function mergeLines(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const lines = base.split('\n');
  const own = hunksOf(lines, mine.split('\n'));
  const other = hunksOf(lines, theirs.split('\n')).filter((hunk) => !own.some((one) => isSame(one, hunk)));
  if (own.some((one) => other.some((hunk) => one.from <= hunk.to && hunk.from <= one.to))) return null;
  const merged = [...lines];
  // From the end, so that earlier positions stay valid.
  for (const { from, to, lines: instead } of [...own, ...other].sort((a, b) => b.from - a.from)) {
    merged.splice(from, to - from, ...instead);
  }
  return merged.join('\n');
}

function isSame(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.lines.join('\n') === b.lines.join('\n');
}

/** The changes from `before` to `now`, in ascending order, by a longest common subsequence of lines. */
function hunksOf(before: readonly string[], now: readonly string[]): Hunk[] {
  let start = 0;
  while (start < Math.min(before.length, now.length) && before[start] === now[start]) start++;
  let [endBefore, endNow] = [before.length, now.length];
  while (endBefore > start && endNow > start && before[endBefore - 1] === now[endNow - 1]) {
    endBefore--;
    endNow--;
  }
  const [rows, columns] = [endBefore - start, endNow - start];
  if (rows === 0 && columns === 0) return [];
  if (rows * columns > maxComparisons) {
    return [{ from: start, to: endBefore, lines: now.slice(start, endNow) }];
  }
  const common = commonLengths(before.slice(start, endBefore), now.slice(start, endNow));
  const hunks: Hunk[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const [fromRow, fromColumn] = [row, column];
    while (row < rows || column < columns) {
      if (row < rows && column < columns && before[start + row] === now[start + column]) break;
      const isRowDropped =
        column === columns || (row < rows && common(row + 1, column) >= common(row, column + 1));
      if (isRowDropped) row++;
      else column++;
    }
    if (row > fromRow || column > fromColumn) {
      hunks.push({
        from: start + fromRow,
        to: start + row,
        lines: now.slice(start + fromColumn, start + column),
      });
    }
    row++;
    column++;
  }
  return hunks;
}

/** The length of the longest common subsequence of the rest of `a` from row i and the rest of `b` from column j. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        a[i] === b[j] ? 1 + lengths[at + width + 1]! : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  }
  return (i, j) => lengths[i * width + j]!;
}
