import {
  bestEpoch,
  evenEpochs,
  generalizationGap,
  judgeOnset,
  type JudgedOnset,
  pointsAt,
  type RunSummary,
  type ValidatedLoss,
} from '#api';
import { nearestSample } from '../../../figure/series.ts';
import type { MetricPoints, RunPoints } from '../../shared/useSeries.ts';

/** So many validated epochs are kept of a run at most. */
export const mostJudged = 131_072;

/** A validated epoch with its generalization gap. Losses in nats. */
export interface Moment extends ValidatedLoss {
  /** null where the training set was not evaluated. */
  readonly gap: number | null;
}

/** How far a run overfits, as far as it got. */
export interface Overfitting extends JudgedOnset {
  /** The validated epochs that are known, ascending, the lowest losses among them. Those of a run that diverged may be NaN or infinite. */
  readonly validated: readonly ValidatedLoss[];
  /** Those that it is judged by, evenly apart; of a very long run these are not all. */
  readonly judgedBy: {
    readonly epochs: Float64Array;
    readonly values: Float64Array;
    readonly areAll: boolean;
  };
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
  const known = points.get('validationLoss') ?? { epochs: new Float64Array(), values: new Float64Array() };
  const { epochs, values } = known;
  const judgedBy = known.thinned
    ? { ...pointsAt(known, evenEpochs(epochs, mostJudged / 2)), areAll: false }
    : { epochs, values, areAll: true };
  const validated = Array.from(epochs, (epoch, at) => ({ epoch, validationLoss: values[at]! }));
  const finite = validated.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  const lossesOf = (metric: 'dataLoss' | 'evaluatedDataLoss'): (number | null)[] => {
    const series = points.get(metric);
    return Array.from(judgedBy.epochs, (epoch) => (series === undefined ? null : valueAt(series, epoch)));
  };
  const judged = judgeOnset(
    {
      epochs: judgedBy.epochs,
      validationLosses: judgedBy.values,
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
    judgedBy,
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
