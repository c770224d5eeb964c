/** Fields added to configs after runs and digests of them were already stored, each with the value that means "as before". */
const fieldsAddedLater: Readonly<Record<string, unknown>> = {
  initialization: 'chapter',
  positions: 'grid',
  schedule: null,
  metric: 'validationLoss',
  minDelta: 0,
  restoreBest: false,
};

/** Whether a field's value means the same as its absence; comparisons of configs then ignore it. */
export function isAsBefore(field: string, value: unknown): boolean {
  return Object.hasOwn(fieldsAddedLater, field) && value === fieldsAddedLater[field];
}
