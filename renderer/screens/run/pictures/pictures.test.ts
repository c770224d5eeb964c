import { presets, type LayerConfig, type RunDetail } from '#api';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import { boundaryLegend, readingsOf, readingsTable, wrongSentence } from '../../../figures/boundary.ts';
import { linesRange, linesTable } from '../../../figures/epoch-lines.ts';
import { activationHistograms, inspectSnapshot } from './inspect-snapshot.ts';
import { inspectedSamples, sampleStride } from './inspected-samples.ts';
import { deadLines, gradientLines, nearZeroLines, normLines } from './inspection-lines.ts';
import { densePlaces } from '../../../words/layer-words.ts';
import { whyNoSnapshots } from '../../shared/snapshot-words.ts';

const { config } = presets[0]!;
const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const small: LayerConfig[] = [
  { kind: 'dense', units: 2, ...none, weightRegularizerL2: 0.5 },
  { kind: 'relu' },
  { kind: 'dense', units: 2, ...none },
  { kind: 'softmax' },
];
// First layer: x and -y; second layer: the identity.
const parameters = Float32Array.from([1, 0, 0, -1, 0, 0, 1, 0, 0, 1, 0, 0]);
const inputs = {
  stride: 1,
  features: 2,
  values: Float64Array.from([1, 1, 2, 3]),
  labels: Float64Array.from([0, 0]),
};
const network = { layers: small, parameters, samples: inspectedSamples(inputs, small) };

describe('inspecting a network', () => {
  const inspection = inspectSnapshot(network);

  it('gives norms, zeros, dead units and gradients', () => {
    const [first, second] = inspection.layers;
    expect(first).toMatchObject({ l1: 2, largest: 1, weights: 4, nearZero: [2, 2, 2, 2] });
    expect(first!.l2).toBeCloseTo(Math.SQRT2, 12);
    // 2 * 0.5 * w has the norm of the weights themselves.
    expect(first!.gradient!.penalty).toBeCloseTo(Math.SQRT2, 6);
    expect(second!.gradient!.penalty).toBe(0);
    expect(inspection.dead).toEqual([{ layer: 1, units: 2, dead: [1] }]);
  });

  it('has an axis for the weights of a diverged run, on which non-finite ones have no place', () => {
    const broken = parameters.with(0, Infinity).with(1, NaN);
    const [first] = inspectSnapshot({ ...network, parameters: broken, samples: null }).layers;
    expect(first!.largest).toBe(1);
  });

  it('becomes lines, null where nothing has been inspected yet', () => {
    const known = [inspection, undefined];
    expect(normLines(small, known, 'l1').map(({ values }) => values)).toEqual([[2, null], [2, null]]); // oxfmt-ignore
    expect(nearZeroLines(small, known, 1e-2)[0]!.values).toEqual([0.5, null]);
    expect(deadLines(small, known)).toMatchObject([{ label: 'dense 1 (2 units)', values: [1, null] }]);
    expect(gradientLines(small, known).map(({ label, dash }) => [label, dash])).toEqual([
      ['dense 1, data loss', 'solid'],
      ['dense 2, data loss', 'solid'],
      ['dense 1, penalty', 'dotted'],
    ]);
    const lines = normLines(small, known, 'l1');
    expect(linesTable([0, 1], lines).rows).toEqual([[0, 2, 2], [1, null, null]]); // oxfmt-ignore
    expect(linesRange(lines, false)).toEqual({ min: 0, max: 2.12 });
    expect(linesRange([{ ...lines[0]!, values: [0, NaN] }], true)).toBeNull();
  });

  it('counts activations apart from exact zeros', () => {
    const [relu] = activationHistograms(network, [1]);
    expect([relu!.zeros, relu!.values]).toEqual([2, 4]);
    expect([...relu!.histogram.counts].reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('takes samples with any number of features', () => {
    const five = { stride: 1, features: 5, values: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), labels: Float64Array.of(1, 0) }; // oxfmt-ignore
    const taken = inspectedSamples(five, small);
    expect(taken).toEqual({ samples: 2, classes: 2, inputs: five.values, targets: Int32Array.of(1, 0) });
    const wide = [{ kind: 'dense' as const, units: 2 * 1024 ** 2, ...none }];
    expect(inspectedSamples(five, wide).inputs).toEqual(Float64Array.of(1, 2, 3, 4, 5));
  });

  it('takes one of several samples if all would not fit into memory', () => {
    expect(sampleStride(3000, presets[2]!.config.layers)).toBe(1);
    expect(sampleStride(100_000, presets[2]!.config.layers)).toBe(25);
  });
});

it('names layers by their place, and where their outputs leave', () => {
  const places = densePlaces([...small.slice(0, 2), { kind: 'dropout', rate: 0.1 }, ...small.slice(2)]);
  expect(places).toEqual([
    { dense: 0, label: 'dense 1', output: 1, outputKind: 'ReLU' },
    { dense: 1, label: 'dense 2', output: 4, outputKind: 'softmax' },
  ]);
});

it('says why there are no pictures', () => {
  const detail = {
    snapshots: { epochs: [] as number[], sizeBytes: 0, budgetBytes: 4 * 1024 ** 2 },
  } as unknown as RunDetail;
  const run = { status: 'completed', config, branch: null } as never;
  expect(whyNoSnapshots(run, undefined)).toBeNull();
  expect(whyNoSnapshots(run, detail)).toContain('Run it again');
  const wide = {
    ...config,
    layers: [{ ...small[0]!, units: 2000 }, small[1]!, { ...small[2]!, units: 2000 }, small[3]!],
  };
  expect(whyNoSnapshots({ status: 'completed', config: wide, branch: null } as never, detail)).toContain(
    'too large',
  );
  expect(whyNoSnapshots(run, { ...detail, snapshots: { ...detail.snapshots, epochs: [0] } })).toBeNull();
});

describe('the boundary in words and numbers', () => {
  const judgement = { loss: 0.5, accuracy: 0.5, wrong: Uint32Array.of(1) };
  const scene = { training: judgement, validation: null } as unknown as Scene;
  const set = { x: Float64Array.of(1, 2), y: Float64Array.of(1, 2), labels: Float64Array.of(0, 1) };
  const classCounts = { training: [1, 1], validation: [1, 1], test: null };
  const samples = { training: set, validation: set, classCounts, inputs: null };

  it('counts what is wrong, and leaves out what is not judged yet', () => {
    const readings = readingsOf(samples, scene);
    expect(wrongSentence(1200, readings)).toBe('Epoch 1,200: 1 of 2 training samples wrong.');
    expect(wrongSentence(1200, readingsOf(samples, null))).toBe('Epoch 1,200…');
    expect(readingsTable([0, 10], new Map([[1, scene]])).rows).toEqual([
      [0, null, null, null, null, null, null],
      [10, 0.5, 0.5, 1, null, null, null],
    ]);
  });

  it('names classes as the data do', () => {
    const shown = { training: true, validation: false, wrong: true };
    const keys = boundaryLegend(3, (index) => ['cat', 'tapir', 'zebra'][index]!, shown);
    expect(keys.map(({ label, tint, mark }) => [label, tint, mark])).toEqual([
      ['cat', { slot: 0 }, 'point'],
      ['tapir', { slot: 1 }, 'square'],
      ['zebra', { slot: 2 }, 'triangle'],
      ['training', { role: 'muted' }, 'point'],
      ['wrong', { role: 'text' }, 'cross'],
    ]);
  });
});
