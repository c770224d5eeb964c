/** A number in three significant digits, including trailing zeros: `0.800`, `−0.0906`, `8.41e-5`, `138`. */
export function threeDigits(number: number): string {
  const size = Math.abs(number);
  const isSmall = size !== 0 && size < 1e-3;
  const text = isSmall ? number.toExponential(2) : size >= 1000 ? number.toFixed(0) : number.toPrecision(3);
  return (size === 0 ? '0' : text).replace(/^-/, '−');
}

/** A penalty factor or another setting as people write it, in at most four significant digits: `1e-3`, `0.01`, `4.642e-4`. */
export function settingText(value: number): string {
  const short = Number(value.toPrecision(4));
  return short !== 0 && Math.abs(short) < 0.01 ? short.toExponential() : String(short);
}
