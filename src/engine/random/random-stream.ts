import { log } from '../numerics/elementary.ts';
import { MersenneTwister, type TwisterState } from './mersenne-twister.ts';

/** The state of a stream: MT19937's 624 words, how many of them are used up, and the cached normal. */
export interface RandomState extends TwisterState {
  readonly cachedNormal: number | null;
}

/**
 * NumPy's legacy random stream (`numpy.random.seed` and friends), number for number, so that a seed means the same here as in the chapter.
 * Every draw advances the stream; the order of draws is part of a run's meaning. Normals do not match to the last bit: NumPy uses the C
 * library's log, and 3 in 100 of its values are one or two units in the last place away from these.
 * Source: numpy/random legacy-distributions.c and mtrand.pyx.
 */
export class RandomStream {
  #words: MersenneTwister;
  #cachedNormal: number | null = null;

  /** @param seed as for MersenneTwister. */
  constructor(seed: number | readonly number[]) {
    this.#words = new MersenneTwister(seed);
  }

  /** A stream that continues from `state`. Throws RangeError if that is not a valid state of a stream. */
  static from(state: RandomState): RandomStream {
    const stream = new RandomStream(0);
    stream.#words = MersenneTwister.from(state);
    stream.#cachedNormal = state.cachedNormal;
    return stream;
  }

  /** A copy of the stream's state; further draws do not change it. */
  state(): RandomState {
    return { ...this.#words.state(), cachedNormal: this.#cachedNormal };
  }

  /** Uniform on [0, 1) with 53 random bits, as `numpy.random.random_sample()`. */
  randomSample(): number {
    const high = this.#words.nextUint32() >>> 5;
    const low = this.#words.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /**
   * Standard normal, as `numpy.random.randn()`: Marsaglia's polar method, which produces two values at a time. The second is kept for the
   * next call, whatever is drawn in between.
   */
  randn(): number {
    if (this.#cachedNormal !== null) {
      const cached = this.#cachedNormal;
      this.#cachedNormal = null;
      return cached;
    }
    let x: number, y: number, squaredRadius: number;
    do {
      x = 2 * this.randomSample() - 1;
      y = 2 * this.randomSample() - 1;
      squaredRadius = x * x + y * y;
    } while (squaredRadius >= 1 || squaredRadius === 0);
    const factor = Math.sqrt((-2 * log(squaredRadius)) / squaredRadius);
    this.#cachedNormal = factor * x;
    return factor * y;
  }

  /**
   * The integers from 0 to `length` - 1 in random order, as `numpy.random.permutation(length)` (Fisher-Yates). They overwrite `order`,
   * which is returned.
   */
  permutation(length: number, order = new Int32Array(length)): Int32Array {
    for (let index = 0; index < length; index++) order[index] = index;
    for (let last = length - 1; last > 0; last--) {
      const chosen = this.#wholeNumberUpTo(last);
      const value = order[chosen]!;
      order[chosen] = order[last]!;
      order[last] = value;
    }
    return order;
  }

  /** Uniform on 0 to `max` inclusive: words are masked to as many bits as `max` has, and drawn again if they exceed it. */
  #wholeNumberUpTo(max: number): number {
    const mask = 0xffffffff >>> Math.clz32(max);
    let value: number;
    do value = (this.#words.nextUint32() & mask) >>> 0;
    while (value > max);
    return value;
  }
}
