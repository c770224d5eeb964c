import {
  evaluatesApart,
  generalizationGap,
  type EpochMetrics,
  type FinalMetrics,
  type RunSummary,
  type TailMetrics,
} from '#api';

export type NumberKey = 'generalizationGap' | Exclude<keyof EpochMetrics, 'epoch' | 'layerPenalties'>;

/** What a run has of one metric, at each of its ends; null where it was not measured. */
export interface NumberRow {
  readonly key: NumberKey;
  readonly last: number | null;
  /** Validation is not measured at every epoch; then the last one that was stands here, with its epoch. */
  readonly lastAt: number | null;
  readonly best: number | null;
  readonly final: number | null;
  readonly tail: number | null;
  readonly averaged: number | null;
}

/** The numbers of a run, a row a metric. What is evaluated apart has rows of its own; elsewhere they would say the same twice. */
export function numberRows(run: RunSummary): NumberRow[] {
  const isApart = evaluatesApart(run.config);
  const keys: readonly NumberKey[] = [
    ...(isApart ? (['dataLoss', 'evaluatedDataLoss'] as const) : (['dataLoss'] as const)),
    'validationLoss',
    'generalizationGap',
    ...(isApart ? (['accuracy', 'evaluatedAccuracy'] as const) : (['accuracy'] as const)),
    'validationAccuracy',
    'regularizationLoss',
    'loss',
    'learningRate',
  ];
  return keys.map((key) => {
    const last = valueOf(run.last, key);
    const lastValidated = valueOf(run.lastValidated, key);
    return {
      key,
      last: last ?? lastValidated,
      lastAt: last === null && lastValidated !== null ? run.lastValidated!.epoch : null,
      best: valueOf(run.best, key),
      final: endOf(run.final, key, isApart),
      tail: endOf(run.tail, key, isApart),
      averaged: endOf(run.averaged, key, isApart),
    };
  });
}

function valueOf(metrics: EpochMetrics | null, key: NumberKey): number | null {
  if (!metrics) return null;
  return key === 'generalizationGap' ? generalizationGap(metrics) : metrics[key];
}

/** At the ends that are of evaluations alone: after the last update there is no pass any more. */
function endOf(end: FinalMetrics | TailMetrics | null, key: NumberKey, isApart: boolean): number | null {
  if (!end) return null;
  if (key === 'generalizationGap') return generalizationGap(end);
  if (key === 'evaluatedDataLoss') return end.dataLoss;
  if (key === 'evaluatedAccuracy') return end.accuracy;
  if (isApart && (key === 'dataLoss' || key === 'accuracy')) return null;
  return key in end ? end[key as keyof typeof end] : null;
}
