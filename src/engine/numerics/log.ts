import { highWord, withHighWord } from './words.ts';

/*
 * After fdlibm's e_log.c, whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

const log2High = 6.9314718036912381649e-1;
const log2Low = 1.90821492927058770002e-10;
const two54 = 18014398509481984;

/**
 * Natural logarithm; -Infinity at 0, NaN below. Off by less than one unit in the last place. Mutates and throws nothing.
 *
 * x = 2^k (1 + f) with sqrt(1/2) < 1 + f < sqrt(2), and with s = f / (2 + f), log(1 + f) = 2s + s R(s^2) for a polynomial R (Remez).
 * fdlibm's branches for k = 0 are omitted: they round the same way.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = -1023;
  if (x < 2.2250738585072014e-308) {
    k -= 54;
    x *= two54;
  }
  const high = highWord(x);
  const fraction = high & 0xfffff;
  const isUpper = (fraction + 0x95f64) & 0x100000; // 1 + fraction is above sqrt(2): halve it
  k += (high >> 20) + (isUpper >> 20);
  const f = withHighWord(x, fraction | (isUpper ^ 0x3ff00000)) - 1;
  if (((fraction + 2) & 0xfffff) < 3) {
    // |f| < 2^-20
    if (f === 0) return k * log2High + k * log2Low;
    const rest = f * f * (0.5 - 0.33333333333333333 * f);
    return k * log2High - (rest - k * log2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const rest = odd + even;
  // Roughly 1 + f in (0.71, 1.38) except close to 1: there f^2 / 2 is subtracted separately.
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) <= 0) {
    return k * log2High - (s * (f - rest) - k * log2Low - f);
  }
  const halfSquare = 0.5 * f * f;
  return k * log2High - (halfSquare - (s * (halfSquare + rest) + k * log2Low) - f);
}
