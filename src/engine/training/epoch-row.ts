/**
 * Layout of one recorded epoch as numbers, so that thousands of epochs travel as one Float64Array.
 * A row is the columns below followed by four penalties for every dense layer, in forward order.
 */
export const epochColumns = [
  'epoch',
  'loss',
  'dataLoss',
  'regularizationLoss',
  'accuracy',
  'learningRate',
  /** 1 when validation was measured at this epoch, else 0 and the two validation columns mean nothing. */
  'validated',
  'validationLoss',
  'validationAccuracy',
  /**
   * 1 when the training set was evaluated at this epoch, as validation is, else 0 and the two columns behind it mean nothing.
   * A training does so wherever it validates; epochs that were stored before it did have a 0.
   */
  'evaluated',
  'evaluatedDataLoss',
  'evaluatedAccuracy',
] as const;

/** The four parts of a dense layer's penalty, in the order in which a row holds them. */
export const penaltyParts = ['weightL1', 'weightL2', 'biasL1', 'biasL2'] as const;

export type EpochColumn = (typeof epochColumns)[number];
export type PenaltyPart = (typeof penaltyParts)[number];

/** Offset of each column in a row. */
export const epochColumn = Object.fromEntries(epochColumns.map((name, index) => [name, index])) as Record<
  EpochColumn,
  number
>;

/** Numbers per recorded epoch for a network with `denseLayers` dense layers. */
export function epochRowLength(denseLayers: number): number {
  return epochColumns.length + penaltyParts.length * denseLayers;
}

/** Offset in a row of `part` of the penalty of dense layer `layer` (0 is the first). */
export function penaltyOffset(layer: number, part: PenaltyPart): number {
  return epochColumns.length + penaltyParts.length * layer + penaltyParts.indexOf(part);
}
