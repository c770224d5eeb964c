/**
 * Layout of one recorded epoch as numbers, so that thousands of epochs can be sent as one Float64Array. A row is the columns below followed
 * by four penalties for every dense layer, in forward order.
 */
export const epochColumns = [
  'epoch',
  'loss',
  'dataLoss',
  'regularizationLoss',
  'accuracy',
  'learningRate',
  /** 1 if validation was measured at this epoch, otherwise 0, and then the two validation columns mean nothing. */
  'validated',
  'validationLoss',
  'validationAccuracy',
  /**
   * 1 if the training set was evaluated at this epoch in the same way as validation, otherwise 0, and then the next two columns mean
   * nothing. A training evaluates it at every validated epoch; epochs stored before that was introduced have a 0.
   */
  'evaluated',
  'evaluatedDataLoss',
  'evaluatedAccuracy',
] as const;

/** The four parts of a dense layer's penalty, in the order in which a row stores them. */
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
