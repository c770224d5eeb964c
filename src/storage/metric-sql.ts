/** Arithmetic on metric columns. SQLite would treat the text NaN as 0, so NaN is propagated explicitly. */
function carryingNaN(columns: readonly string[], expression: string): string {
  return `CASE WHEN 'NaN' IN (${columns.join(', ')}) THEN 'NaN' ELSE ${expression} END`;
}

/** Validation loss minus evaluated data loss; `prefix` selects the run's own copies (`validated_`). NULL if either is unknown. */
export function gapSql(prefix = ''): string {
  const [validationLoss, trainingLoss] = [`${prefix}validation_loss`, `${prefix}evaluated_data_loss`];
  // In SQLite infinity minus infinity is NULL, which would mean missing.
  const gap = `CASE WHEN ${validationLoss} IS NOT NULL AND ${trainingLoss} IS NOT NULL
    THEN coalesce(${validationLoss} - ${trainingLoss}, 'NaN') END`;
  return carryingNaN([validationLoss, trainingLoss], gap);
}

const penaltyParts = ['weight_l1', 'weight_l2', 'bias_l1', 'bias_l2'];

/** The penalty of a layer at an epoch: the sum of its four parts, in the same order everywhere. */
export const penaltySql = carryingNaN(penaltyParts, penaltyParts.join(' + '));
