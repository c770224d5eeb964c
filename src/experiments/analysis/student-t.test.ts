import { describe, expect, it } from 'vitest';
import { studentTQuantile } from './student-t.ts';

// mpmath 1.2.1 with mp.dps = 40, to 17 digits:
// findroot(lambda t: betainc(v/2, mpf(1)/2, 0, v/(v + t*t), regularized=True)/2 - (1 - mpf(p)), scipy.stats.t.ppf(p, v)), p the float64;
// for 10^9 degrees of freedom z + (z^3 + z)/(4v) of the normal quantile z.
const quantiles: [number, number, number][] = [
  [1, 0.975, 12.706204736174705],
  [2, 0.975, 4.3026527297494639],
  [3, 0.975, 3.1824463052837096],
  [4, 0.975, 2.7764451051977944],
  [5, 0.975, 2.5705818356363155],
  [9, 0.975, 2.2621571627982055],
  [29, 0.975, 2.0452296421327043],
  [99, 0.975, 1.9842169515864175],
  [101, 0.975, 1.9837310029556062],
  [1000, 0.975, 1.9623390808264085],
  [1_000_000, 0.975, 1.959966356814107],
  [1_000_000_000, 0.975, 1.9599639869123255],
  [2.5, 0.975, 3.5746548420036832],
  [59.5, 0.975, 2.0006436102145179],
  [7, 0.6, 0.26316686135202281],
  [10, 0.95, 1.8124611228116764],
  [30, 0.995, 2.7499956535672253],
  [61, 0.999, 3.2292960935404736],
  [1.5, 0.9999, 242.2640988465063],
  [101, 0.9999999, 5.582825662323836],
  [1000, 0.9999999, 5.2359984693922194],
  // Probabilities close to 0 and 1, from mpmath 1.4.1 at 60 digits: bisection of log t.
  [1, 1e-300, -3.1830988618379066e299],
  [1, 1e-17, -31830988618379065.0],
  [1, 1e-6, -318309.88618274349],
  [1, 0.2499, -1.0006285160055218],
  [1, 0.26, -0.9390625058174923],
  [1, 0.4999999, -3.1415926536802352e-7],
  [1, 0.999999, 318309.88617359026],
  [1, 1 - 2 ** -53, 2867080569611329.3],
  [2, 1e-300, -7.0710678118654752e149],
  [2, 1e-17, -223606797.74997896],
  [2, 1e-6, -707.10572052593382],
  [2, 0.2499, -0.81693213289483279],
  [2, 0.26, -0.77379105626299319],
  [2, 0.4999999, -2.82842712482758e-7],
  [2, 0.999999, 707.10572051576712],
  [2, 1 - 2 ** -53, 67108863.999999989],
  [9.5, 1e-300, -9.4002570262358869e31],
  [9.5, 1e-17, -152.61077167379231],
  [9.5, 1e-6, -10.195853751762074],
  [9.5, 0.2499, -0.70152356787116403],
  [9.5, 0.26, -0.66805131880353272],
  [9.5, 0.4999999, -2.5733443345554587e-7],
  [9.5, 0.999999, 10.195853751728654],
  [9.5, 1 - 2 ** -53, 118.43733672884916],
  [29, 1e-300, -108873461155.4919],
  [29, 1e-17, -18.226912470838229],
  [29, 1e-6, -5.9171055404595622],
  [29, 0.2499, -0.68336511647800678],
  [29, 0.26, -0.65127015151905666],
  [29, 0.4999999, -2.5283262357167661e-7],
  [29, 0.999999, 5.9171055404491024],
  [29, 1 - 2 ** -53, 16.647003237266649],
  [1_000_000, 1e-17, -8.4939485451287294],
  [1_000_000, 1e-6, -4.7534523482796808],
  [1_000_000, 0.2499, -0.67480471563172898],
  [1_000_000, 0.26, -0.64334563279842844],
  [1_000_000, 0.4999999, -2.5066289013602535e-7],
  [1_000_000, 0.999999, 4.7534523482738695],
  [1_000_000, 1 - 2 ** -53, 8.2096765294877211],
];

describe('studentTQuantile', () => {
  it.each(quantiles)('with %d degrees of freedom at %d', (degreesOfFreedom, probability, expected) => {
    const quantile = studentTQuantile(probability, degreesOfFreedom);
    expect(Math.abs(quantile / expected - 1)).toBeLessThan(1e-12);
  });

  it('has its closed forms for 1 and 2 degrees of freedom', () => {
    for (const probability of [0.51, 0.75, 0.9, 0.999]) {
      const cauchy = Math.tan(Math.PI * (probability - 0.5));
      expect(Math.abs(studentTQuantile(probability, 1) / cauchy - 1)).toBeLessThan(1e-11);
      const odds = 2 * probability - 1;
      const two = (odds * Math.SQRT2) / Math.sqrt(1 - odds * odds);
      expect(Math.abs(studentTQuantile(probability, 2) / two - 1)).toBeLessThan(1e-11);
    }
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });

  it('says what is allowed', () => {
    expect(() => studentTQuantile(1, 3)).toThrow(RangeError);
    expect(() => studentTQuantile(0, 3)).toThrow('got probability 0; allowed: above 0 and below 1');
    expect(() => studentTQuantile(0.9, 0)).toThrow('got 0 degrees of freedom; allowed: at least 1');
    expect(() => studentTQuantile(0.9, NaN)).toThrow(RangeError);
  });
});
