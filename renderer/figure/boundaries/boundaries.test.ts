import type { DenseParameters, LayerConfig } from '#api';
import { describe, expect, it } from 'vitest';
import { boundaryLines } from './boundary-lines.ts';
import { judgeSamples } from './judge-samples.ts';
import { planeFrame } from './plane-frame.ts';
import { planeOf } from './plane-of.ts';
import { makeScene } from './scene.ts';
import { shadeClasses } from './shade-classes.ts';

const points = (x: number[], y: number[], labels: number[] = x.map(() => 0)) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  labels: Float64Array.from(labels),
});

describe('planeOf', () => {
  it('gives both features the same scale, with a margin', () => {
    const plane = planeOf([points([-1, 1], [0, 0.5]), points([0], [1])], 10);
    expect(plane).toEqual({
      xMin: -1.12,
      xMax: 1.12,
      yMin: -0.6200000000000001,
      yMax: 1.62,
      columns: 10,
      rows: 10,
    });
  });

  it('gives each its own scale if one spreads much wider', () => {
    const { xMin, xMax, yMin, yMax } = planeOf([points([0, 100], [0, 1])], 10);
    expect([xMin, xMax]).toEqual([-6.000000000000007, 106]);
    expect(yMin).toBeCloseTo(-0.06, 12);
    expect(yMax).toBeCloseTo(1.06, 12);
  });

  it('is never empty', () => {
    expect(planeOf([], 4)).toMatchObject({ xMin: -1, xMax: 1, yMin: -1, yMax: 1 });
    expect(planeOf([points([2], [3])], 4)).toMatchObject({ xMin: 1, xMax: 3, yMin: 2, yMax: 4 });
  });
});

it('planeFrame puts the largest square between its axes, y upwards', () => {
  const frame = planeFrame({ xMin: 0, xMax: 10, yMin: 0, yMax: 1, columns: 1, rows: 1 }, 458, 1000);
  expect(frame).toMatchObject({ left: 44, side: 400, top: 287 });
  expect([frame.toX(0), frame.toX(10), frame.toY(0), frame.toY(1)]).toEqual([44, 444, 687, 287]);
  expect(frame.xTicks.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8', '10']);
});

describe('shadeClasses', () => {
  const palette = [
    [255, 0, 0],
    [0, 0, 255],
  ] as const;

  it('has the upper row first, and fades with uncertainty', () => {
    // Lower row: class 0 for certain, a tie; upper row: class 1 at 0.75, NaN.
    const probabilities = Float32Array.from([1, 0, 0.5, 0.5, 0.25, 0.75, NaN, NaN]);
    expect([...shadeClasses(probabilities, { columns: 2, rows: 2, palette })]).toEqual([
      ...[0, 0, 255, 81, 0, 0, 0, 0],
      ...[255, 0, 0, 150, 255, 0, 0, 12],
    ]);
  });
});

describe('boundaryLines', () => {
  it('run where two classes are equally probable', () => {
    // Class 0 on the left; on the right it loses, by a wider margin in the upper row.
    const probabilities = Float32Array.from([0.75, 0.25, 0.25, 0.75, 0.75, 0.25, 0, 1]);
    const [x1, y1, x2, y2] = boundaryLines(probabilities, { columns: 2, rows: 2 });
    expect([x1, y1]).toEqual([0.5, 0.25]);
    expect(x2).toBeCloseTo(0.25 + 0.5 * (0.5 / 1.5), 6);
    expect(y2).toBe(0.75);
  });

  it('meet in one point where three classes do, and stay out of NaN cells', () => {
    const sure = (label: number) => [0, 1, 2].map((index) => (index === label ? 1 : 0));
    const three = Float32Array.from([...sure(0), ...sure(1), ...sure(2), ...sure(2)]);
    const lines = boundaryLines(three, { columns: 2, rows: 2 });
    expect(lines).toHaveLength(12);
    expect([lines[2], lines[3]]).toEqual([lines[6], lines[7]]);
    const broken = Float32Array.from([...sure(0), NaN, NaN, NaN, ...sure(0), NaN, NaN, NaN]);
    expect(boundaryLines(broken, { columns: 2, rows: 2 })).toHaveLength(0);
  });
});

describe('a network that tells left from right', () => {
  // Logits -x and x: the probability of class 1 is 1 / (1 + exp(-2x)).
  const layers: LayerConfig[] = [
    {
      kind: 'dense',
      units: 2,
      weightRegularizerL1: 0,
      weightRegularizerL2: 0,
      biasRegularizerL1: 0,
      biasRegularizerL2: 0,
    },
    { kind: 'softmax' },
  ];
  const weights = Float64Array.from([-1, 1, 0, 0]);
  const parameters: DenseParameters[] = [{ weights, biases: new Float64Array(2) }];

  it('is judged as during training', () => {
    const set = points([1, -1, 0.5, 20], [0, 0, 0, 0], [1, 0, 0, 1]);
    const { loss, accuracy, wrong } = judgeSamples(parameters, layers, set);
    // -np.log(p).mean() with p = 1 / (1 + np.exp(-2 * np.array([1, 1, -.5, 20])))
    expect(loss).toBeCloseTo(0.391779427401042, 12);
    expect(accuracy).toBe(0.75);
    expect([...wrong]).toEqual([2]);
  });

  it('has a finite loss where probabilities underflow', () => {
    // torch.nn.functional.cross_entropy of logits [[-1000, 1000], [2, -2]] and labels 0, 0
    const { loss, accuracy } = judgeSamples(parameters, layers, points([1000, -2], [0, 0], [0, 0]));
    expect([loss, accuracy]).toEqual([1000.0090749639589, 0.5]);
  });

  it('is never right where it computes NaN', () => {
    const broken = [{ weights, biases: Float64Array.from([NaN, 0]) }];
    const { loss, accuracy, wrong } = judgeSamples(broken, layers, points([1, 2], [0, 0]));
    expect(loss).toBeNaN();
    expect(accuracy).toBe(0);
    expect([...wrong]).toEqual([0, 1]);
  });

  it('makes a scene of its plane', () => {
    const plane = { xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: 4, rows: 2 };
    const snapshot = Float32Array.from([...weights, 0, 0]);
    const palette = [
      [1, 2, 3],
      [4, 5, 6],
    ] as const;
    const scene = makeScene({
      layers,
      parameters: snapshot,
      plane,
      palette,
      training: points([1], [0], [1]),
    });
    expect([...scene.picture].filter((_, index) => index % 4 === 0)).toEqual([1, 1, 4, 4, 1, 1, 4, 4]);
    expect([...scene.lines]).toEqual([0.5, 0.25, 0.5, 0.75]);
    expect(scene.training?.accuracy).toBe(1);
    expect(scene.validation).toBeNull();
  });
});
