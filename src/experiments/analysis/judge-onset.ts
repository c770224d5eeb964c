import { evaluatesApart } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { overfitOnset, type OverfitOnset } from './overfit-onset.ts';

/** With fewer validated epochs, a rise cannot be distinguished from noise. */
export const minValidatedEpochs = 10;

/** A run's recorded values at its validated epochs, ascending. Losses in nats; null if a loss was not measured. */
export interface RecordedLosses {
  readonly epochs: ArrayLike<number>;
  readonly validationLosses: ArrayLike<number>;
  /** From the training pass. */
  readonly dataLosses: ArrayLike<number | null>;
  readonly evaluatedDataLosses: ArrayLike<number | null>;
}

export interface JudgedOnset {
  /** Null if there are fewer than `minValidatedEpochs` epochs to judge by. */
  readonly onset: OverfitOnset | null;
  /** How many epochs there are to judge by: the finite ones, excluding the one at which a fork begins. */
  readonly judged: number;
  /**
   * The training loss used to judge: `dataLoss` where that equals the evaluated loss, or where the evaluated loss is not known for every
   * validated epoch.
   */
  readonly trainedBy: 'dataLoss' | 'evaluatedDataLoss';
  /** False if the training set was not evaluated at every validated epoch. */
  readonly evaluated: boolean;
}

/** Where overfitting sets in, see `overfitOnset`, as used by every screen and by the filter language. */
export function judgeOnset(
  { epochs, validationLosses, dataLosses, evaluatedDataLosses }: RecordedLosses,
  {
    config,
    forkedAt,
  }: { readonly config: Pick<RunConfig, 'layers' | 'batchSize'>; readonly forkedAt: number | null },
): JudgedOnset {
  const evaluated = Array.from(evaluatedDataLosses).every((loss) => loss !== null);
  const trainedBy = evaluated && evaluatesApart(config) ? 'evaluatedDataLoss' : 'dataLoss';
  const trained = trainedBy === 'dataLoss' ? dataLosses : evaluatedDataLosses;
  const onset = overfitOnset({
    epochs,
    validationLosses,
    dataLosses: Array.from(trained, (loss) => loss ?? NaN),
    forkedAt,
  });
  const judged = onset?.judged ?? 0;
  return { onset: judged < minValidatedEpochs ? null : onset, judged, trainedBy, evaluated };
}
