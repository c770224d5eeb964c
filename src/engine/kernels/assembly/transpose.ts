import { Real } from './real';
import { laneBytes } from './panel';

/** target [columns, rows] = source [rows, columns] transposed, in squares that stay in cache. */
export function transpose(rows: i32, columns: i32, source: usize, target: usize): void {
  const side = 16;
  for (let top = 0; top < rows; top += side) {
    const bottom = min(top + side, rows);
    for (let left = 0; left < columns; left += side) {
      const right = min(left + side, columns);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const number = load<Real>(source + (<usize>row * columns + column) * laneBytes);
          store<Real>(target + (<usize>column * rows + row) * laneBytes, number);
        }
      }
    }
  }
}
