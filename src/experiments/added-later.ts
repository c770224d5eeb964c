/**
 * Fields that configs got after runs and digests of them were stored, each with the value that means "as before".
 */
const fieldsAddedLater: Readonly<Record<string, unknown>> = {
  initialization: 'chapter',
  positions: 'grid',
  schedule: null,
  metric: 'validationLoss',
  minDelta: 0,
  restoreBest: false,
};

/** Whether a field of a config says nothing that its absence does not say: what tells configs apart leaves it out. */
export function isAsBefore(field: string, value: unknown): boolean {
  return Object.hasOwn(fieldsAddedLater, field) && value === fieldsAddedLater[field];
}
