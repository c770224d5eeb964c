import { pairedDifferences, summarize, type SeedPair, type Summary } from '../analysis/index.ts';

export type ConfirmationArm = 'baseline' | 'chosen';

/** The parts of a confirmation's run that its result needs. */
export interface ConfirmedRun {
  readonly arm: ConfirmationArm;
  readonly seed: number;
  /** Null if there is no run. */
  readonly status: string | null;
  readonly divergedAt: number | null;
  /** Null before it was revealed. */
  readonly test: { readonly dataLoss: number; readonly accuracy: number } | null;
}

/** A seed whose pair is excluded from every mean, and why. */
export interface LeftOutPair {
  readonly seed: number;
  readonly arm: ConfirmationArm;
  readonly why: 'diverged' | 'notFinite';
  /** The epoch at which it diverged. */
  readonly epoch: number | null;
}

/** What a confirmation found on its test sets. All means are over the same pairs. */
export interface ConfirmationResult {
  /** Pairs in which both runs have a finite test loss, by ascending seed. */
  readonly pairs: readonly SeedPair[];
  /** Test loss, in nats, of each arm separately. */
  readonly testLoss: Readonly<Record<ConfirmationArm, Summary>>;
  readonly testAccuracy: Readonly<Record<ConfirmationArm, Summary>>;
  /** Of d_s = test loss of the chosen setting - test loss without regularization, seed by seed. */
  readonly difference: Summary;
  readonly leftOut: readonly LeftOutPair[];
}

/**
 * The paired comparison of a confirmation on test sets that no choice has seen; null until every run has completed or diverged. A pair with
 * a run that diverged is excluded from every mean. `resplit` is the number of test rows per training row if each seed splits one table
 * differently, by which intervals are corrected as in Nadeau and Bengio; null if each seed has data of its own.
 *
 * Sources: Varma and Simon, "Bias in error estimation when using cross-validation for model selection", 2006; Cawley and Talbot, "On
 * over-fitting in model selection", 2010.
 */
export function judgeConfirmation({
  members: runs,
  resplit,
}: {
  readonly members: readonly ConfirmedRun[];
  readonly resplit: number | null;
}): ConfirmationResult | null {
  const isRevealed = ({ status, test }: ConfirmedRun): boolean =>
    status === 'diverged' || (status === 'completed' && test !== null);
  if (!runs.every(isRevealed)) return null;

  const leftOut = runs.flatMap((run): LeftOutPair[] => {
    if (Number.isFinite(lossOf(run))) return [];
    const { seed, arm, status, divergedAt } = run;
    return [{ seed, arm, why: status === 'diverged' ? 'diverged' : 'notFinite', epoch: divergedAt }];
  });
  const lost = new Set(leftOut.map(({ seed }) => seed));
  const armOf = (arm: ConfirmationArm): readonly ConfirmedRun[] =>
    runs.filter((run) => run.arm === arm && !lost.has(run.seed));
  const [baseline, chosen] = [armOf('baseline'), armOf('chosen')];
  const seedValues = (own: readonly ConfirmedRun[]) =>
    own.map((run) => ({ seed: run.seed, value: lossOf(run) }));
  const { pairs, summary } = pairedDifferences(seedValues(baseline), seedValues(chosen), resplit);
  const accuracies = (own: readonly ConfirmedRun[]): Summary =>
    summarize(
      own.map(({ test }) => test?.accuracy ?? NaN),
      resplit,
    );
  return {
    pairs,
    testLoss: {
      baseline: summarize(baseline.map(lossOf), resplit),
      chosen: summarize(chosen.map(lossOf), resplit),
    },
    testAccuracy: { baseline: accuracies(baseline), chosen: accuracies(chosen) },
    difference: summary,
    leftOut: leftOut.toSorted((a, b) => a.seed - b.seed),
  };
}

function lossOf({ status, test }: ConfirmedRun): number {
  return status === 'completed' ? (test?.dataLoss ?? NaN) : NaN;
}
