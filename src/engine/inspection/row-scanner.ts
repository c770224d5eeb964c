import { activateStage, applyStage, type Stage } from './stages.ts';

/** Visits the points of a plane row by row, each row from left to right. */
export interface RowScanner {
  /** Outputs of the second dense layer (or of the first if there is no other), after its activation, at the last `moveTo`. */
  readonly outputs: Float64Array;
  /** Moves to the row at this y. */
  startRow(y: number): void;
  /** Moves to a column of the row; visit every column in order, starting at 0. Mutates `outputs`. */
  moveTo(column: number): void;
}

/**
 * Along a row only x changes, so each unit of the first layer is a linear function of x, cut off at 0 by its ReLU: it turns on or off at
 * one column at most. The second layer's sum over the active units is then linear in x too, and its slope and intercept change only where a
 * unit turns. So a unit of the first layer costs something once per row, rather than at every point. With other activations this does not
 * hold, and each point costs both layers.
 *
 * `xs` are the columns' first features, ascending or descending. Throws RangeError if the network does not take two features.
 */
export function createRowScanner(stages: readonly Stage[], xs: Float64Array): RowScanner {
  const [first, second] = stages;
  if (first?.inputs !== 2) {
    throw new RangeError(`got a network of ${first?.inputs ?? 0} features; allowed: 2`);
  }
  const columns = xs.length;
  const last = second ?? first;
  if (second && first.activation && first.activation.kind !== 'relu') {
    return createPointScanner(first, second, xs);
  }
  const outputs = new Float64Array(last.units);
  const slopes = new Float64Array(last.units);
  const intercepts = new Float64Array(last.units);
  const terms = new Float64Array(first.units);
  // The units that turn at each column, as linked lists: the first unit of each column, and each unit's successor.
  const turning = new Int32Array(columns);
  const nextTurning = new Int32Array(first.units);

  const preactivation = (unit: number, column: number): number =>
    first.weights[unit]! * xs[column]! + terms[unit]!;
  const isActive = (unit: number, column: number): boolean =>
    !first.activation || !(preactivation(unit, column) <= 0);

  /** The first column at which `unit` differs from its state at column 0, by bisection: it turns once at most. */
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
      outputs[output] = slopes[output]! * x + intercepts[output]!;
    }
    activateStage(last.activation, outputs);
  }

  return { outputs, startRow, moveTo };
}

function createPointScanner(first: Stage, second: Stage, xs: Float64Array): RowScanner {
  const point = new Float64Array(2);
  const hidden = new Float64Array(first.units);
  const outputs = new Float64Array(second.units);
  return {
    outputs,
    startRow(y) {
      point[1] = y;
    },
    moveTo(column) {
      point[0] = xs[column]!;
      applyStage(first, point, hidden);
      applyStage(second, hidden, outputs);
    },
  };
}
