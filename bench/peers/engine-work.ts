import {
  createFastNetwork,
  type CreateNetwork,
  createTraining,
  type Crew,
  epochColumn,
  RandomStream,
  type TrainingConfig,
} from '#engine';
import { presets } from '#experiments';
import { createNetworkWith } from '../../src/workers/crew.ts';
import type { Work } from './works.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const endless = 1_000_000_000;

/** Sets up a work in the engine; the returned function trains a lap and returns the loss of each update. A crew helps if that pays off. */
export function openWork(work: Work, crew: Crew | null): () => number[] {
  const createNetwork = crew === null ? createFastNetwork : createNetworkWith(crew);
  return work.data === 'spiral' ? spiralLap(work, createNetwork) : batchesLap(work, createNetwork);
}

/** The chapter's, as in a trainer: rows for every epoch, and validation only once. */
function spiralLap(work: Work, createNetwork: CreateNetwork): () => number[] {
  const training = createTraining(configOf(work), { createNetwork });
  const { rowLength } = training;
  const rows = new Float64Array(work.steps * rowLength);
  return () => {
    training.advance(work.steps, rows);
    return Array.from({ length: work.steps }, (_, row) => rows[row * rowLength + epochColumn.loss]!);
  };
}

/** Only the network, shuffled before every lap: all that a peer's lap does. */
function batchesLap(work: Work, createNetwork: CreateNetwork): () => number[] {
  const { samples, widths, scales } = work;
  const random = new RandomStream(0);
  const normal = (length: number, scale: number): Float64Array =>
    Float64Array.from({ length }, () => scale * random.randn());
  const [features, classes] = [widths[0]!, widths.at(-1)!];
  const inputs = normal(samples * features, 1);
  if (work.data === 'faint') fadeEveryOther(inputs, features);
  const targets = Int32Array.from({ length: samples }, (_, sample) => sample % classes);
  const training = { samples, features, classes, inputs, targets };
  const weights = scales.map((scale, layer) => normal(widths[layer]! * widths[layer + 1]!, scale));
  const network = createNetwork(configOf(work), { training, validation: training, weights });

  let updates = 0;
  return () => {
    network.arrange(random.permutation(samples));
    return Array.from({ length: work.steps }, (_, batch) => {
      const { dataLoss } = network.trainingPass(batch, updates);
      network.update(work.rate, updates++);
      return dataLoss;
    });
  };
}

/** Most of them are denormal in float32. */
function fadeEveryOther(inputs: Float64Array, features: number): void {
  for (let place = 0; place < inputs.length; place++)
    if ((place % features) % 2 === 0) inputs[place]! *= 1e-38;
}

function configOf({ widths, samples, batch, precision, l2, rate, decay }: Work): TrainingConfig {
  const base = presets[0]!.config;
  const classes = widths.at(-1)!;
  const hidden = widths.slice(1, -1).flatMap((units, layer) => {
    const own = layer === 0 ? { weightRegularizerL2: l2, biasRegularizerL2: l2 } : {};
    return [{ kind: 'dense', units, ...none, ...own }, { kind: 'relu' }] as const;
  });
  if (base.dataset.kind !== 'spiral') throw new TypeError(`got ${base.dataset.kind}; allowed: spiral`);
  return {
    ...base,
    dataset: { ...base.dataset, samplesPerClass: samples / classes },
    layers: [...hidden, { kind: 'dense', units: classes, ...none }, { kind: 'softmax' }],
    optimizer: { ...base.optimizer, learningRate: rate, decay },
    epochs: endless,
    evaluateEvery: endless,
    batchSize: batch,
    precision,
  };
}
