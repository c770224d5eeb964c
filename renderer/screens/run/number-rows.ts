import {
  evaluatesApart,
  generalizationGap,
  type EpochMetrics,
  type FinalMetrics,
  type RunSummary,
  type TailMetrics,
} from '#api';

export type NumberKey = 'generalizationGap' | Exclude<keyof EpochMetrics, 'epoch' | 'layerPenalties'>;

/** A run's values of one metric: last, best and final; null if not measured. */
export interface NumberRow {
  readonly key: NumberKey;
  readonly last: number | null;
  /** The epoch of `last` if it is not the run's last one, because validation is not measured at every epoch; otherwise null. */
  readonly lastAt: number | null;
  readonly best: number | null;
  readonly final: number | null;
  readonly tail: number | null;
  readonly averaged: number | null;
}

/**
 * The numbers of a run, one row per metric. Metrics evaluated separately have rows of their own; otherwise the same would be shown twice.
 */
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

/** At ends that are evaluations only: there is no training pass after the last update. */
function endOf(end: FinalMetrics | TailMetrics | null, key: NumberKey, isApart: boolean): number | null {
  if (!end) return null;
  if (key === 'generalizationGap') return generalizationGap(end);
  if (key === 'evaluatedDataLoss') return end.dataLoss;
  if (key === 'evaluatedAccuracy') return end.accuracy;
  if (isApart && (key === 'dataLoss' || key === 'accuracy')) return null;
  return key in end ? end[key as keyof typeof end] : null;
}
