import { describe, expect, it } from 'vitest';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations } from './forward-activations.ts';
import { gridPoints } from './plane-grid.ts';
import { unitOutputs } from './unit-outputs.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const dense = (units: number): LayerConfig => ({ kind: 'dense', units, ...none });

/** w = np.sin(np.arange(inputs * units) + shift).reshape(inputs, units); b = np.cos(np.arange(units) + shift) */
const parametersOf = (inputs: number, units: number, shift: number): DenseParameters => ({
  weights: Float64Array.from({ length: inputs * units }, (_, index) => Math.sin(index + shift)),
  biases: Float64Array.from({ length: units }, (_, index) => Math.cos(index + shift)),
});
const layers: LayerConfig[] = [
  dense(3),
  { kind: 'tanh' },
  { kind: 'dropout', rate: 0.5 },
  dense(4),
  { kind: 'relu' },
  dense(3),
  { kind: 'softmax' },
];
const parameters = [parametersOf(2, 3, 1), parametersOf(3, 4, 2), parametersOf(4, 3, 3)];
const plane = { xMin: -2.5, xMax: 1.5, yMin: -1.5, yMax: 2.5, columns: 2, rows: 2 };
const points = gridPoints(plane);

it('a grid has the centres of its cells, row by row from below', () => {
  expect([...points]).toEqual([-1.5, -0.5, 0.5, -0.5, -1.5, 1.5, 0.5, 1.5]);
  expect(() => gridPoints({ ...plane, rows: 0.5 })).toThrow('got 2 columns and 0.5 rows');
});

describe('the outputs of units', () => {
  // NumPy 2: h1 = np.tanh(points @ w1 + b1); h2 = np.maximum(0, h1 @ w2 + b2); softmax of h2 @ w3 + b3; each .T
  const numpy = [
    [
      [-0.3306011, 0.8715374, -0.9524109, -0.172426],
      [-0.8618855, 0.4761271, -0.9968026, -0.8853267],
      [-0.7864147, -0.6525487, -0.9247396, -0.8713249],
    ],
    [
      [0, 0.5983029, 0, 0.1484598],
      [0, 0.0983503, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0.3976062, 0],
    ],
    [
      [0.1673999, 0.2504104, 0.1040908, 0.1900952],
      [0.234331, 0.2245989, 0.2131548, 0.2328905],
      [0.598269, 0.5249907, 0.6827543, 0.5770144],
    ],
  ];

  it.each([
    ['tanh', 0],
    ['ReLU', 1],
    ['softmax', 2],
  ])('behind %s are those of NumPy, whichever are asked for', (_, at) => {
    const units = numpy[at]!;
    for (let from = 0; from < units.length; from++) {
      for (let to = from + 1; to <= units.length; to++) {
        const outputs = unitOutputs(parameters, layers, points, { dense: at, from, to });
        const expected = units.slice(from, to).flat();
        expect(outputs.length).toBe(expected.length);
        expected.forEach((value, index) => expect(outputs[index]).toBeCloseTo(value, 6));
      }
    }
  });

  it('are those of the forward pass, of any features', () => {
    const wide = [parametersOf(5, 6, 4), parametersOf(6, 2, 5)];
    const network: LayerConfig[] = [dense(6), { kind: 'leakyRelu', alpha: 0.1 }, dense(2)];
    const inputs = Float64Array.from({ length: 15 }, (_, index) => Math.cos(3 * index));
    forwardActivations(wide, network, inputs).forEach((whole, layer) => {
      if (layer === 0) return; // the leaky ReLU behind it
      const at = layer === 1 ? 0 : 1;
      const units = wide[at]!.biases.length;
      const outputs = unitOutputs(wide, network, inputs, { dense: at, from: 0, to: units });
      outputs.forEach((value, index) => {
        const [unit, sample] = [Math.floor(index / 3), index % 3];
        expect(value).toBeCloseTo(whole[sample * units + unit]!, 6);
      });
    });
  });

  it.each([NaN, Infinity])('are not finite behind a parameter that is %d', (value) => {
    const broken = parameters.with(0, { ...parameters[0]!, biases: Float64Array.of(value, value, value) });
    const outputs = unitOutputs(broken, layers, points, { dense: 2, from: 0, to: 3 });
    // tanh of infinity is 1: only NaN goes on.
    expect(outputs.every(Number.isNaN)).toBe(Number.isNaN(value));
    const first = unitOutputs(broken, layers.slice(0, 1), points, { dense: 0, from: 1, to: 2 });
    expect(first.some(Number.isFinite)).toBe(false);
  });

  it('say what is allowed', () => {
    const ask = (range: { dense: number; from: number; to: number }) => () =>
      unitOutputs(parameters, layers, points, range);
    const allowed = 'allowed: layers below 3, units up to 4';
    expect(ask({ dense: 1, from: 2, to: 5 })).toThrow(`got units 2 to 5 of dense layer 1; ${allowed}`);
    expect(ask({ dense: 1, from: 2, to: 2 })).toThrow(RangeError);
    expect(ask({ dense: 3, from: 0, to: 1 })).toThrow('got units 0 to 1 of dense layer 3');
    expect(() => unitOutputs(parameters, layers, points.subarray(1), { dense: 0, from: 0, to: 1 })).toThrow(
      'got 7 inputs; allowed: a multiple of 2 features',
    );
  });
});
