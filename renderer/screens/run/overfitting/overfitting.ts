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
import { nearestSample } from '#figure';
import type { MetricPoints, RunPoints } from '../../shared/useSeries.ts';

/** The maximum number of validated epochs kept for a run. */
export const mostJudged = 131_072;

/** A validated epoch with its generalization gap. Losses in nats. */
export interface Moment extends ValidatedLoss {
  /** null if the training set was not evaluated. */
  readonly gap: number | null;
}

/** How far a run overfits, as far as it has got. */
export interface Overfitting extends JudgedOnset {
  /** The known validated epochs, ascending, including the lowest losses. For a run that diverged they may be NaN or infinite. */
  readonly validated: Pick<MetricPoints, 'epochs' | 'values'>;
  /** The epochs it is judged by, evenly spaced; for a very long run these are not all. */
  readonly judgedBy: {
    readonly epochs: Float64Array;
    readonly values: Float64Array;
    readonly areAll: boolean;
  };
  /** The epoch after the last recorded one. */
  readonly epochsDone: number;
  /** null if no validation loss is finite. */
  readonly best: Moment | null;
  /** The last finite one. */
  readonly last: Moment | null;
}

/** Determines how a run overfits from its recorded `dataLoss`, `evaluatedDataLoss` and `validationLoss`. */
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
  const measuredOf = (metric: 'dataLoss' | 'evaluatedDataLoss'): (number | null)[] => {
    const series = points.get(metric);
    return Array.from(judgedBy.epochs, (epoch) => (series === undefined ? null : valueAt(series, epoch)));
  };
  const judged = judgeOnset(
    {
      epochs: judgedBy.epochs,
      validationLosses: judgedBy.values,
      dataLosses: measuredOf('dataLoss'),
      evaluatedDataLosses: measuredOf('evaluatedDataLoss'),
    },
    { config: run.config, forkedAt: run.branch?.epoch ?? null },
  );
  const momentOf = (measured: ValidatedLoss | null): Moment | null => {
    if (!measured) return null;
    const evaluatedDataLoss = (evaluatedLoss && valueAt(evaluatedLoss, measured.epoch)) ?? null;
    return { ...measured, gap: generalizationGap({ ...measured, evaluatedDataLoss }) };
  };
  const finite = { epochs, values: values.map((loss) => (Number.isFinite(loss) ? loss : NaN)) };
  const last = values.findLastIndex(Number.isFinite);
  return {
    validated: { epochs, values },
    judgedBy,
    // Points may be read before the run's summary includes them.
    epochsDone: Math.max(run.epochsDone, (epochs.at(-1) ?? -1) + 1),
    best: momentOf(bestEpoch(lossesOf(finite))),
    last: momentOf(last === -1 ? null : { epoch: epochs[last]!, validationLoss: values[last]! }),
    ...judged,
  };
}

/** One by one: an object for each of a long run's epochs would be megabytes. */
export function* lossesOf({ epochs, values }: Overfitting['validated']): Generator<ValidatedLoss> {
  for (const [at, epoch] of epochs.entries()) yield { epoch, validationLoss: values[at]! };
}

/** The value measured at exactly this epoch; null if there is none. */
function valueAt(series: MetricPoints, epoch: number): number | null {
  const sample = nearestSample(series, epoch);
  return sample?.epoch === epoch ? sample.value : null;
}
