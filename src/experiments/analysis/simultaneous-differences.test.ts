import { describe, expect, it } from 'vitest';
import { holm, twoSidedP } from './paired-t-test.ts';
import { signFlips } from './sign-flips.ts';
import { isSignificant, simultaneousDifferences } from './simultaneous-differences.ts';

/** Differences of three lambdas from none over eight seeds. */
const contrasts = [
  [-0.069, -0.082, 0.029, 0.016, -0.009, -0.113, -0.023, 0.05],
  [-0.254, -0.166, -0.31, -0.249, -0.304, -0.144, -0.247, -0.093],
  [-0.184, -0.219, -0.452, -0.254, -0.205, -0.189, -0.353, -0.248],
];

describe('max-t by sign flips', () => {
  // All 2^8 flips in NumPy: max over contrasts of |mean| / (std(ddof=1) / sqrt(8)).
  it('has the p-values and the critical value of all flips', () => {
    const { p, criticalValue, flips, isComplete } = signFlips(contrasts);
    expect(p).toEqual([0.4765625, 0.0078125, 0.0078125]);
    expect(criticalValue).toBeCloseTo(3.434600373522238, 10);
    expect([flips, isComplete]).toEqual([128, true]);
  });

  it('uses the same random flips each time when there are too many', () => {
    // NumPy over all 2^19 flips: p 0.045759 and 0.023573, critical value 2.443337. Of 5,000 flips p is off by 0.003 or so.
    const many = [
      [-0.74, -0.65, 0.28, -0.65, -0.27, 0.19, -0.54, -0.31, -0.19, -0.22],
      [-0.21, 0.04, -0.34, 0.09, -0.28, 0.08, 0.47, -0.59, -0.15, -0.48],
    ];
    const more = [
      [-0.86, -0.21, 0.43, -1.02, 0.18, -0.19, -0.57, 0.75, 0.13, -0.85],
      [-0.19, -0.84, -0.54, -0.35, 0.2, 0.32, -0.91, -0.65, 0.07, -1.25],
    ];
    const found = signFlips(many.map((values, index) => [...values, ...more[index]!]));
    expect(found.p[0]).toBeGreaterThan(0.0458 - 0.009);
    expect(found.p[0]).toBeLessThan(0.0458 + 0.009);
    expect(found.p[1]).toBeGreaterThan(0.0236 - 0.007);
    expect(found.p[1]).toBeLessThan(0.0236 + 0.007);
    expect(Math.abs(found.criticalValue - 2.443337)).toBeLessThan(0.08);
    expect([found.flips, found.isComplete]).toEqual([5000, false]);
  });

  it('counts equal statistics, and gives a contrast that is always 0 a p of 1', () => {
    const { p } = signFlips([
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1],
    ]);
    expect(p).toEqual([1, 1 / 32]);
  });

  it('refuses too few seeds, and contrasts with different seeds', () => {
    expect(() => signFlips([[1, 2]])).toThrow('got contrasts of 2 seeds');
    expect(() =>
      signFlips([
        [1, 2, 3],
        [1, 2],
      ]),
    ).toThrow(RangeError);
  });
});

describe('Holm', () => {
  it('adjusts as statsmodels does', () => {
    // scipy.stats.ttest_1samp of the first five seeds, then statsmodels multipletests(method='holm').
    const p = [0.3621866124525375, 0.0005788481297414806, 0.005686571356833187];
    const adjusted = holm(p);
    [0.3621866124525375, 0.0017365443892244418, 0.011373142713666374].forEach((value, index) =>
      expect(adjusted[index]).toBeCloseTo(value, 14),
    );
    expect(holm([0.04, 0.6, 0.03])).toEqual([0.09, 0.6, 0.09]);
  });

  // 2 * scipy.stats.t.sf(t, df)
  it.each([
    [2.5, 1, 0.24223788318168682],
    [0.3, 2, 0.7924856608401776],
    [-4.1, 3, 0.0262504168785144],
    [2, 4, 0.11611652351681556],
    [1.7, 29, 0.09983379148846933],
    [12, 7, 6.358310378185098e-6],
    [1, 6, 0.3559176837495821],
    [0.01, 200, 0.992031255153281],
    [Infinity, 4, 0],
  ])('t = %s with %s degrees of freedom has p %s', (t, df, p) => {
    expect(twoSidedP(t, df)).toBeCloseTo(p, 13);
  });
});

describe('simultaneous differences', () => {
  it('use sign flips for six seeds or more', () => {
    const [, , best] = simultaneousDifferences(contrasts)!;
    // NumPy: mean -+ 3.4346 std(ddof=1) / sqrt(8).
    expect(best).toMatchObject({ n: 8, tried: 3, method: 'signFlips', p: 0.0078125 });
    expect(best!.ci95[0]).toBeCloseTo(-0.3764903989295271, 10);
    expect(best!.ci95[1]).toBeCloseTo(-0.1495096010704729, 10);
    expect(isSignificant(best!)).toBe(true);
  });

  it("use Holm's p-values and Bonferroni's intervals below that", () => {
    const [first, second] = simultaneousDifferences(contrasts.map((values) => values.slice(0, 5)))!;
    expect(second).toMatchObject({ n: 5, method: 'holm' });
    expect(second!.p).toBeCloseTo(0.0017365443892244418, 12);
    expect(second!.ci95[0]).toBeCloseTo(-0.35901218351365344, 10);
    expect(second!.ci95[1]).toBeCloseTo(-0.15418781648634655, 10);
    expect([isSignificant(first!), isSignificant(second!)]).toEqual([false, true]);
  });

  it('are the paired t-test for a single difference, and null for fewer than three seeds', () => {
    const [only] = simultaneousDifferences([contrasts[1]!.slice(0, 5)])!;
    expect(only).toMatchObject({ method: 'pairedT', tried: 1 });
    expect(only!.p).toBeCloseTo(0.0005788481297414806, 12);
    expect(simultaneousDifferences([[1, 2]])).toBeNull();
    expect(simultaneousDifferences([])).toBeNull();
  });

  // NumPy and SciPy: mean -+ t.ppf(1 - 0.025 / 3, 7) sqrt((1/8 + 1/4) var(ddof=1)); Holm's of 2 t.sf.
  it('are corrected, and use Holm, when eight seeds split one table', () => {
    const [first, second] = simultaneousDifferences(contrasts, 1 / 4)!;
    expect(first).toMatchObject({ n: 8, method: 'holm', resplit: 1 / 4 });
    expect(first!.ci95[0]).toBeCloseTo(-0.13588425201345664, 10);
    expect(first!.p).toBeCloseTo(0.5009776857523233, 12);
    expect(second!.ci95[1]).toBeCloseTo(-0.07129647850528967, 10);
    expect(second!.p).toBeCloseTo(0.0072930742365359975, 12);
    const [only] = simultaneousDifferences([contrasts[1]!], 1 / 4)!;
    expect(only!.ci95[0]).toBeCloseTo(-0.33396567552804146, 10);
    expect(only!.p).toBeCloseTo(0.0024310247455119993, 12);
  });
});
