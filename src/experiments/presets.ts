import type { RunConfig } from './run-config.ts';

/** An experiment that is ready to run. */
export interface Preset {
  readonly name: string;
  /** One sentence on what it shows. */
  readonly description: string;
  readonly config: RunConfig;
}

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const lambda = 1e-5;

/** Written out in full, so that showing a preset needs no schema; a test checks that they match it. */
function chapter(samplesPerClass: number, units: number): RunConfig {
  return {
    name: `chapter-${samplesPerClass}x${units}`,
    dataset: { kind: 'spiral', samplesPerClass, classes: 3, noise: 0.2, labelNoise: 0, positions: 'grid' },
    validation: { samplesPerClass: 100 },
    test: null,
    layers: [
      { kind: 'dense', units, ...none, weightRegularizerL2: lambda, biasRegularizerL2: lambda },
      { kind: 'relu' },
      { kind: 'dense', units: 3, ...none },
      { kind: 'softmax' },
    ],
    initialization: 'chapter',
    loss: { kind: 'categoricalCrossentropy' },
    optimizer: {
      kind: 'adam',
      learningRate: 0.05,
      decay: 1e-8,
      schedule: null,
      weightDecay: 0,
      epsilon: 1e-7,
      beta1: 0.9,
      beta2: 0.999,
    },
    epochs: 10_001,
    batchSize: null,
    evaluateEvery: 10,
    earlyStopping: null,
    seed: 0,
    precision: 'float64',
  };
}

function preset(config: RunConfig, description: string): Preset {
  return { name: config.name!, description, config };
}

/** The three experiments of the chapter "L1 and L2 regularization", in its order. */
export const presets: readonly Preset[] = [
  preset(
    chapter(100, 64),
    'Few samples: the network nearly memorizes its 300 points; validation loss climbs while training loss falls.',
  ),
  preset(
    chapter(1000, 64),
    'Ten times the data, same network and same penalty: only a small gap remains between training and validation.',
  ),
  preset(
    chapter(1000, 512),
    'Eight times the units on the larger data: both losses fall faster, and validation stays close to training.',
  ),
];
