const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const parity = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: two 32-bit words determined by a key and a counter, with no state between calls. So a mask can be drawn
 * anywhere, in any order, on any number of lanes, and again for the backward pass. Writes the words to `words`. All numbers are integers
 * from 0 to 2^32 - 1.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  words: Uint32Array,
): void {
  let key = key0;
  let nextKey = key1;
  let lastKey = key0 ^ key1 ^ parity;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = rotations[round % 8]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      const usedKey = key;
      key = nextKey;
      nextKey = lastKey;
      lastKey = usedKey;
      x0 = (x0 + key) | 0;
      x1 = (x1 + nextKey + injection) | 0;
    }
  }
  words[0] = x0;
  words[1] = x1;
}
