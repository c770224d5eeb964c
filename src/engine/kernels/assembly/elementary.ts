import { Real } from './real';

/**
 * e^x and log x for two lanes, in plain arithmetic, so that they give the same bits on every machine. Both follow fdlibm (Sun Microsystems,
 * 1993: e_exp.c, and e_log.c in the form used by FreeBSD and musl), without its branches; errors stay below one unit in the last place.
 *
 * Constants are loaded from memory: V8, which keeps no constants in registers, would rebuild each at every use, in three instructions, but
 * keeps on the stack what was loaded before a loop.
 */
const constants: usize = memory.data<f64>([
  6755399441056767, // 1.5 * 2^52 + 1023: in a sum with this, the low bits form an exponent
  6755399441055744, // 1.5 * 2^52: adding and subtracting it rounds to an integer
  1.44269504088896338700, // 1 / log 2
  6.93147180369123816490e-1, // log 2, its upper bits
  1.90821492927058770002e-10, // log 2, the rest
  -746, // e^x is 0 from here down
  -1000,
  4.13813679705723846039e-8, // e_exp.c: P5 to P1
  -1.65339022054652515390e-6,
  6.61375632143793436117e-5,
  -2.77777777770155933842e-3,
  1.66666666666666019037e-1,
  2,
  1,
  0.5,
  1.531383769920937332e-1, // e_log.c: Lg6, Lg4, Lg2
  2.222219843214978396e-1,
  3.999999999940941908e-1,
  1.479819860511658591e-1, // Lg7, Lg5, Lg3, Lg1
  1.818357216161805012e-1,
  2.857142874366239149e-1,
  6.666666666666735130e-1,
]);

const mantissaConstants: usize = memory.data<u64>([
  0x00095f6200000000, // subtracts 1 from the exponent for mantissas below sqrt(2)
  0x000fffffffffffff, // bits of a fraction
  0x3fe6a09e00000000, // sqrt(1/2), its upper bits
]);

const singleConstants: usize = memory.data<f32>([
  -104, // e^x is 0 from here down
  1.44269504088896341,
  0.693359375,
  -2.12194440e-4,
  12582912, // 1.5 * 2^23
  12583039, // and 127
  -100,
  1.9875691500e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  1,
]);

@inline
function constant(index: usize): v128 {
  return v128.load64_splat(constants + index * 8);
}

/** Replaces every number x from `address` to `end` by e^x, for x <= 0, which is all that softmax needs; NaN stays NaN. */
export function exponentials(address: usize, end: usize): void {
  if (sizeof<Real>() == 4) {
    singleExponentials(address, end);
    return;
  }
  const exponentBase = constant(0);
  const wholeBase = constant(1);
  const inverseLog2 = constant(2);
  const log2High = constant(3);
  const log2Low = constant(4);
  const lowest = constant(5);
  const firstLimit = constant(6);
  const p5 = constant(7);
  const p4 = constant(8);
  const p3 = constant(9);
  const p2 = constant(10);
  const p1 = constant(11);
  const two = constant(12);
  const one = constant(13);
  for (; address < end; address += 16) {
    const x = f64x2.pmax(v128.load(address), lowest);
    // x = k * log 2 + r, |r| <= log 2 / 2
    const k = f64x2.sub(f64x2.add(f64x2.mul(x, inverseLog2), wholeBase), wholeBase);
    const high = f64x2.sub(x, f64x2.mul(k, log2High));
    const low = f64x2.mul(k, log2Low);
    const r = f64x2.sub(high, low);
    const t = f64x2.mul(r, r);
    let p = f64x2.add(f64x2.mul(t, p5), p4);
    p = f64x2.add(f64x2.mul(t, p), p3);
    p = f64x2.add(f64x2.mul(t, p), p2);
    p = f64x2.add(f64x2.mul(t, p), p1);
    const c = f64x2.sub(r, f64x2.mul(t, p));
    const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(two, c));
    const y = f64x2.sub(one, f64x2.sub(f64x2.sub(low, quotient), high));
    // Scale by 2^k in two steps, so that a subnormal result is rounded once.
    const first = f64x2.pmax(k, firstLimit);
    const scale1 = i64x2.shl(f64x2.add(first, exponentBase), 52);
    const scale2 = i64x2.shl(f64x2.add(f64x2.sub(k, first), exponentBase), 52);
    v128.store(address, f64x2.mul(f64x2.mul(y, scale1), scale2));
  }
}

