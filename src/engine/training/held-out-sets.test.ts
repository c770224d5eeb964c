import { describe, expect, it } from 'vitest';
import type { DrawnDatasetConfig, Positions } from '../datasets/dataset-config.ts';
import { drawSampleSets, drawStart, drawTestSet, drawsBetweenSets, type StartConfig } from './draw-start.ts';
import type { DenseLayerConfig } from './training-config.ts';

const common = { samplesPerClass: 4, labelNoise: 0, positions: 'random' } as const;

/**
 * Made with NumPy: numpy.random.RandomState([5, *map(ord, 'validation')]), and 'test', one sample per class; the position by random_sample,
 * then the noise by randn, following each kind's formula.
 */
const drawn: { dataset: DrawnDatasetConfig; validation: number[]; test: number[] }[] = [
  {
    dataset: { ...common, kind: 'spiral', classes: 3, noise: 0.2 },
    validation: [
      0.1610359099048258, 0.12702853958838942, 0.28908063010838525, 0.21675626082714292, -0.0570736562143304,
      -0.23668522722009327,
    ],
    test: [
      0.24974802766197296, -0.03754083442523928, 0.13693639097795124, 0.1609014260070662,
      -0.08589426041013919, -0.7902340535796765,
    ],
  },
  {
    dataset: { ...common, kind: 'moons', classes: 2, noise: 0.2 },
    validation: [0.34021934482621524, 0.5529298862758374, 0.6923236635541099, -0.6926651094446435],
    test: [0.3791938100535426, 1.176213101953955, 0.34018234766239674, -0.34212702558264074],
  },
  {
    dataset: { ...common, kind: 'circles', classes: 2, factor: 0.5, noise: 0.1 },
    validation: [0.048714553597338756, 0.9366013939736988, -0.2647160535050523, 0.23956233929171195],
    test: [-0.17715357872071685, 1.2315993489186974, 0.18436396329557692, 0.37225975880819473],
  },
  {
    dataset: { ...common, kind: 'blobs', classes: 3, noise: 0.4 },
    validation: [
      0.9731618803577873, -0.5800967874456521, -1.0702440331093754, 0.32655526827192816, -0.2712959557583216,
      -1.4381903631725712,
    ],
    test: [
      1.145547614566252, -0.6426463464995317, -1.0826715829881814, 0.7873920467113483, -0.24428204369588302,
      -1.318101666186341,
    ],
  },
  {
    dataset: { ...common, kind: 'xor', classes: 2, noise: 0.1 },
    validation: [0.06254582766147648, 0.3514892634873704, 0.2127584378874165, -0.5909158145604045],
    test: [0.10688584421811298, 0.5363837017043169, 0.8588179613841713, -1.062825413409567],
  },
];

const runOf = (dataset: DrawnDatasetConfig, units = 8): StartConfig => ({
  dataset,
  validation: { samplesPerClass: 1 },
  test: { samplesPerClass: 1 },
  layers: [dense(units), { kind: 'relu' }, dense(dataset.classes), { kind: 'softmax' }],
  initialization: 'chapter',
  seed: 5,
});
const dense = (units: number): DenseLayerConfig => ({
  kind: 'dense',
  units,
  ...{ weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 },
});

describe.each(drawn)('$dataset.kind at random positions', ({ dataset, validation, test }) => {
  const run = runOf(dataset);

  it('has the held-out sets that NumPy draws from their streams', () => {
    expectClose(drawStart(run).validation.inputs, validation);
    expectClose(drawTestSet(run)!.inputs, test);
    expect([...drawTestSet(run)!.targets]).toEqual(
      Array.from({ length: dataset.classes }, (_, label) => label),
    );
  });

  it('keeps them when only the network, the training set or the test set changes', () => {
    const others: StartConfig[] = [
      runOf(dataset, 9),
      runOf({ ...dataset, samplesPerClass: 7, labelNoise: 0.5 }),
      { ...run, test: null },
    ];
    for (const other of others) {
      expect(drawSampleSets(other).validation).toEqual(drawSampleSets(run).validation);
      expect(drawSampleSets(other)).toEqual({
        training: drawStart(other).training,
        validation: drawStart(other).validation,
      });
    }
    expect(drawTestSet(others[0]!)).toEqual(drawTestSet(run));
    expect(drawSampleSets({ ...run, seed: 6 }).validation).not.toEqual(drawSampleSets(run).validation);
  });

  it('has the training set and the weights of a grid', () => {
    const { training, weights } = drawStart(run);
    const onGrid = drawStart(runOf({ ...dataset, positions: 'grid' }));
    expect([training, weights]).toEqual([onGrid.training, onGrid.weights]);
  });
});

describe('without noise', () => {
  const curves = drawn.map(({ dataset }) => dataset).filter(({ kind }) => kind !== 'blobs' && kind !== 'xor');
  const sets = (dataset: DrawnDatasetConfig, positions: Positions) => {
    const run = { ...runOf({ ...dataset, noise: 0, positions }), ...size, test: size.validation };
    return { ...drawSampleSets(run), test: drawTestSet(run)! };
  };
  const size = { validation: { samplesPerClass: 4 } };

  it.each(curves)('sets on a grid are equal, others share no sample: $kind', (dataset) => {
    const grid = sets(dataset, 'grid');
    expect([grid.validation, grid.test]).toEqual([grid.training, grid.training]);
    const random = sets(dataset, 'random');
    expect(random.training).toEqual(grid.training);
    const all = [random.training, random.validation, random.test].flatMap(pointsOf);
    // The arms of the training grid's spiral meet at the origin.
    expect(new Set(all).size).toBe(all.length - (dataset.kind === 'spiral' ? 2 : 0));
  });
});

it('tells where the weights are drawn between the sets', () => {
  expect(drawsBetweenSets({ ...drawn[0]!.dataset, positions: 'grid' })).toBe(true);
  expect(drawsBetweenSets(drawn[0]!.dataset)).toBe(false);
});

function pointsOf({ inputs }: { readonly inputs: Float64Array }): string[] {
  return Array.from(
    { length: inputs.length / 2 },
    (_, index) => `${inputs[2 * index]} ${inputs[2 * index + 1]}`,
  );
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 14));
}
