import { bestEpoch, overfitOnset, type OverfitOnset, type RunSummary, type ValidatedLoss } from '#api';
import { nearestSample } from '../../../charts/series.ts';
import type { RunPoints } from '../../../charts/useSeries.ts';

/** Fewer validated epochs than this do not tell a rise from jitter. */
export const fewestValidated = 10;

/** A validated epoch with its generalization gap. Losses in nats. */
export interface Moment extends ValidatedLoss {
  readonly gap: number;
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
}

/** Works out how a run overfits from its recorded `dataLoss` and `validationLoss`. */
export function overfittingOf(
  points: RunPoints,
  run: Pick<RunSummary, 'epochsDone' | 'branch'>,
): Overfitting {
  const dataLoss = points.get('dataLoss');
  const { epochs, values } = points.get('validationLoss') ?? { epochs: [], values: [] };
  const validated = Array.from(epochs, (epoch, at) => ({ epoch, validationLoss: values[at]! }));
  const finite = validated.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  const dataLosses = Array.from(
    epochs,
    (epoch) => (dataLoss && nearestSample(dataLoss, epoch)?.value) ?? NaN,
  );
  const onset = overfitOnset({
    epochs,
    validationLosses: values,
    dataLosses,
    forkedAt: run.branch?.epoch ?? null,
  });
  const judged = onset?.judged ?? 0;
  const momentOf = (measured: ValidatedLoss | null | undefined): Moment | null => {
    if (!measured) return null;
    const trained = dataLoss && nearestSample(dataLoss, measured.epoch);
    return { ...measured, gap: measured.validationLoss - (trained?.value ?? NaN) };
  };
  return {
    validated,
    // Points may be read sooner than the run is known to have them.
    epochsDone: Math.max(run.epochsDone, (validated.at(-1)?.epoch ?? -1) + 1),
    best: momentOf(bestEpoch(finite)),
    last: momentOf(finite.at(-1)),
    onset: judged < fewestValidated ? null : onset,
    judged,
  };
}
