/** The upper and lower 32 bits of a float64, which JavaScript can only reach through memory. Every host is little-endian. */
const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** Sign, exponent and upper 20 bits of the fraction of x, as a signed integer. Mutates and throws nothing. */
export function highWord(x: number): number {
  number[0] = x;
  return words[1]!;
}

/** x with its upper half replaced: the lower 32 bits of its fraction stay. Mutates and throws nothing. */
export function withHighWord(x: number, high: number): number {
  number[0] = x;
  words[1] = high;
  return number[0];
}