/** The float32 version, after Cephes (Moshier, expf.c): errors stay below two units in the last place. */
function singleExponentials(address: usize, end: usize): void {
  const lowest = v128.load32_splat(singleConstants);
  const inverseLog2 = v128.load32_splat(singleConstants, 4);
  const log2High = v128.load32_splat(singleConstants, 8);
  const log2Low = v128.load32_splat(singleConstants, 12);
  const wholeBase = v128.load32_splat(singleConstants, 16);
  const exponentBase = v128.load32_splat(singleConstants, 20);
  const firstLimit = v128.load32_splat(singleConstants, 24);
  const p0 = v128.load32_splat(singleConstants, 28);
  const p1 = v128.load32_splat(singleConstants, 32);
  const p2 = v128.load32_splat(singleConstants, 36);
  const p3 = v128.load32_splat(singleConstants, 40);
  const p4 = v128.load32_splat(singleConstants, 44);
  const p5 = v128.load32_splat(singleConstants, 48);
  const one = v128.load32_splat(singleConstants, 52);
  for (; address < end; address += 16) {
    const x = f32x4.pmax(v128.load(address), lowest);
    const k = f32x4.sub(f32x4.add(f32x4.mul(x, inverseLog2), wholeBase), wholeBase);
    const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, log2High)), f32x4.mul(k, log2Low));
    let p = f32x4.add(f32x4.mul(r, p0), p1);
    p = f32x4.add(f32x4.mul(r, p), p2);
    p = f32x4.add(f32x4.mul(r, p), p3);
    p = f32x4.add(f32x4.mul(r, p), p4);
    p = f32x4.add(f32x4.mul(r, p), p5);
    const y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), p), r), one);
    const first = f32x4.pmax(k, firstLimit);
    const scale1 = i32x4.shl(f32x4.add(first, exponentBase), 23);
    const scale2 = i32x4.shl(f32x4.add(f32x4.sub(k, first), exponentBase), 23);
    v128.store(address, f32x4.mul(f32x4.mul(y, scale1), scale2));
  }
}

/**
 * Splits positive normal numbers x = 2^k * m with m from sqrt(1/2) to sqrt(2): `mantissa(shifted)` is m, and `exponent(shifted)` is 1023 +
 * k as an integer.
 */
@inline
export function shiftExponent(x: v128): v128 {
  return i64x2.add(x, v128.load64_splat(mantissaConstants));
}

@inline
export function mantissa(shifted: v128): v128 {
  const fraction = v128.and(shifted, v128.load64_splat(mantissaConstants, 8));
  return i64x2.add(fraction, v128.load64_splat(mantissaConstants, 16));
}

@inline
export function exponent(shifted: v128): v128 {
  return i64x2.shr_u(shifted, 52);
}

/** `wholes` * log 2. */
export function timesLog2(wholes: f64): f64 {
  return wholes * 6.93147180369123816490e-1 + wholes * 1.90821492927058770002e-10;
}

/** The natural logarithm of positive normal numbers. */
export function log(x: v128): v128 {
  const shifted = shiftExponent(x);
  // Converted to float64, using its bits as the low ones of 2^52.
  const k = f64x2.sub(v128.or(exponent(shifted), f64x2.splat(4503599627370496)), f64x2.splat(4503599627371519));
  const f = f64x2.sub(mantissa(shifted), constant(13));
  const halfSquare = f64x2.mul(f64x2.mul(constant(14), f), f);
  const s = f64x2.div(f, f64x2.add(constant(12), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(constant(16), f64x2.mul(w, constant(15)));
  even = f64x2.mul(w, f64x2.add(constant(17), f64x2.mul(w, even)));
  let odd = f64x2.add(constant(19), f64x2.mul(w, constant(18)));
  odd = f64x2.add(constant(20), f64x2.mul(w, odd));
  odd = f64x2.mul(z, f64x2.add(constant(21), f64x2.mul(w, odd)));
  let result = f64x2.mul(s, f64x2.add(halfSquare, f64x2.add(odd, even)));
  result = f64x2.add(result, f64x2.mul(k, constant(4)));
  result = f64x2.add(f64x2.sub(result, halfSquare), f);
  return f64x2.add(result, f64x2.mul(k, constant(3)));
}
