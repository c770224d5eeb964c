import { Real } from './real';
import { laneBytes, rowBytes } from './panel';

/** Numbers per vector, which is the side of the squares that are transposed in registers. */
export const lanes: i32 = <i32>(16 / laneBytes);
/** Rows and columns taken at a time, whose cache lines fit in the cache together. */
const side: i32 = 32;

/** target [columns, rows] = source [rows, columns] transposed; `...Row` bytes from one row to the next. */
export function transpose(
  rows: i32,
  columns: i32,
  source: usize,
  sourceRow: usize,
  target: usize,
  targetRow: usize,
): void {
  const whole = columns - (columns % lanes);
  const wholeRows = rows - (rows % lanes);
  for (let left = 0; left < columns; left += side) {
    const right = min(left + side, columns);
    const wholeRight = min(right, whole);
    const from = source + <usize>left * laneBytes;
    const to = target + <usize>left * targetRow;
    for (let row = 0; row < wholeRows; row += lanes) {
      transposeRowsOf(wholeRight - left, from + <usize>row * sourceRow, sourceRow, to + <usize>row * laneBytes, targetRow);
    }
    for (let column = left; column < right; column++) {
      const first = column < whole ? wholeRows : 0;
      const singles = source + <usize>column * laneBytes;
      const row0 = target + <usize>column * targetRow;
      for (let row = first; row < rows; row++) {
        store<Real>(row0 + <usize>row * laneBytes, load<Real>(singles + <usize>row * sourceRow));
      }
    }
  }
}

/** As many rows as a vector has numbers, and a multiple of that many columns. */
@inline
function transposeRowsOf(columns: i32, source: usize, sourceRow: usize, target: usize, targetRow: usize): void {
  const end = source + <usize>columns * laneBytes;
  for (; source < end; source += 16) {
    transposeSquare(source, sourceRow, target, targetRow);
    target += <usize>lanes * targetRow;
  }
}

/**
 * Writes `count` blocks of as many rows as a panel has samples, [unit][sample], from each of `panels` panels to `target` as
 * [block][panel][sample][unit], with `targetBlock` bytes from one block to the next.
 */
export function transposeBlocks(
  count: i32,
  panels: i32,
  panel: usize,
  stride: usize,
  target: usize,
  targetBlock: usize,
): void {
  const half = <usize>lanes * rowBytes;
  // Blocks in the outer loop: writing all blocks of one panel in turn would use addresses that evict each other from the cache.
  for (let block = 0; block < count; block++) {
    let from = panel + <usize>block * 2 * half;
    const end = target + <usize>panels * 2 * half;
    for (let to = target; to < end; to += 2 * half) {
      transposeSquare(from, rowBytes, to, rowBytes);
      transposeSquare(from + 16, rowBytes, to + half, rowBytes);
      transposeSquare(from + half, rowBytes, to + 16, rowBytes);
      transposeSquare(from + half + 16, rowBytes, to + half + 16, rowBytes);
      from += stride;
    }
    target += targetBlock;
  }
}

/** As many rows as a vector has numbers, the `...Row` bytes apart. */
@inline
function transposeSquare(source: usize, sourceRow: usize, target: usize, targetRow: usize): void {
  transposeRows(source, source + sourceRow, source + 2 * sourceRow, source + 3 * sourceRow, target, targetRow);
}

/** The same for rows at any addresses; float64 uses only the first two. */
@inline
export function transposeRows(row0: usize, row1: usize, row2: usize, row3: usize, target: usize, targetRow: usize): void {
  const a = v128.load(row0);
  const b = v128.load(row1);
  if (sizeof<Real>() == 8) {
    v128.store(target, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(target + targetRow, v128.shuffle<f64>(a, b, 1, 3));
    return;
  }
  const c = v128.load(row2);
  const d = v128.load(row3);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  v128.store(target + targetRow, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  v128.store(target + 2 * targetRow, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  v128.store(target + 3 * targetRow, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}
