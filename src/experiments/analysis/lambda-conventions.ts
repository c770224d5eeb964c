import type { TrainingConfig } from '#engine';

/** What determines the equivalent of a lambda in other conventions. */
export interface LambdaSetting {
  /** Total number of training samples. */
  readonly samples: number;
  /** Number of classes; for two, other tools have one output, while this network has two. */
  readonly classes: number;
  readonly batchSize: TrainingConfig['batchSize'];
  readonly optimizer: TrainingConfig['optimizer'];
  readonly layers: TrainingConfig['layers'];
}

export interface LambdaConvention {
  readonly id:
    | 'keras'
    | 'half'
    | 'summed'
    | 'halfPerSample'
    | 'torch'
    | 'decoupled'
    | 'sklearnMlp'
    | 'sklearnLogistic'
    | 'prior';
  /** Who uses this convention. */
  readonly name: string;
  /** The objective or update in that convention, in its own symbols. */
  readonly formula: string;
  /** The number to use there; null if there is no equivalent. */
  readonly value: number | null;
  /** One sentence: when they are equivalent, and what to watch out for. */
  readonly words: string;
}

/**
 * The L2 factor `lambda` of one dense layer's weights, mean loss + lambda * sum w^2, in other conventions. Each value gives the same
 * gradient, so the same training except for rounding, provided that the same parameters are penalized.
 *
 * Throws RangeError when lambda is negative or not finite, or there are no samples. Sources: numerics of Keras' regularizers.L2, TensorFlow
 * Playground's nn.ts, Nielsen's "Neural Networks and Deep Learning", chapter 3, torch.optim.SGD, scikit-learn's MLPClassifier and
 * LogisticRegression; Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019.
 */
export function lambdaConventions(lambda: number, setting: LambdaSetting): LambdaConvention[] {
  const { samples } = setting;
  if (!(lambda >= 0 && lambda < Infinity)) {
    throw new RangeError(`got lambda ${lambda}; allowed: a number of at least 0`);
  }
  if (!(Number.isInteger(samples) && samples >= 1)) {
    throw new RangeError(`got ${samples} samples; allowed: a whole number, at least 1`);
  }
  return [
    {
      id: 'keras',
      name: 'Keras, regularizers.L2',
      formula: 'mean loss + l2 Σ w²',
      value: lambda,
      words: 'The same number: Keras, like the chapter, has neither a half nor a division by samples.',
    },
    {
      id: 'half',
      name: 'With a half: most textbooks, TensorFlow Playground, glmnet',
      formula: 'mean loss + (λ/2) Σ w²',
      value: 2 * lambda,
      words: 'Twice the number, so that the derivative is λ w without a 2.',
    },
    {
      id: 'summed',
      name: 'Summed loss, or penalty divided by samples',
      formula: 'Σ loss + λ Σ w², or mean loss + (λ/n) Σ w²',
      value: samples * lambda,
      words:
        'Times the number of training samples, so that it must be chosen again when the training set grows.',
    },
    {
      id: 'halfPerSample',
      name: 'With a half and divided by samples: Nielsen, Ng',
      formula: 'mean loss + (λ/2n) Σ w²',
      value: 2 * samples * lambda,
      words: 'Both at once: twice the number, times the training samples.',
    },
    {
      id: 'torch',
      name: 'PyTorch, weight_decay of SGD, Adam, RMSprop and Adagrad',
      formula: 'gradient + weight_decay w',
      value: 2 * lambda,
      words:
        'The same as L2 in the loss with any of these, since the gradient passes through momentum and scaling as here; ' +
        'it is applied to every layer and to biases too, unless they get a parameter group of their own.',
    },
    decoupled(lambda, setting),
    multilayerPerceptron(lambda, setting),
    logistic(lambda, setting),
    {
      id: 'prior',
      name: 'Normal prior on the weights, standard deviation',
      formula: 'w ~ N(0, σ²), 2nλ = 1/σ²',
      value: 1 / Math.sqrt(2 * samples * lambda),
      words:
        'The minimum is the most probable network under this prior, if the samples are independent; λ = 0 is a flat prior.',
    },
  ];
}

function decoupled(lambda: number, { optimizer }: LambdaSetting): LambdaConvention {
  const plain = optimizer.kind === 'sgd' && optimizer.momentum === 0;
  return {
    id: 'decoupled',
    name: 'Decoupled weight decay: AdamW, and weightDecay here',
    formula: 'w − learning rate · weight_decay · w, then the step',
    value: plain || lambda === 0 ? 2 * lambda : null,
    words: plain
      ? 'With plain SGD the two are the same when all weights and biases share one lambda.'
      : "No number does the same: decay shrinks every weight by the same share, while L2 in the loss goes through the optimizer's " +
        'momentum or scaling, and adaptive scaling takes most of it away from weights whose gradients are large.',
  };
}

const isLinear = ({ layers }: LambdaSetting): boolean =>
  layers.filter(({ kind }) => kind === 'dense').length === 1;

/**
 * With two classes scikit-learn has one output, with weights w = w1 - w0, where this network has two. Among all w0 and w1 with that
 * difference, the penalty is lowest at w1 = -w0 = w / 2, where lambda (|w0|^2 + |w1|^2) is (lambda / 2) |w|^2: half the factor.
 */
const outputFactor = ({ classes }: LambdaSetting): 1 | 2 => (classes === 2 ? 1 : 2);

function multilayerPerceptron(lambda: number, setting: LambdaSetting): LambdaConvention {
  const { samples, batchSize, classes } = setting;
  const inBatch = batchSize === null ? samples : Math.min(batchSize, samples);
  const splits = classes === 2 && !isLinear(setting) && lambda > 0;
  return {
    id: 'sklearnMlp',
    name: 'scikit-learn, alpha of MLPClassifier',
    formula: 'mean loss + (alpha/2m) Σ w², m samples a batch',
    value: splits ? null : outputFactor(setting) * inBatch * lambda,
    words: splits
      ? 'No single alpha does the same: with two classes its output layer has one unit, whose weights need m λ, while hidden layers need 2 m λ.'
      : 'Divided by the samples of a batch, not of the whole set, so it changes with the batch size; biases are never ' +
        'penalized, and all layers share one alpha.',
  };
}

function logistic(lambda: number, setting: LambdaSetting): LambdaConvention {
  const { samples, classes } = setting;
  const linear = isLinear(setting);
  return {
    id: 'sklearnLogistic',
    name: 'scikit-learn, C of LogisticRegression',
    formula: '½ Σ w² + C Σ loss',
    value: linear ? 1 / (outputFactor(setting) * samples * lambda) : null,
    words: linear
      ? `An inverse: small C is much regularization; the same minimum when biases are not penalized${classes === 2 ? ', with one vector of weights for two classes' : ''}.`
      : 'There is none: logistic regression has no hidden layer, this network has.',
  };
}
