import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { overfitOnset, type OverfitOnset } from './overfit-onset.ts';

/** Onset of a curve that is validated every 10 epochs, by default with a training loss that only falls. */
function onsetOf(
  validation: readonly number[],
  { training = validation.map((_, at) => 1 / (at + 1)), forkedAt = null as number | null } = {},
): OverfitOnset | null {
  const epochs = validation.map((_, at) => (forkedAt ?? 0) + at * 10);
  return overfitOnset({ epochs, validationLosses: validation, dataLosses: training, forkedAt });
}
const curve = (length: number, loss: (at: number) => number): number[] =>
  Array.from({ length }, (_, at) => loss(at));

describe('overfitOnset', () => {
  // v = [1, .7, .5, .42, .4, .41, .43, .46, .5, .55, .6, .65]; m = [median of v[max(0, k-2):k+3]];
  // .5356 * 1.4826 * np.median(np.abs(v[1:-1] - (v[:-2] + v[2:]) / 2)) / 1.5 ** .5, NumPy 2.4.6
  it('is where the median of five stays clearly above its minimum', () => {
    const onset = onsetOf([1, 0.7, 0.5, 0.42, 0.4, 0.41, 0.43, 0.46, 0.5, 0.55, 0.6, 0.65])!;
    expect(onset.minimum).toEqual({ epoch: 30, loss: 0.42 });
    expect(onset.standardError).toBeCloseTo(0.0032418, 7);
    expect(onset.threshold).toBeCloseTo(0.441, 14);
    expect(onset).toMatchObject({ lasting: 5, judged: 12, rise: 'overfit', epoch: 70 });
  });

  const bowl = (at: number): number => 0.5 + ((at - 300) / 1000) ** 2;

  it('waits on a smooth bowl until the rise is 5 %, at any scale', () => {
    // 0.5 + x^2 > 1.05 * 0.5 from x = 0.158 on.
    const losses = curve(1001, bowl);
    expect(onsetOf(losses)).toMatchObject({ minimum: { epoch: 2990, loss: 0.500001 }, epoch: 4590 });
    expect(onsetOf(losses.map((loss) => loss * 1e-6))!.epoch).toBe(4590);
    expect(onsetOf(losses.map((loss) => loss * 1e6))!.epoch).toBe(4590);
    expect(onsetOf(losses.slice(0, 450))).toMatchObject({ rise: 'none', epoch: null });
  });

  it('finds the same in a noisy bowl', () => {
    const random = new RandomStream(5);
    const onset = onsetOf(curve(1001, (at) => bowl(at) + 0.01 * random.randn()))!;
    expect(Math.abs(onset.minimum.epoch - 3000)).toBeLessThan(700);
    expect(Math.abs(onset.epoch! - 4590)).toBeLessThan(500);
  });

  it.each([10, 20, 50, 100, 1000])('finds almost none in %d losses around a flat level', (length) => {
    const random = new RandomStream(11);
    const found = curve(200, () => {
      const onset = onsetOf(curve(length, () => 1 + 0.1 * random.randn()))!;
      return onset.epoch === null ? 0 : 1;
    });
    expect(found.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(4);
  });

  it('has the standard error of a median of five', () => {
    const random = new RandomStream(3);
    const onset = onsetOf(curve(20_000, () => random.randn()))!;
    expect(Math.abs(onset.standardError! / 0.5356 - 1)).toBeLessThan(0.03);
  });

  it('is null on a curve that falls or is flat', () => {
    expect(onsetOf(curve(100, (at) => 1 / (at + 1)))).toMatchObject({ rise: 'none', epoch: null });
    expect(onsetOf(curve(100, () => 2))).toMatchObject({
      minimum: { epoch: 0, loss: 2 },
      threshold: 2.1,
      rise: 'none',
    });
  });

  it('requires a rise that lasts a twentieth of the run', () => {
    const spike = (from: number, length: number): number[] =>
      curve(400, (at) => (at >= from && at < from + length ? 2 : 1));
    expect(onsetOf(spike(100, 2))!.rise).toBe('none');
    expect(onsetOf(spike(100, 19))!.rise).toBe('brief');
    expect(onsetOf(spike(381, 19))!.rise).toBe('brief');
    expect(onsetOf(spike(100, 20))).toMatchObject({ lasting: 20, rise: 'overfit', epoch: 1000 });
  });

  it('ignores a rise that is followed by a lower loss', () => {
    const twice = curve(200, (at) => (at < 50 ? 1 : at < 120 ? 1.5 : 0.9));
    expect(onsetOf(twice)).toMatchObject({ minimum: { epoch: 1200 }, rise: 'none', epoch: null });
    expect(onsetOf(twice.slice(0, 120))!.epoch).toBe(500);
  });

  it('ignores a jump that training loss makes too, but not what follows once training has recovered', () => {
    const losses = curve(200, (at) => (at < 100 ? 1 : 1.5));
    const jump = curve(200, (at) => (at < 100 ? 0.5 : 0.9));
    expect(onsetOf(losses, { training: jump })).toMatchObject({ rise: 'withTraining', epoch: null });
    const recovered = curve(200, (at) => (at < 100 ? 0.5 : at < 150 ? 0.9 : 0.4));
    expect(onsetOf(losses, { training: recovered })!.epoch).toBe(1500);
    // It recovered after 3 of the 11 validated epochs above the threshold: 10 must follow.
    const late = curve(200, (at) => (at < 189 ? 0.5 : at < 192 ? 0.9 : 0.4));
    const risen = curve(200, (at) => (at < 189 ? 1 : 1.5));
    expect(onsetOf(risen, { training: late })).toMatchObject({
      lasting: 10,
      rise: 'withTraining',
      epoch: null,
    });
  });

  it('does not look across the start of a fork', () => {
    // The first loss is that of the parent's network.
    const losses = curve(100, (at) => (at === 0 ? 0.3 : 0.8 - at / 1000));
    expect(onsetOf(losses, { forkedAt: 3000 })).toMatchObject({ judged: 99, rise: 'none', epoch: null });
    expect(onsetOf(losses.slice(0, 1), { forkedAt: 3000 })).toBeNull();
  });

  it('skips values that are not finite', () => {
    const losses = curve(200, (at) => 0.5 + ((at - 60) / 100) ** 2);
    const training = curve(200, (at) => 1 / (at + 1));
    const clean = onsetOf(losses)!;
    const broken = overfitOnset({
      epochs: [...losses.map((_, at) => at * 10), 2000, 2010, 2020],
      validationLosses: [...losses, NaN, Infinity, -Infinity],
      dataLosses: [...training, NaN, NaN, NaN],
      forkedAt: null,
    });
    expect(broken).toEqual(clean);
    expect(clean.epoch).toBe(760);
    expect(onsetOf([NaN, Infinity])).toBeNull();
    expect(onsetOf([])).toBeNull();
    expect(onsetOf([3])).toEqual({
      minimum: { epoch: 0, loss: 3 },
      standardError: null,
      threshold: 3.15,
      lasting: 5,
      judged: 1,
      rise: 'none',
      epoch: null,
    });
  });

  it('says what is allowed', () => {
    const one = { epochs: [1], validationLosses: [1], dataLosses: [1, 2], forkedAt: null };
    expect(() => overfitOnset(one)).toThrow(
      'got 1 epochs for 1 validation and 2 data losses; allowed: as many',
    );
  });
});

/**
 * The engine's results for the chapter's presets with `run --preset ... --set evaluateEvery=50`, and for two forks of the first one: `fork
 * --at 3000 --set optimizer.learningRate=0.2` and, to epoch 4,000, `fork --at 600 --set layers.0.weightRegularizerL1=0.01`; dataLoss and
 * validationLoss of `export epochs` in four digits.
 */
const [header, ...lines] = readFileSync(join(import.meta.dirname, 'chapter-curves.csv'), 'utf8').trim().split('\n'); // oxfmt-ignore

function chapterOnset(run: string, forkedAt: number | null): OverfitOnset {
  const column = header!.split(',').indexOf(`${run} dataLoss`);
  const rows = lines.map((line) => line.split(',')).filter((cells) => cells[column] !== '');
  const values = (place: number): number[] => rows.map((cells) => Number(cells[place]));
  const [epochs, dataLosses, validationLosses] = [values(0), values(column), values(column + 1)];
  return overfitOnset({ epochs, validationLosses, dataLosses, forkedAt })!;
}

it.each([
  ['100x64', null, 700, 'overfit', 1300],
  ['1000x64', null, 5700, 'none', null],
  ['1000x512', null, 10_000, 'none', null],
  ['fork-lr', 3000, 4000, 'overfit', 4300],
  // Validation loss jumps from 0.49 to 0.7 and more, along with training loss, because the penalty prevents the fit.
  ['fork-l1', 600, 650, 'withTraining', null],
] as const)('tells of %s, forked at %s', (run, forkedAt, minimum, rise, epoch) => {
  const onset = chapterOnset(run, forkedAt);
  expect(onset.minimum.epoch).toBe(minimum);
  expect(onset).toMatchObject({ rise, epoch });
});
