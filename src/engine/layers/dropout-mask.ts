import type { Numbers } from '../numerics/precision.ts';
import { threefry2x32 } from '../random/threefry.ts';

/** The second word of the key for the first dropout layer; each further one adds 1. */
export const dropoutPurpose = 0x64726f70;

/** Words below this drop an output: floor(rate * 2^32). */
export function dropoutThreshold(rate: number): number {
  return Math.floor(rate * 0x1_0000_0000);
}

/** What determines a dropout layer's masks, along with the number of updates made. */
export interface Dropout {
  /** Fraction of outputs dropped, at least 0 and below 1. */
  readonly rate: number;
  /** The run's seed. */
  readonly seed: number;
  /** 0 for the first dropout layer of the network. */
  readonly dropoutLayer: number;
}

/** Scratch space for the words of one pair of outputs. */
const words = new Uint32Array(2);

/**
 * Multiplies `values` [samples, width] by the inverted dropout mask of one update: 0 where an output is dropped, otherwise 1 / (1 - rate).
 * The same call gives the same mask, so the backward pass repeats it on the gradients.
 *
 * Output `unit` of the sample at `position` in its batch uses word unit % 2 of Threefry-2x32 with 20 rounds, for the key (seed,
 * dropoutPurpose + dropoutLayer) and the counter (position * ceil(width / 2) + floor(unit / 2), updates), both modulo 2^32; it is dropped
 * when that word is below floor(rate * 2^32). Masks need no state, so a network may draw them in any order.
 *
 * @param updates updates made before this one
 */
export function applyDropout(
  { rate, seed, dropoutLayer }: Dropout,
  updates: number,
  samples: number,
  width: number,
  values: Numbers,
): void {
  const threshold = dropoutThreshold(rate);
  const scale = 1 / (1 - rate);
  const pairs = Math.ceil(width / 2);
  for (let position = 0; position < samples; position++) {
    for (let unit = 0; unit < width; unit++) {
      if (unit % 2 === 0) {
        threefry2x32(seed, dropoutPurpose + dropoutLayer, position * pairs + unit / 2, updates, words);
      }
      const factor = words[unit % 2]! < threshold ? 0 : scale;
      values[position * width + unit]! *= factor;
    }
  }
}
