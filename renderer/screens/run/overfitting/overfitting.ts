import {
  bestEpoch,
  evaluatesApart,
  generalizationGap,
  overfitOnset,
  type OverfitOnset,
  type RunSummary,
  type ValidatedLoss,
} from '#api';
import { nearestSample } from '../../../figure/series.ts';
import type { MetricPoints, RunPoints } from '../../shared/useSeries.ts';

/** Fewer validated epochs than this do not tell a rise from jitter. */
export const fewestValidated = 10;

/** A validated epoch with its generalization gap. Losses in nats. */
export interface Moment extends ValidatedLoss {
  /** null where the training set was not evaluated. */
  readonly gap: number | null;
}

/** How far a run overfits, as far as it got. */
export interface Overfitting {
  /** Every validated epoch, ascending. Those of a run that diverged may be NaN or infinite. */
  readonly validated: readonly ValidatedLoss[];
  /** The epoch after the last recorded one. */
  readonly epochsDone: number;
  /** null when no validation loss is finite. */
  readonly best: Moment | null;
  /** The last finite one. */
  readonly last: Moment | null;
  /** null when there are fewer than `fewestValidated` epochs to judge by. */
  readonly onset: OverfitOnset | null;
  /** How many epochs there are to judge onset by: the finite ones, without the one at which a fork begins. */
  readonly judged: number;
  /**
   * The training loss by which onset is judged: that of the passes where it is the evaluated one, and where that is not known of every
   * validated epoch.
   */
  readonly trainedBy: 'dataLoss' | 'evaluatedDataLoss';
  /** False when the training set was not evaluated at every validated epoch. */
  readonly evaluated: boolean;
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
  const evaluated = (evaluatedLoss?.epochs.length ?? 0) === epochs.length;
  const trainedBy = evaluated && evaluatesApart(run.config) ? 'evaluatedDataLoss' : 'dataLoss';
  const trained = points.get(trainedBy);
  const dataLosses = Array.from(epochs, (epoch) => (trained && valueAt(trained, epoch)) ?? NaN);
  const onset = overfitOnset({
    epochs,
    validationLosses: values,
    dataLosses,
    forkedAt: run.branch?.epoch ?? null,
  });
  const judged = onset?.judged ?? 0;
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
    onset: judged < fewestValidated ? null : onset,
    judged,
    trainedBy,
    evaluated,
  };
}

/** What was measured at this very epoch; null when nothing was. */
function valueAt(series: MetricPoints, epoch: number): number | null {
  const sample = nearestSample(series, epoch);
  return sample?.epoch === epoch ? sample.value : null;
}
