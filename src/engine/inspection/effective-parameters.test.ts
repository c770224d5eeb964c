import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../training/training-config.ts';
import { effectiveParameters, shrinkageTrace } from './effective-parameters.ts';
import { gaussNewtonMatrix, maxCurvatureParameters } from './gauss-newton.ts';

const dense = (units: number, weightRegularizerL2 = 0, biasRegularizerL2 = 0): LayerConfig => ({
  kind: 'dense',
  units,
  weightRegularizerL1: 0,
  weightRegularizerL2,
  biasRegularizerL1: 0,
  biasRegularizerL2,
});
const relu: LayerConfig = { kind: 'relu' };
const softmax: LayerConfig = { kind: 'softmax' };
const matrix = (rows: number, columns: number, entry: (row: number, column: number) => number) =>
  Float64Array.from({ length: rows * columns }, (_, index) =>
    entry(Math.floor(index / columns), index % columns),
  );

// X = np.array([[np.sin(1+3*s+k) for k in range(2)] for s in range(7)])
const inputs = matrix(7, 2, (sample, feature) => Math.sin(1 + 3 * sample + feature));
const norm = (values: Float64Array) => Math.hypot(...values);
const trace = (values: Float64Array, size: number) =>
  values.reduce((sum, value, index) => (index % (size + 1) === 0 ? sum + value : sum), 0);

// All expected values: NumPy 1.24.2, H = sum of J[s].T @ (np.diag(p) - np.outer(p, p)) @ J[s] over samples / 7.
describe('softmax regression, where the Gauss-Newton matrix is the Hessian', () => {
  // W = np.array([[np.cos(2*i+5*u) for u in range(3)] for i in range(2)]); b = np.array([.1, -.2, .3])
  const parameters = [
    {
      weights: matrix(2, 3, (input, unit) => Math.cos(2 * input + 5 * unit)),
      biases: Float64Array.from([0.1, -0.2, 0.3]),
    },
  ];

  it("has NumPy's entries", () => {
    const hessian = gaussNewtonMatrix(parameters, [dense(3), softmax], inputs);
    expect(hessian[0]).toBeCloseTo(0.07115504416213438, 14);
    expect(hessian[1]).toBeCloseTo(-0.029723797702466748, 14);
    expect(hessian[9]).toBeCloseTo(-0.029723797702466748, 14);
    expect(hessian[8]).toBeCloseTo(0.01348615420718072, 14);
    expect(hessian[80]).toBeCloseTo(0.23238922106057083, 14);
    expect(trace(hessian, 9)).toBeCloseTo(1.4134416879065814, 13);
    expect(norm(hessian)).toBeCloseTo(0.7269283942857037, 13);
  });

  it('is the sum over eigenvalues when there is one lambda', () => {
    // e = np.linalg.eigvalsh(H); (e / (e + 2e-2)).sum()
    const { effective, parameters: all } = effectiveParameters(
      parameters,
      [dense(3, 1e-2, 1e-2), softmax],
      inputs,
    );
    expect(effective).toBeCloseTo(4.529632125294685, 11);
    expect(all).toBe(9);
  });

  it('has the limit where biases are unpenalized and one of them is redundant', () => {
    // np.trace(np.linalg.pinv(H + np.diag([2e-2]*6 + [0]*3), rcond=1e-13) @ H)
    const { effective } = effectiveParameters(parameters, [dense(3, 1e-2), softmax], inputs);
    expect(effective).toBeCloseTo(4.662448158144076, 10);
  });

  it('is the rank of the curvature without a penalty, and almost 0 under a huge one', () => {
    expect(effectiveParameters(parameters, [dense(3), softmax], inputs).effective).toBe(6);
    expect(effectiveParameters(parameters, [dense(3, 1e9, 1e9), softmax], inputs).effective).toBeCloseTo(
      0,
      8,
    );
  });
});

