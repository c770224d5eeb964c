import { presets } from '#experiments';

/** A network and its training, as given to all contenders; see work.py. */
export interface Work {
  /** The chapter's spiral; normal noise; or noise in which every other input is a denormal number in float32. */
  readonly data: 'spiral' | 'normal' | 'faint';
  readonly samples: number;
  /** Inputs first and classes last. */
  readonly widths: readonly number[];
  /** The scale of each layer's initial weights, relative to a standard normal. */
  readonly scales: readonly number[];
  /** null for full-batch, in its own order. */
  readonly batch: number | null;
  /** Updates per lap: an epoch of mini-batches, or this many full-batch epochs. */
  readonly steps: number;
  readonly precision: 'float64' | 'float32';
  /** For the weights and biases of the first layer. */
  readonly l2: number;
  readonly rate: number;
  readonly decay: number;
}

/** The minimum targets for the ratios to peers, at equal thread counts, by peer name. */
export type Aims = Readonly<Record<string, number>>;

export interface NamedWork {
  readonly name: string;
  readonly work: Work;
  readonly aims: Aims;
  /** Measured with --quick, too. */
  readonly quick: boolean;
}

const wholeSetSteps = 100;
const leastSamples = 2560;
const leastSteps = 4;

function chapters(precision: Work['precision']): NamedWork[] {
  return presets.map(({ name, config: { dataset, layers, optimizer } }, index) => {
    const hidden = layers[0]!;
    if (dataset.kind !== 'spiral' || hidden.kind !== 'dense') throw new TypeError(`${name} is another net`);
    const work: Work = {
      data: 'spiral',
      samples: dataset.samplesPerClass * dataset.classes,
      widths: [2, hidden.units, dataset.classes],
      scales: [0.01, 0.01],
      batch: null,
      steps: wholeSetSteps,
      precision,
      l2: hidden.weightRegularizerL2,
      rate: optimizer.learningRate,
      decay: optimizer.decay,
    };
    return { name: `${name}, ${precision}`, work, aims: {}, quick: index === 0 };
  });
}

interface BatchOptions {
  readonly precision?: Work['precision'];
  readonly data?: Work['data'];
  readonly aims?: Aims;
}

function batches(
  name: string,
  widths: readonly number[],
  batch: number,
  { precision = 'float32', data = 'normal', aims = {} }: BatchOptions = {},
): NamedWork {
  const steps = Math.max(leastSamples / batch, leastSteps);
  const work: Work = {
    data,
    samples: steps * batch,
    widths,
    scales: widths.slice(0, -1).map((inputs) => Math.sqrt(2 / inputs)),
    batch,
    steps,
    precision,
    l2: 0,
    rate: 0.001,
    decay: 0,
  };
  const quick = Object.keys(aims).length > 0;
  return { name: `${name}, batch ${batch}, ${precision}`, work, aims, quick };
}

const middling = [784, 256, 128, 10];
const wide = [784, 512, 512, 10];
const deep = [2, ...new Array<number>(10).fill(32), 3];
const aims: Aims = { 'JAX scan': 1.1, 'torch.compile': 1.3 };

export const works: readonly NamedWork[] = [
  ...chapters('float64'),
  ...chapters('float32'),
  ...[middling, wide].flatMap((widths) => [
    ...[16, 32].map((batch) => batches(widths.join('-'), widths, batch)),
    ...[128, 1024].map((batch) => batches(widths.join('-'), widths, batch, { aims })),
    batches(widths.join('-'), widths, 128, { precision: 'float64' }),
  ]),
  ...[32, 128].map((batch) => batches('10 layers of 32', deep, batch)),
  batches(`${middling.join('-')}, half of the inputs denormal`, middling, 128, { data: 'faint' }),
];

/** Multiplications and additions of the products of one update: forward, weight gradients, and input gradients except the first. */
export function flopsPerStep({ widths, batch, samples }: Work): number {
  const products = widths.slice(1).map((units, layer) => (layer === 0 ? 2 : 3) * 2 * widths[layer]! * units);
  return products.reduce((sum, product) => sum + product, 0) * (batch ?? samples);
}
