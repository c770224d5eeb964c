import { describe, expect, it } from 'vitest';
import { softmaxForward } from '../layers/softmax.ts';
import { RandomStream } from '../random/random-stream.ts';
import { centralDifference } from '../reference/closeness.ts';
import { accuracy } from './accuracy.ts';
import { categoricalCrossentropy, categoricalCrossentropyBackward } from './categorical-crossentropy.ts';
import { softmaxCrossentropyBackward } from './softmax-crossentropy.ts';

const probabilities = Float64Array.of(0.7, 0.1, 0.2, 0.1, 0.5, 0.4, 0.02, 0.9, 0.08);
const labels = Int32Array.of(0, 1, 1);
const onehot = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0);

describe('categorical cross-entropy', () => {
  it("is the chapter's example, for class indices and one-hot rows", () => {
    expect(categoricalCrossentropy(probabilities, labels, 3)).toBeCloseTo(0.38506088005216804, 15);
    expect(categoricalCrossentropy(probabilities, onehot, 3)).toBe(
      categoricalCrossentropy(probabilities, labels, 3),
    );
  });

  it('is infinite when a target is impossible, and NaN when a probability is NaN', () => {
    expect(categoricalCrossentropy(Float64Array.of(0, 1), Int32Array.of(0), 2)).toBe(Infinity);
    expect(categoricalCrossentropy(Float64Array.of(NaN, 1), Int32Array.of(0), 2)).toBeNaN();
  });

  it.each([
    ['class indices', labels],
    ['one-hot', onehot],
  ])('has the gradients of central differences, %s', (_name, targets) => {
    const p = probabilities.slice();
    const gradients = new Float64Array(9).fill(5);
    categoricalCrossentropyBackward(p, targets, 3, gradients);
    p.forEach((_, index) => {
      const slope = centralDifference(() => categoricalCrossentropy(p, labels, 3), p, index);
      expect(gradients[index]).toBeCloseTo(slope, 6);
    });
  });

  it('refuses rows that are not one-hot', () => {
    expect(() => categoricalCrossentropy(probabilities, Float64Array.of(1, 1, 0), 3)).toThrow(
      'row 0 of the targets is not one-hot: [1, 1, 0]',
    );
    expect(() => categoricalCrossentropy(probabilities, new Float64Array(3), 3)).toThrow('not one-hot');
    expect(() => categoricalCrossentropy(probabilities, Float64Array.of(1, 0), 3)).toThrow('multiple of 3');
  });
});

describe('softmax and cross-entropy combined', () => {
  it.each([
    [1, 2],
    [5, 3],
    [4, 6],
  ])('has the gradients of central differences, %i samples of %i classes', (samples, classes) => {
    const random = new RandomStream(samples);
    const logits = Float64Array.from({ length: samples * classes }, () => random.randn());
    const targets = Int32Array.from({ length: samples }, () => Math.floor(random.randomSample() * classes));
    const rows = Float64Array.from(logits, (_, index) =>
      targets[Math.floor(index / classes)] === index % classes ? 1 : 0,
    );
    const p = new Float64Array(logits.length);
    const loss = (): number => {
      softmaxForward(samples, classes, logits, p);
      return categoricalCrossentropy(p, targets, classes);
    };
    loss();
    const gradients = new Float64Array(logits.length);
    softmaxCrossentropyBackward(p, targets, classes, gradients);
    const fromRows = new Float64Array(logits.length);
    softmaxCrossentropyBackward(p, rows, classes, fromRows);
    expect(fromRows).toEqual(gradients);
    logits.forEach((_, index) => {
      expect(gradients[index]).toBeCloseTo(centralDifference(loss, logits, index), 7);
    });
  });
});

describe('accuracy', () => {
  it('is the fraction of rows whose largest entry is the target', () => {
    expect(accuracy(probabilities, labels, 3)).toBe(1);
    expect(accuracy(probabilities, Int32Array.of(0, 2, 1), 3)).toBe(2 / 3);
    expect(accuracy(probabilities, onehot, 3)).toBe(1);
  });

  it('gives a tie to the first class', () => {
    const tied = Float64Array.of(0.5, 0.5);
    expect(accuracy(tied, Int32Array.of(0), 2)).toBe(1);
    expect(accuracy(tied, Int32Array.of(1), 2)).toBe(0);
  });

  it('treats the first NaN as the largest, as NumPy does', () => {
    const broken = Float64Array.of(0.9, NaN, NaN);
    expect(accuracy(broken, Int32Array.of(1), 3)).toBe(1);
    expect(accuracy(broken, Int32Array.of(0), 3)).toBe(0);
  });
});
