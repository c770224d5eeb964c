import { highWord, withHighWord } from './words.ts';

/*
 * After fdlibm's k_sin.c, k_cos.c and e_rem_pio2.c, whose notice is:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** Sine of an angle in radians; NaN for non-finite angles. Throws RangeError as `quarterTurns` does. */
export function sin(radians: number): number {
  const { turns, angle, rest } = quarterTurns(radians);
  const value = turns % 2 === 0 ? sineNear(angle, rest) : cosineNear(angle, rest);
  return turns < 2 ? value : -value;
}

/** Cosine of an angle in radians; NaN for non-finite angles. Throws RangeError as `quarterTurns` does. */
export function cos(radians: number): number {
  const { turns, angle, rest } = quarterTurns(radians);
  const value = turns % 2 === 0 ? cosineNear(angle, rest) : sineNear(angle, rest);
  return turns === 0 || turns === 3 ? value : -value;
}

interface QuarterTurns {
  /** 0 to 3. */
  readonly turns: number;
  readonly angle: number;
  readonly rest: number;
}

/** pi / 2 = first part + first rest, and every rest = the next part + its rest. Parts have 33 bits, so their multiples are exact. */
const halfPi = [
  { part: 1.57079632673412561417, rest: 6.07710050650619224932e-11 },
  { part: 6.0771005063039659766e-11, rest: 2.02226624879595063154e-21 },
  { part: 2.0222662487111664558e-21, rest: 8.47842766036889956997e-32 },
] as const;
const quarterTurnsPerRadian = 6.36619772367581382433e-1;
const largestAngle = 1647099;

/**
 * x = n pi / 2 + angle + rest with |angle| at most about pi / 4 and rest what float64 rounds off; `turns` is n modulo 4. Mutates nothing.
 * Throws RangeError beyond `largestAngle`, which no config's data reach: larger angles would need a thousand bits of pi.
 */
function quarterTurns(x: number): QuarterTurns {
  const size = Math.abs(x);
  if (size < 0.7853984832763672) return { turns: 0, angle: x, rest: 0 };
  if (!(size < Infinity)) return { turns: 0, angle: NaN, rest: NaN };
  if (size > largestAngle) {
    throw new RangeError(`got an angle of ${x} radians; allowed: -${largestAngle} to ${largestAngle}`);
  }
  const n = Math.floor(size * quarterTurnsPerRadian + 0.5);
  let left = size - n * halfPi[0].part;
  let off = n * halfPi[0].rest;
  let angle = left - off;
  const isFarFromZero = n < 32 && highWord(size) !== highWord((n * Math.PI) / 2);
  // Cancellation is compensated by the next part of pi / 2: after losing more than 16 bits, and again after more than 49.
  for (const [step, limit] of isFarFromZero ? [] : bitsLost) {
    if (exponentOf(size) - exponentOf(angle) <= limit) break;
    const { part, rest } = halfPi[step];
    const before = left;
    left = before - n * part;
    off = n * rest - (before - left - n * part);
    angle = left - off;
  }
  const rest = left - angle - off;
  return x < 0 ? { turns: -n & 3, angle: -angle, rest: -rest } : { turns: n & 3, angle, rest };
}

const bitsLost = [
  [1, 16],
  [2, 49],
] as const;

function exponentOf(x: number): number {
  return (highWord(x) >> 20) & 0x7ff;
}

/** Sine of angle + rest near 0, by an odd polynomial of degree 13 (Remez). */
function sineNear(angle: number, rest: number): number {
  if (Math.abs(angle) < 7.450580596923828e-9) return angle; // 2^-27
  const z = angle * angle;
  const cube = z * angle;
  const tail =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  if (rest === 0) return angle + cube * (-1.66666666666666324348e-1 + z * tail);
  return angle - (z * (0.5 * rest - cube * tail) - rest - cube * -1.66666666666666324348e-1);
}

/** Cosine of angle + rest near 0, by an even polynomial of degree 14 (Remez). */
function cosineNear(angle: number, rest: number): number {
  const z = angle * angle;
  const tail =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const end = z * tail - angle * rest;
  const size = highWord(Math.abs(angle));
  if (size < 0x3fd33333) return 1 - (0.5 * z - end); // 0.3
  // 1 - z / 2 loses no bit if a part of z / 2 near |angle| / 4, with few bits of its own, is subtracted first.
  const first = size > 0x3fe90000 ? 0.28125 : withHighWord(0, size - 0x200000);
  return 1 - first - (0.5 * z - first - end);
}
