import {
  bestEpoch,
  generalizationGap,
  judgeOnset,
  type JudgedOnset,
  type RunSummary,
  type ValidatedLoss,
} from '#api';
import { nearestSample } from '../../../figure/series.ts';
import type { MetricPoints, RunPoints } from '../../shared/useSeries.ts';

/** A validated epoch with its generalization gap. Losses in nats. */
export interface Moment extends ValidatedLoss {
  /** null where the training set was not evaluated. */
  readonly gap: number | null;
}

/** How far a run overfits, as far as it got. */
export interface Overfitting extends JudgedOnset {
  /** Every validated epoch, ascending. Those of a run that diverged may be NaN or infinite. */
  readonly validated: readonly ValidatedLoss[];
  /** The epoch after the last recorded one. */
  readonly epochsDone: number;
  /** null when no validation loss is finite. */
  readonly best: Moment | null;
  /** The last finite one. */
  readonly last: Moment | null;
}

/** Works out how a run overfits from its recorded `dataLoss`, `evaluatedDataLoss` and `validationLoss`. */
export function overfittingOf(
  points: RunPoints,
  run: Pick<RunSummary, 'epochsDone' | 'branch' | 'config'>,
): Overfitting {
  const evaluatedLoss = points.get('evaluatedDataLoss');
  const { epochs, values } = points.get('validationLoss') ?? { epochs: [], values: [] };
  const validated = Array.from(epochs, (epoch, at) => ({ epoch, validationLoss: values[at]! }));
  const finite = validated.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  const lossesOf = (metric: 'dataLoss' | 'evaluatedDataLoss'): (number | null)[] => {
    const series = points.get(metric);
    return Array.from(epochs, (epoch) => (series === undefined ? null : valueAt(series, epoch)));
  };
  const judged = judgeOnset(
    {
      epochs,
      validationLosses: values,
      dataLosses: lossesOf('dataLoss'),
      evaluatedDataLosses: lossesOf('evaluatedDataLoss'),
    },
    { config: run.config, forkedAt: run.branch?.epoch ?? null },
  );
  const momentOf = (measured: ValidatedLoss | null | undefined): Moment | null => {
    if (!measured) return null;
    const evaluatedDataLoss = (evaluatedLoss && valueAt(evaluatedLoss, measured.epoch)) ?? null;
    return { ...measured, gap: generalizationGap({ ...measured, evaluatedDataLoss }) };
  };
  return {
    validated,
    // Points may be read sooner than the run is known to have them.
    epochsDone: Math.max(run.epochsDone, (validated.at(-1)?.epoch ?? -1) + 1),
    best: momentOf(bestEpoch(finite)),
    last: momentOf(finite.at(-1)),
    ...judged,
  };
}

/** What was measured at this very epoch; null when nothing was. */
function valueAt(series: MetricPoints, epoch: number): number | null {
  const sample = nearestSample(series, epoch);
  return sample?.epoch === epoch ? sample.value : null;
}
