import { setImmediate, setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  createFastNetwork,
  type CreateNetwork,
  type Network,
  type NetworkConfig,
  RandomStream,
} from '#engine';
import { threadEntry } from '../built-entries.fixture.ts';
import { createCrew, createNetworkWith } from './crew.ts';

const entry = pathToFileURL(threadEntry);
const crew = createCrew(entry, (reason) => expect.unreachable(reason));

type Layer = NetworkConfig['layers'][number];
const rest = { decay: 0, weightDecay: 0, schedule: null };
const optimizers: readonly NetworkConfig['optimizer'][] = [
  { kind: 'adam', learningRate: 0.01, ...rest, weightDecay: 1e-2, epsilon: 1e-7, beta1: 0.9, beta2: 0.999 },
  { kind: 'sgd', learningRate: 0.1, ...rest, momentum: 0, nesterov: false },
  { kind: 'sgd', learningRate: 0.1, ...rest, momentum: 0.9, nesterov: false },
  { kind: 'sgd', learningRate: 0.1, ...rest, momentum: 0.9, nesterov: true },
  { kind: 'rmsprop', learningRate: 0.01, ...rest, epsilon: 1e-7, rho: 0.9 },
  { kind: 'adagrad', learningRate: 0.1, ...rest, epsilon: 1e-7 },
];

/** Hidden layers, each followed by one of these: an activation or none, with dropout or without. */
function layersOf(units: readonly number[]): Layer[] {
  const relu = { kind: 'relu' } as const;
  const behind: readonly Layer[][] = [
    [relu, { kind: 'dropout', rate: 0.3 }],
    [{ kind: 'dropout', rate: 0.5 }],
    [],
    [relu],
    [{ kind: 'tanh' }],
    [{ kind: 'sigmoid' }, { kind: 'dropout', rate: 0.4 }],
    [{ kind: 'leakyRelu', alpha: 0.1 }],
  ];
  return units.flatMap((width, index): Layer[] => [
    {
      kind: 'dense',
      units: width,
      weightRegularizerL1: index % 2 === 0 ? 1e-4 : 0,
      weightRegularizerL2: 1e-3,
      biasRegularizerL1: 0,
      biasRegularizerL2: 1e-3,
    },
    ...(index === units.length - 1
      ? [{ kind: 'softmax' } as const]
      : behind[(index + width) % behind.length]!),
  ]);
}

const shapes = [
  { features: 2, units: [64, 3], samples: 150, batchSize: null },
  { features: 2, units: [3], samples: 40, batchSize: 16 },
  { features: 90, units: [70, 45, 11], samples: 300, batchSize: 256 },
  { features: 40, units: [200, 130, 5], samples: 210, batchSize: 170 },
  { features: 200, units: [130, 45, 5], samples: 31, batchSize: 12 },
  { features: 20, units: [96, 64, 6], samples: 40, batchSize: 16 },
  { features: 5, units: [13, 8, 27, 2], samples: 37, batchSize: 10 },
  { features: 33, units: [40, 5], samples: 3, batchSize: 1 },
  { features: 7, units: [9, 6, 4], samples: 130, batchSize: null },
] as const;
const cases = shapes.flatMap((shape, index) =>
  (['float64', 'float32'] as const).map((precision, place) => ({
    ...shape,
    precision,
    optimizer: optimizers[(index + 3 * place) % optimizers.length]!,
  })),
);

/** Trains briefly, once `begin` is done. */
async function bitsOf(
  shape: (typeof cases)[number],
  create: CreateNetwork,
  begin: (network: Network) => void | Promise<void> = () => undefined,
) {
  const { features, units, samples, batchSize, precision, optimizer } = shape;
  const random = new RandomStream(7);
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.randn());
  const classes = units.at(-1)!;
  const targets = Int32Array.from({ length: samples }, (_, sample) => (sample * 7) % classes);
  const training = { samples, features, classes, inputs: normals(samples * features), targets };
  const weights = units.map((width, index) =>
    normals((units[index - 1] ?? features) * width).map((w) => w / 9),
  );
  const network = create(
    { layers: layersOf(units), optimizer, precision, batchSize, seed: 5 },
    { training, validation: training, weights },
  );
  await begin(network);
  const batches = batchSize === null ? 1 : Math.ceil(samples / batchSize);
  const seen: unknown[] = [];
  for (let step = 0; step < 2 * batches + 1; step++) {
    if (batchSize !== null && step % batches === 0) network.arrange(random.permutation(samples));
    const metrics = network.trainingPass(step % batches, step);
    seen.push(metrics, [...network.penalties], network.evaluate('validation'));
    network.update(0.05 / (step + 1), step);
  }
  const parameters = network.parameters.flatMap((layer) => [[...layer.weights], [...layer.biases]]);
  return { seen, parameters, moments: network.moments.map((values) => [...values]) };
}

/** Makes exactly this many threads work on a network from here on. A pass changes only its gradients. */
function trainWith(count: number, network: Network): void {
  let threads = 0;
  crew.serve({ cores: count, exactly: true }, (now) => (threads = now));
  network.trainingPass(0, 0);
  expect(threads).toBe(count);
}

describe.each(cases)(
  '$features-$units of $samples samples, $batchSize a batch, $precision, $optimizer.kind',
  (shape) => {
    test('has the same bits on 2, 3 and 8 threads as on one', async () => {
      const alone = await bitsOf(shape, createFastNetwork);
      for (const count of [2, 3, 8]) {
        const bits = await bitsOf(shape, createNetworkWith(crew), (network) => trainWith(count, network));
        expect(bits).toEqual(alone);
      }
    });
  },
);

/** Two layers on a few samples. */
const small = cases[0]!;

test('waiting threads take no CPU time', async () => {
  await bitsOf(small, createNetworkWith(crew), async (network) => {
    trainWith(8, network);
    const share = async (): Promise<number> => {
      const [before, start] = [process.cpuUsage(), performance.now()];
      await setTimeout(400);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / (performance.now() - start);
    };
    // The process may have other work at times, but a spinning thread would take a core all the time.
    await expect.poll(share).toBeLessThan(0.3);
  });
});

test('a network whose cores become fewer and then more has the same bits', async () => {
  const alone = await bitsOf(small, createFastNetwork);
  const bits = await bitsOf(small, createNetworkWith(crew), (network) => {
    for (const count of [3, 1, 2, 8, 3]) trainWith(count, network);
  });
  expect(bits).toEqual(alone);
});

test('networks work without threads if none can be started', async () => {
  const own = createCrew(new URL('./no-such-thread.js', entry), (reason) => expect.unreachable(reason));
  own.serve({ cores: 8, exactly: true }, () => undefined);
  const alone = await bitsOf(small, createFastNetwork);
  const bits = await bitsOf(small, createNetworkWith(own), async (network) => {
    while (own.cores > 1) {
      network.trainingPass(0, 0);
      await setImmediate();
    }
  });
  expect(bits).toEqual(alone);
});
