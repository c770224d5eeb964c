import { expect, it } from 'vitest';
import { drawStart, drawTestSet, type StartConfig } from '../training/draw-start.ts';

const config = (labelNoise: number, seed = 4): StartConfig => ({
  dataset: { kind: 'blobs', samplesPerClass: 50, classes: 3, noise: 0.2, labelNoise, positions: 'grid' },
  validation: { samplesPerClass: 20 },
  test: { samplesPerClass: 10 },
  layers: [
    {
      kind: 'dense',
      units: 3,
      weightRegularizerL1: 0,
      weightRegularizerL2: 0,
      biasRegularizerL1: 0,
      biasRegularizerL2: 0,
    },
    { kind: 'softmax' },
  ],
  initialization: 'chapter',
  seed,
});

/** The samples whose label was changed. */
function changed(labelNoise: number): number[] {
  const clean = drawStart(config(0)).training.targets;
  return [...drawStart(config(labelNoise)).training.targets].flatMap((label, sample) => {
    return label === clean[sample] ? [] : [sample];
  });
}

it.each([
  [0, 0],
  [0.003, 0],
  [0.1, 15],
  [0.333, 50],
  [1, 150],
])('changes share %d of 150 labels: %i', (labelNoise, count) => {
  expect(changed(labelNoise)).toHaveLength(count);
});

it('changes nothing else: inputs, weights, validation and test stay the same, bit for bit', () => {
  const { training, ...rest } = drawStart(config(0.5));
  const { training: clean, ...cleanRest } = drawStart(config(0));
  expect(training.inputs).toEqual(clean.inputs);
  expect(rest).toEqual(cleanRest);
  expect(drawTestSet(config(0.5))).toEqual(drawTestSet(config(0)));
});

it('more noise changes the same labels in the same way, plus others', () => {
  const some = drawStart(config(0.2)).training.targets;
  const more = drawStart(config(0.4)).training.targets;
  for (const sample of changed(0.2)) expect(more[sample]).toBe(some[sample]);
});

it('another seed changes other labels, and every other class comes up', () => {
  const { targets } = drawStart(config(1)).training;
  const [first, second] = [targets.subarray(0, 50), targets.subarray(50, 100)];
  expect(new Set(first)).toEqual(new Set([1, 2]));
  expect(new Set(second)).toEqual(new Set([0, 2]));
  expect(drawStart(config(0.5, 5)).training.targets).not.toEqual(drawStart(config(0.5)).training.targets);
});
