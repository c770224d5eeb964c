/**
 * A number as Python prints a float (repr): the shortest digits that read back to the same value, with at least one decimal, and a
 * two-digit exponent below 1e-4 and from 1e16 on; `nan`, `inf` and `-inf`.
 */
export function formatPythonFloat(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** A number with three decimals like Python's `{:.3f}`: rounded from its exact value, ties to the even digit. */
export function formatThreeDecimals(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.000`; // toFixed would switch to an exponent
  // Only odd multiples of 1/16 lie exactly between two decimals; toFixed would round them up.
  const sixteenths = Math.abs(value) * 16;
  if (!Number.isInteger(sixteenths) || sixteenths % 2 === 0) return value.toFixed(3);
  const below = Math.floor(Math.abs(value) * 1000);
  const even = below % 2 === 0 ? below : below + 1;
  return (Math.sign(value) * (even / 1000)).toFixed(3);
}

function formatNonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}
