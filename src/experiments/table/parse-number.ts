const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const plus = 0x2b;
const minus = 0x2d;
const fullStop = 0x2e;
const zero = 0x30;
const letterE = 0x65;
/** Integers with up to this many digits, and powers of ten up to 10^22, are exact in float64; so one division rounds once. */
const exactDigits = 15;

/**
 * The decimal number in `bytes` from `start` to `end`, such as `-1.5e3`, correctly rounded; NaN if anything else is there. A number beyond
 * float64 is infinite.
 *
 * @param point the code of the decimal mark
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number, point = fullStop): number {
  let index = start;
  const isNegative = bytes[index] === minus;
  if (isNegative || bytes[index] === plus) index++;
  let digits = 0;
  let mantissa = 0;
  let exponent = 0;
  for (; index < end && isDigit(bytes[index]!); index++) {
    mantissa = mantissa * 10 + (bytes[index]! - zero);
    digits++;
  }
  if (index < end && bytes[index] === point) {
    for (index++; index < end && isDigit(bytes[index]!); index++) {
      mantissa = mantissa * 10 + (bytes[index]! - zero);
      digits++;
      exponent--;
    }
  }
  if (digits === 0) return NaN;
  if (index < end && (bytes[index]! | 0x20) === letterE) {
    index++;
    const sign = bytes[index] === minus ? -1 : 1;
    if (index < end && (bytes[index] === minus || bytes[index] === plus)) index++;
    if (index === end) return NaN;
    let written = 0;
    for (; index < end && isDigit(bytes[index]!); index++) written = written * 10 + (bytes[index]! - zero);
    exponent += sign * written;
  }
  if (index !== end) return NaN;
  if (digits > exactDigits || Math.abs(exponent) > 22) {
    return Number(
      String.fromCharCode(...bytes.subarray(start, end)).replace(String.fromCharCode(point), '.'),
    );
  }
  const size = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
  return isNegative ? -size : size;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}
