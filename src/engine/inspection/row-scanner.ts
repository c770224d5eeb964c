import { rectify, type Stage } from './stages.ts';

/** Walks the points of one row of a plane after the other, from left to right. */
export interface RowScanner {
  /** Outputs of the second dense layer, or of the first when there is no other, with their ReLU, at the last `moveTo`. */
  readonly outputs: Float64Array;
  /** Goes to the row at this y. */
  startRow(y: number): void;
  /** Goes to a column of the row; each from 0 on, none left out. Mutates `outputs`. */
  moveTo(column: number): void;
}

/**
 * Along a row only x changes, so that each unit of the first layer is a line in x, cut off at 0 by its ReLU: it turns on or off at one
 * column at most. What the second layer makes of the active units is then a line in x, too, whose slope and intercept change
 * only where a unit turns. So a unit of the first layer costs something once per row, not at every point.
 *
 * `xs` are the columns' first features, ascending or descending. Throws RangeError when the network does not take two features.
 */
export function createRowScanner(stages: readonly Stage[], xs: Float64Array): RowScanner {
  const [first, second] = stages;
  if (first?.inputs !== 2) {
    throw new RangeError(`got a network of ${first?.inputs ?? 0} features; allowed: 2`);
  }
  const columns = xs.length;
  const last = second ?? first;
  const outputs = new Float64Array(last.units);
  const slopes = new Float64Array(last.units);
  const intercepts = new Float64Array(last.units);
  const terms = new Float64Array(first.units);
  // The units that turn at a column, as a linked list: the first one of each column, and the one after each.
  const turning = new Int32Array(columns);
  const nextTurning = new Int32Array(first.units);

  const preactivation = (unit: number, column: number): number =>
    first.weights[unit]! * xs[column]! + terms[unit]!;
  const isActive = (unit: number, column: number): boolean =>
    !first.relu || !(preactivation(unit, column) <= 0);

  /** The first column at which `unit` is not as it is at column 0, by bisection: it turns once at most. */
  function findTurn(unit: number): number {
    const before = isActive(unit, 0);
    if (isActive(unit, columns - 1) === before) return columns;
    let low = 0;
    let high = columns - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isActive(unit, middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  /** Adds a first-layer unit's line to those of the second layer, `sign` times. */
  function addUnit(next: Stage, unit: number, sign: number): void {
    const slope = sign * first!.weights[unit]!;
    const intercept = sign * terms[unit]!;
    const { units, weights } = next;
    const row = unit * units;
    for (let output = 0; output < units; output++) {
      slopes[output]! += slope * weights[row + output]!;
      intercepts[output]! += intercept * weights[row + output]!;
    }
  }

  function startRow(y: number): void {
    for (let unit = 0; unit < first!.units; unit++) {
      terms[unit] = first!.weights[first!.units + unit]! * y + first!.biases[unit]!;
    }
    turning.fill(-1);
    if (!second) {
      slopes.set(first!.weights.subarray(0, first!.units));
      intercepts.set(terms);
      return;
    }
    slopes.fill(0);
    intercepts.set(second.biases);
    for (let unit = 0; unit < first!.units; unit++) {
      if (isActive(unit, 0)) addUnit(second, unit, 1);
      const column = findTurn(unit);
      if (column === columns) continue;
      nextTurning[unit] = turning[column]!;
      turning[column] = unit;
    }
  }

  function moveTo(column: number): void {
    for (let unit = turning[column]!; unit >= 0; unit = nextTurning[unit]!) {
      addUnit(second!, unit, isActive(unit, column) ? 1 : -1);
    }
    const x = xs[column]!;
    for (let output = 0; output < outputs.length; output++) {
      const z = slopes[output]! * x + intercepts[output]!;
      outputs[output] = last.relu ? rectify(z) : z;
    }
  }

  return { outputs, startRow, moveTo };
}
