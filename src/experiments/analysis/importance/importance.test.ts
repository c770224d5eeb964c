import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { associations, cramersV, spearman } from './association.ts';
import { type Setting, settingImportance } from './importance.ts';

interface Reference {
  readonly names: readonly string[];
  readonly settings: readonly (readonly number[])[];
  readonly metric: readonly number[];
  readonly explained: number;
  readonly falls: readonly number[];
  readonly spearman: number;
  readonly cramersV: number;
}
const reference = JSON.parse(readFileSync(new URL('importance.json', import.meta.url), 'utf8')) as Reference;
const { names, metric } = reference;
const settings = names.map((name, at): Setting => {
  return { name, values: reference.settings[at]!, isNumber: name !== 'optimizer' };
});
const study = settingImportance(settings, metric)!;
const fallOf = (name: string): number => study.importances.find((one) => one.name === name)!.fall;

describe('importance', () => {
  it('agrees with scikit-learn to 0.08 of R², on the same runs', () => {
    names.forEach((name, at) =>
      expect(Math.abs(fallOf(name) - reference.falls[at]!), name).toBeLessThan(0.08),
    );
    expect(Math.abs(study.explained - reference.explained)).toBeLessThan(0.08);
  });

  it('ranks first what matters most, and last what does not matter, with an interval around 0', () => {
    expect(study.importances[0]!.name).toBe('lambda');
    const noise = study.importances.at(-1)!;
    expect(noise.name).toBe('noise');
    expect(noise.low).toBeLessThan(0.01);
    for (const { name, low } of study.importances.slice(0, -1)) expect(low, name).toBeGreaterThan(0);
  });

  it('is the same each time', () => {
    expect(settingImportance(settings, metric)).toEqual(study);
  });

  it('explains nothing when the settings do not determine the metric', () => {
    const spun = metric.map((_, run) => metric[(run * 89) % metric.length]!);
    const none = settingImportance(settings, spun)!;
    expect(none.explained).toBeLessThan(0.1);
  });

  it('excludes runs without a finite value, and refuses too few runs or combinations', () => {
    const few = metric.map((value, run) => (run % 2 === 0 ? NaN : value));
    expect(settingImportance(settings, few)!.runs).toBe(120);
    expect(
      settingImportance(
        settings,
        metric.map((value, run) => (run < 29 ? value : NaN)),
      ),
    ).toBeNull();
    const two = [{ name: 'lambda', values: metric.map((_, run) => run % 9), isNumber: true }];
    expect(settingImportance(two, metric)).toBeNull();
  });

  it('handles a setting that some runs lack, and a constant one', () => {
    const lacking: Setting[] = [
      { name: 'momentum', values: metric.map((_, run) => (run % 2 === 0 ? NaN : 0.9)), isNumber: true },
      { name: 'same', values: metric.map(() => 7), isNumber: true },
      { name: 'run', values: metric.map((_, run) => run % 40), isNumber: true },
    ];
    const found = settingImportance(
      lacking,
      metric.map((_, run) => (run % 2 === 0 ? 1 : 3)),
    )!;
    expect(found.explained).toBeGreaterThan(0.95);
    expect(found.importances.find(({ name }) => name === 'same')).toMatchObject({ fall: 0, low: 0, high: 0 });
  });
});

describe('association', () => {
  it('is measured as in SciPy', () => {
    expect(spearman(reference.settings[0]!, reference.settings[2]!)).toBeCloseTo(reference.spearman, 12);
    const words = (at: number): string[] => reference.settings[at]!.map(String);
    expect(cramersV(words(1), words(3))).toBeCloseTo(reference.cramersV, 12);
  });

  it('is reported strongest first, including settings that some runs lack', () => {
    const kind = { name: 'kind', values: [0, 1, 0, 1, 0, 1], isNumber: false };
    const momentum = { name: 'momentum', values: [NaN, 0.9, NaN, 0.9, NaN, 0.9], isNumber: true };
    const units = { name: 'units', values: [8, 16, 32, 64, 128, 256], isNumber: true };
    const samples = { name: 'samples', values: [6, 5, 4, 3, 2, 1], isNumber: true };
    expect(associations([units, samples]).map(({ strength }) => strength)).toEqual([expect.closeTo(1, 12)]);
    expect(associations([kind, momentum])).toEqual([{ names: ['kind', 'momentum'], strength: 1 }]);
    expect(associations([momentum, units])).toEqual([]);
  });
});
