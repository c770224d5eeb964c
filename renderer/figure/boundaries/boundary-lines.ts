import { mostProbable } from './shade-classes.ts';

/**
 * Lines along which the most probable class changes, as segments x1, y1, x2, y2 in fractions of the plane, from its lower left corner:
 * marching squares between the cell centres, with each crossing where the two classes are equally probable. Three or more classes that meet
 * in one square meet at a single point in it.
 */
export function boundaryLines(
  probabilities: Float32Array,
  { columns, rows }: { columns: number; rows: number },
): Float32Array {
  const classes = probabilities.length / (columns * rows);
  const labels = new Int16Array(columns * rows);
  for (let cell = 0; cell < labels.length; cell++) {
    labels[cell] = mostProbable(probabilities, cell * classes, classes);
  }
  const segments: number[] = [];
  const crossings: number[] = [];

  /** Adds the point between two neighbouring cells, given by column and row, where their classes swap. */
  function cross(fromColumn: number, fromRow: number, toColumn: number, toRow: number): void {
    const from = fromRow * columns + fromColumn;
    const to = toRow * columns + toColumn;
    const [a, b] = [labels[from]!, labels[to]!];
    if (a === b || a < 0 || b < 0) return;
    const leadFrom = probabilities[from * classes + a]! - probabilities[from * classes + b]!;
    const leadTo = probabilities[to * classes + a]! - probabilities[to * classes + b]!;
    const share = leadFrom === leadTo ? 0.5 : leadFrom / (leadFrom - leadTo);
    crossings.push(
      (fromColumn + 0.5 + share * (toColumn - fromColumn)) / columns,
      (fromRow + 0.5 + share * (toRow - fromRow)) / rows,
    );
  }

  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const cell = row * columns + column;
      const label = labels[cell];
      if (
        label === labels[cell + 1] &&
        label === labels[cell + columns] &&
        label === labels[cell + columns + 1]
      ) {
        continue;
      }
      crossings.length = 0;
      cross(column, row, column + 1, row);
      cross(column + 1, row, column + 1, row + 1);
      cross(column, row + 1, column + 1, row + 1);
      cross(column, row, column, row + 1);
      connect(crossings, segments);
    }
  }
  return Float32Array.from(segments);
}

/** Joins two crossings by a segment, or more of them at their centroid. Mutates `segments`. */
function connect(crossings: readonly number[], segments: number[]): void {
  const count = crossings.length / 2;
  if (count < 2) return;
  if (count === 2) {
    segments.push(...crossings);
    return;
  }
  let [x, y] = [0, 0];
  for (let index = 0; index < crossings.length; index += 2) {
    x += crossings[index]! / count;
    y += crossings[index + 1]! / count;
  }
  for (let index = 0; index < crossings.length; index += 2) {
    segments.push(crossings[index]!, crossings[index + 1]!, x, y);
  }
}
