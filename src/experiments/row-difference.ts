import { epochColumn, epochColumns, penaltyParts } from '#engine';

/** Where rows of the same epochs first differ. */
export interface RowDifference {
  readonly epoch: number;
  /** Such as `loss` or `layerPenalties.0.weightL2`. */
  readonly metric: string;
  /** Null if there is none. */
  readonly stored: number | null;
  readonly computed: number;
}

const evaluatedColumns: ReadonlySet<number> = new Set([
  epochColumn.evaluated,
  epochColumn.evaluatedDataLoss,
  epochColumn.evaluatedAccuracy,
]);

/** The first difference in the rows starting at `firstEpoch` (layout: epoch-row.ts), row by row; null if there is none. */
export function firstDifference(
  stored: Float64Array,
  computed: Float64Array,
  rowLength: number,
  firstEpoch: number,
): RowDifference | null {
  for (let index = 0; index < computed.length; index++) {
    if (isSameNumber(stored[index], computed[index]) || isUnknown(stored, index, rowLength)) continue;
    const epoch = firstEpoch + Math.floor(index / rowLength);
    const metric = columnName(index % rowLength);
    return { epoch, metric, stored: stored[index] ?? null, computed: computed[index]! };
  }
  return null;
}

/** -0 and 0 count as equal, because the database does not distinguish them. NaN equals NaN. */
export function isSameNumber(stored: number | undefined, computed: number | undefined): boolean {
  return stored === computed || (Number.isNaN(stored) && Number.isNaN(computed));
}

/** True for columns of the evaluated training set in an epoch stored before that was recorded. */
function isUnknown(stored: Float64Array, index: number, rowLength: number): boolean {
  const column = index % rowLength;
  return evaluatedColumns.has(column) && stored[index - column + epochColumn.evaluated] === 0;
}

function columnName(column: number): string {
  const name = epochColumns[column];
  if (name !== undefined) return name;
  const part = column - epochColumns.length;
  return `layerPenalties.${Math.floor(part / penaltyParts.length)}.${penaltyParts[part % penaltyParts.length]!}`;
}