describe('a hidden layer of four, one unit of it dead', () => {
  // W1 = [[np.sin(1.3*i+.7*u+.4) for u in range(4)] for i in range(2)], b1 = [.1, -.3, .2, -2.5],
  // W2 = [[np.cos(1.1*i+2.3*u) for u in range(3)] for i in range(4)], b2 = [.2, 0, -.1]; J by central differences of the logits.
  const parameters = [
    {
      weights: matrix(2, 4, (input, unit) => Math.sin(1.3 * input + 0.7 * unit + 0.4)),
      biases: Float64Array.from([0.1, -0.3, 0.2, -2.5]),
    },
    {
      weights: matrix(4, 3, (input, unit) => Math.cos(1.1 * input + 2.3 * unit)),
      biases: Float64Array.from([0.2, 0, -0.1]),
    },
  ];
  const layers = (lambdas: readonly number[]): LayerConfig[] => [
    dense(4, lambdas[0], lambdas[1]),
    relu,
    { kind: 'dropout', rate: 0.5 },
    dense(3, lambdas[2], lambdas[3]),
    softmax,
  ];

  it("has NumPy's curvature, over many tiles too", () => {
    const curvature = gaussNewtonMatrix(parameters, layers([0, 0, 0, 0]), inputs);
    expect(trace(curvature, 27)).toBeCloseTo(2.582824480755152, 10);
    expect(norm(curvature)).toBeCloseTo(2.0905759658178846, 10);
    expect(curvature[0]).toBeCloseTo(0.061463818988825296, 10);
    expect(curvature[27 + 20]).toBeCloseTo(0.02697178706703698, 10);
    const repeated = Float64Array.from({ length: 14 * 9 }, (_, index) => inputs[index % 14]!);
    const same = gaussNewtonMatrix(parameters, layers([0, 0, 0, 0]), repeated);
    same.forEach((value, index) => expect(value).toBeCloseTo(curvature[index]!, 13));
  });

  // np.trace(np.linalg.pinv(H + L, rcond=1e-11, hermitian=True) @ H), L = np.diag of twice the lambdas
  it.each([
    [[1e-3, 1e-3, 1e-3, 1e-3], 5.858199122275908],
    [[1e-2, 0, 1e-4, 1e-4], 6.686364994303535],
    [[1e-2, 0, 0, 0], 8],
    [[0, 0, 0, 0], 8],
  ])('is right at the lambdas %j of weights and biases, layer by layer: %d', (lambdas, expected) => {
    expect(effectiveParameters(parameters, layers(lambdas), inputs).effective).toBeCloseTo(expected, 8);
  });

  it('says what it cannot do', () => {
    const wide = [{ weights: new Float64Array(2 * 342), biases: new Float64Array(342) }];
    expect(() => gaussNewtonMatrix(wide, [dense(342), softmax], inputs)).toThrow(
      `got 1026 parameters; allowed for curvature: at most ${maxCurvatureParameters}`,
    );
    const broken = [parameters[0]!, { ...parameters[1]!, biases: Float64Array.from([NaN, 0, 0]) }];
    expect(() => effectiveParameters(broken, layers([0, 0, 0, 0]), inputs)).toThrow('not finite');
    expect(() => gaussNewtonMatrix(parameters, layers([0, 0, 0, 0]), new Float64Array(0))).toThrow(
      'got no samples',
    );
  });
});

describe('shrinkageTrace', () => {
  it('is e / (e + penalty) for each direction, and 0 where both are 0', () => {
    const curvature = Float64Array.from([3, 0, 0, 0, 0, 0, 0, 0, 5]);
    expect(shrinkageTrace(curvature, Float64Array.from([1, 0, 0]))).toBeCloseTo(0.75 + 1, 14);
    expect(shrinkageTrace(curvature, Float64Array.from([1, 2, 5]))).toBeCloseTo(0.75 + 0.5, 14);
    expect(shrinkageTrace(new Float64Array(4), new Float64Array(2))).toBe(0);
  });
});
