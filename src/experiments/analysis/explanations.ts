/** A statistic explained in words, for the screens. */
export interface Explanation {
  readonly name: string;
  /** One sentence: what it says. */
  readonly means: string;
  /** One sentence: when that is misleading. */
  readonly misleads: string;
}

/** Explanations of the statistics of this folder, and of the inspection of networks. */
export const explanations = {
  validationLoss: {
    name: 'Validation loss',
    means: 'Mean cross-entropy on samples that the network was not trained on, without penalties, in nats.',
    misleads:
      'Once it has chosen a lambda or an epoch it is optimistically biased about both; only a test set that had no part in the choice is not.',
  },
  generalizationGap: {
    name: 'Generalization gap',
    means:
      'Validation loss minus data loss on the training samples, both of the same parameters with dropout off: how much better the network does on the samples that it was trained on.',
    misleads:
      'A network that has learned nothing has no gap either, so read it beside the validation loss itself.',
  },
  bestEpoch: {
    name: 'Best epoch',
    means: 'The validated epoch of the lowest validation loss.',
    misleads:
      'It is the lowest of many noisy values, so its loss is a little too low, and in a flat or noisy valley the epoch itself is a matter of chance.',
  },
  overfitOnset: {
    name: 'Overfit onset',
    means:
      'From here on validation loss stays more than 5 % above its lowest value for a twentieth of the run, although data loss, evaluated on the training samples with dropout off, is no higher than it was there: 100 × (loss / lowest − 1) > 5, with each loss the median of five validated epochs.',
    misleads:
      'Near a loss of 0 even 5 % is next to nothing, a lower loss later on cancels it, a noisy curve needs a larger rise, and it does not say how much another validation set would differ.',
  },
  patience: {
    name: 'What patience would have saved',
    means:
      'Where early stopping with this patience, by validation loss and with no minimum improvement, would have ended the run, and whether a lower loss came after.',
    misleads:
      'It was computed from a run that continued: a patience chosen because it stops this run well may stop the next one badly.',
  },
  smoothing: {
    name: 'Smoothing',
    means:
      'Each point is a weighted average of the values up to it, older ones counting less; the values themselves stay faintly visible.',
    misleads:
      'It lags behind every turn and flattens spikes: read minima and divergence from the faint line.',
  },
  mean: {
    name: 'Mean over seeds',
    means: 'The average of the runs that differ in their seed alone, with how many there are.',
    misleads:
      'Runs that diverged are excluded and counted separately: if some did, it is the mean of the survivors.',
  },
  standardDeviation: {
    name: 'Standard deviation',
    means: 'How far one run typically lies from the mean; more seeds measure it better but do not shrink it.',
    misleads:
      'If values were normal, the true one would lie between 0.52 and 6.3 times what three runs show, and between 0.60 and 2.9 times what five show, in 95 of 100 studies.',
  },
  confidenceInterval: {
    name: '95 % interval',
    means:
      "A range around the mean, from Student's t, that would contain the true mean over all seeds in about 95 of 100 such studies if losses were normal.",
    misleads:
      'Losses are skewed: with five seeds it is nearer 90 of 100, and fewer for a setting that was chosen for being lowest; and it says nothing about other data.',
  },
  resplitInterval: {
    name: 'Interval over splits of one table',
    means:
      'The runs split one table, so intervals use the corrected resampled t-test: wider than for runs with data of their own, because the training rows overlap.',
    misleads: 'It covers splits of this table only; another sample of rows may differ by more.',
  },
  pairedDifference: {
    name: 'Paired difference',
    means:
      'The difference between two settings within each seed, averaged: only where data and the sizes of layers are the same do data and initial weights drop out.',
    misleads: 'Among many compared pairs, about one interval in twenty excludes 0 by chance alone.',
  },
  oneStandardError: {
    name: 'One-standard-error pick',
    means: 'The largest lambda whose mean validation loss is within one standard error of the lowest.',
    misleads:
      'It is not shown to be as good, since the paired difference may still separate the two; few or noisy seeds make the standard error large and the pick too strong.',
  },
  selection: {
    name: 'Lowest of several',
    means:
      'The setting whose mean validation loss is the lowest of all that were compared, over the seeds that all of them completed.',
    misleads:
      'It was also lucky: its mean tends to be too low and its interval too narrow, so report it on seeds and a test set that had no part in the choice.',
  },
  simultaneousDifference: {
    name: 'Difference adjusted for the settings tried',
    means:
      'A mean difference by seed whose 95 % interval is simultaneous with those of all settings it was picked from: by sign flips of the largest t with six seeds or more, by Holm and Bonferroni with fewer.',
    misleads: 'It adjusts for the settings of this comparison only, not for others that were tried before.',
  },
  seedsNeeded: {
    name: 'Seeds needed',
    means:
      'How many fresh seeds a paired t-test at 5 % needs to detect a true difference of this size in four of five studies (80 % power).',
    misleads:
      'Size and spread are estimated from the seeds at hand: if these are few, trust only the order of magnitude.',
  },
  chaos: {
    name: 'One path of many',
    means:
      'After a few hundred epochs training is chaotic: a change in the last digit of one number leads to a different network.',
    misleads:
      'The network after the last update is one instant of one such path: with the chapter’s network and L2 1e-3, rounding alone moves its validation loss by a standard deviation of 0.18, that at the best epoch by 0.02.',
  },
  weightNormL1: {
    name: 'L1 norm',
    means: 'The sum of the absolute weights of a layer, which an L1 penalty multiplies by its lambda.',
    misleads:
      'It grows with the size of the layer, so compare it between runs of one shape, not between layers.',
  },
  weightNormL2: {
    name: 'L2 norm',
    means:
      'The length of the layer’s weights as a vector, whose square an L2 penalty multiplies by its lambda.',
    misleads:
      'With ReLU one layer can shrink while the next one grows and nothing changes, so look at all layers together.',
  },
  nearZeroWeights: {
    name: 'Near-zero weights',
    means: 'How many weights are at most this far from 0, as a measure of sparsity.',
    misleads:
      'Under L1, gradient steps leave weights hovering around 0 instead of on it, so the count depends on the threshold and the learning rate.',
  },
  deadUnits: {
    name: 'Dead units',
    means:
      'ReLU units that are 0 for every sample of a set: they add nothing, and these samples cannot revive them.',
    misleads:
      'A unit that is dead on these samples may be alive on others, and dropout plays no part in the count.',
  },
  weightHistogram: {
    name: 'Weight histogram',
    means: 'How the weights of a layer are distributed: L2 pulls them towards 0, L1 piles many up near 0.',
    misleads:
      'Bins follow the data unless they are shared, so two histograms may look alike at very different scales.',
  },
  activationHistogram: {
    name: 'Activation histogram',
    means:
      'How the outputs of a layer are distributed over the samples of a set; after ReLU the bar at 0 counts inactive outputs.',
    misleads: 'A tall bar at 0 is not a dead unit: different samples may deactivate different units.',
  },
  gradientNorm: {
    name: 'Gradient norm',
    means:
      'The length of the gradient of a layer: of the data loss, of the penalty, and of both together, which the optimizer follows.',
    misleads:
      'It is taken over the whole training set, and adaptive optimizers rescale it: a small gradient is not a small step.',
  },
  effectiveParameters: {
    name: 'Effective number of parameters',
    means:
      'How many directions in weight space are determined by the data rather than by the L2 penalty: near 0 for a huge lambda, at most the number of parameters, biases included.',
    misleads:
      'It treats the loss as quadratic around a minimum; far from one it is only a rough measure, and L1, dropout and decoupled decay are not included.',
  },
  lambdaConvention: {
    name: 'Lambda conventions',
    means:
      'Other tools write the same regularization as a different number: here the penalty is lambda times the sum of squares, without a half and without division by samples.',
    misleads:
      'A number is equivalent only for the same penalized parameters: many tools exclude biases, or penalize all layers alike.',
  },
  decoupledDecay: {
    name: 'L2 in the loss, and decoupled decay',
    means:
      'L2 in the loss adds 2 lambda w to the gradient, so momentum and adaptive scaling act on it; decoupled decay shrinks each weight directly, bypassing both.',
    misleads:
      'They are equivalent only for plain SGD: with Adam, L2 in the loss is weak where gradients are large, and no lambda turns one into the other.',
  },
} as const satisfies Record<string, Explanation>;

/** Names of the explained statistics. */
export type ExplanationName = keyof typeof explanations;
