import { describe, expect, it } from 'vitest';
import { RandomStream } from '../random/random-stream.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';
import { probabilitiesOnGrid } from './probabilities-on-grid.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const dense = (units: number): LayerConfig => ({ kind: 'dense', units, ...none });
const relu: LayerConfig = { kind: 'relu' };
const softmax: LayerConfig = { kind: 'softmax' };
const dropout: LayerConfig = { kind: 'dropout', rate: 0.5 };
const grid = { xMin: -1, xMax: 1.5, yMin: -2, yMax: 1, columns: 23, rows: 9 };

const networks: [string, LayerConfig[]][] = [
  ['one hidden layer', [dense(64), relu, dense(3), softmax]],
  ['dropout', [dense(7), relu, dropout, dense(5), softmax]],
  ['three hidden layers', [dense(9), relu, dense(6), relu, dense(11), relu, dense(2), softmax]],
  ['no hidden layer', [dense(4), softmax]],
  ['tanh', [dense(7), { kind: 'tanh' }, dense(6), { kind: 'sigmoid' }, dropout, dense(3), softmax]],
  ['leaky ReLU', [dense(7), { kind: 'leakyRelu', alpha: 0.1 }, dense(3), softmax]],
  ['tanh behind ReLU', [dense(7), relu, dense(6), { kind: 'tanh' }, dense(3), softmax]],
  ['no ReLU', [dense(5), dense(6), dropout, dense(3), softmax]],
];

describe.each(networks)('with %s', (_, layers) => {
  const random = new RandomStream(2);
  const normals = (length: number) => Float32Array.from({ length }, () => random.randn());
  let width = 2;
  const parameters = layers.flatMap((layer) => {
    if (layer.kind !== 'dense') return [];
    const own = { weights: normals(width * layer.units), biases: normals(layer.units) };
    width = layer.units;
    return [own];
  });
  const classes = width;

  it.each([
    ['a grid', grid],
    ['a single point', { ...grid, columns: 1, rows: 1 }],
    [
      'a grid from right to left and top to bottom',
      { xMin: 3, xMax: -1, yMin: 2, yMax: 0, columns: 8, rows: 3 },
    ],
  ])('is the forward pass at the centres of %s', (_name, { xMin, xMax, yMin, yMax, columns, rows }) => {
    const points: number[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        points.push(xMin + ((xMax - xMin) * (column + 0.5)) / columns);
        points.push(yMin + ((yMax - yMin) * (row + 0.5)) / rows);
      }
    }
    const expected = forwardActivations(parameters, layers, Float64Array.from(points)).at(-1)!;
    const got = probabilitiesOnGrid(parameters, layers, { xMin, xMax, yMin, yMax, columns, rows });
    expect(got.length).toBe(rows * columns * classes);
    expect(got.length).toBe(expected.length);
    got.forEach((probability, index) => expect(Math.abs(probability - expected[index]!)).toBeLessThan(1e-6));
  });
});

describe('probabilitiesOnGrid', () => {
  // Logits relu(x) and relu(-x) + relu(y), so that class 1 wins where x < y and everywhere on the left.
  const layers = [dense(3), relu, dense(2), softmax];
  const parameters = [
    { weights: Float64Array.from([1, -1, 0, 0, 0, 1]), biases: new Float64Array(3) },
    { weights: Float64Array.from([1, 0, 0, 1, 0, 1]), biases: new Float64Array(2) },
  ];

  it('goes from left to right and from low to high y', () => {
    const corner = { xMin: -2, xMax: 2, yMin: -1, yMax: 3, columns: 2, rows: 2 };
    const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
    // Points (-1, 0), (1, 0), (-1, 2), (1, 2): class 1's logit exceeds class 0's by 1, -1, 3, 1.
    const expected = [1, -1, 3, 1].flatMap((z) => [sigmoid(-z), sigmoid(z)]);
    probabilitiesOnGrid(parameters, layers, corner).forEach((probability, index) =>
      expect(probability).toBeCloseTo(expected[index]!, 6),
    );
  });

  it.each([NaN, Infinity])('shows a parameter that is %d as NaN', (value) => {
    const broken = [
      { ...parameters[0]!, biases: Float64Array.from([value, 0, 0]) },
      { weights: parameters[1]!.weights.map((weight) => weight + 1), biases: parameters[1]!.biases },
    ];
    expect(probabilitiesOnGrid(broken, layers, grid).every(Number.isNaN)).toBe(true);
  });

  it('says what is allowed', () => {
    const wide = [{ weights: new Float64Array(6), biases: new Float64Array(2) }];
    expect(() => probabilitiesOnGrid(wide, [dense(2), softmax], grid)).toThrow(
      'got a network of 3 features; allowed: 2',
    );
    expect(() => probabilitiesOnGrid(parameters, layers, { ...grid, columns: 0 })).toThrow(RangeError);
    expect(() => probabilitiesOnGrid([], [], grid)).toThrow(RangeError);
  });
});
