import { withHighWord } from './words.ts';

/*
 * After fdlibm's e_exp.c, whose notice is:
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

const log2High = 6.9314718036912381649e-1;
const log2Low = 1.90821492927058770002e-10;
const inverseLog2 = 1.442695040888963387;
const two1023 = 8.98846567431158e307;
const twoTo1000Below = 9.3326361850321887899e-302;

/**
 * e^x. Off by less than one unit in the last place. Mutates and throws nothing.
 *
 * x = k log 2 + r with |r| <= log 2 / 2, and e^r = 1 + 2r / (R(r^2) - r) for a polynomial R (Remez).
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893383973096)) return x > 0 ? Infinity : NaN;
  if (x < -745.13321910194110842) return 0;
  if (Math.abs(x) < 3.725290298461914e-9) return 1 + x; // 2^-28
  if (x === 1) return Math.E;
  const k = wholeLog2s(x);
  const high = x - k * log2High;
  const low = k * log2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * two1023;
  if (k >= -1021) return y * powerOfTwo(k);
  return y * powerOfTwo(k + 1000) * twoTo1000Below;
}

/** x / log 2, rounded to an integer as fdlibm does: to nearest beyond 1.5 log 2, and to 0 or 1 below. */
function wholeLog2s(x: number): number {
  const size = Math.abs(x);
  if (size < 0.3465735912322998) return 0;
  if (size < 1.0397205352783203) return x < 0 ? -1 : 1;
  return Math.trunc(inverseLog2 * x + (x < 0 ? -0.5 : 0.5));
}

function powerOfTwo(exponent: number): number {
  return withHighWord(0, 0x3ff00000 + exponent * 0x100000);
}
