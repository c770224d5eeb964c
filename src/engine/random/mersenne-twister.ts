const stateLength = 624;
const shift = 397;

/** The state of a generator: its 624 words, and how many of them are used up. */
export interface TwisterState {
  readonly words: Uint32Array;
  readonly position: number;
}

/**
 * MT19937, the 32-bit Mersenne Twister of period 2^19937 - 1.
 * Source: Matsumoto and Nishimura, "Mersenne Twister", 1998, and their mt19937ar.c of 2002.
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(stateLength);
  #position = stateLength;

  /**
   * @param seed an integer from 0 to 2^32 - 1 (init_genrand, as in `numpy.random.seed(seed)`), or a non-empty list of such numbers
   * (init_by_array, as in `numpy.random.seed([...])`).
   */
  constructor(seed: number | readonly number[]) {
    if (typeof seed === 'number') this.#seedByNumber(checkWord(seed));
    else this.#seedByList(seed.map(checkWord));
  }

  /** A generator that continues from `state`. Throws RangeError if that is not a valid state of this generator. */
  static from({ words, position }: TwisterState): MersenneTwister {
    const isPosition = Number.isInteger(position) && position >= 0 && position <= stateLength;
    if (words.length !== stateLength || !isPosition) {
      throw new RangeError(
        `got ${words.length} words at position ${position}; allowed: ${stateLength} words, 0 to ${stateLength}`,
      );
    }
    const twister = new MersenneTwister(0);
    twister.#state.set(words);
    twister.#position = position;
    return twister;
  }

  /** A copy of the generator's state. */
  state(): TwisterState {
    return { words: this.#state.slice(), position: this.#position };
  }

  /** The next word of the stream: uniform on the integers from 0 to 2^32 - 1. Mutates the generator. */
  nextUint32(): number {
    if (this.#position === stateLength) this.#twist();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #seedByNumber(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let index = 1; index < stateLength; index++) {
      const previous = state[index - 1]!;
      state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
    }
    this.#position = stateLength;
  }

  #seedByList(key: readonly number[]): void {
    if (key.length === 0) throw new RangeError('a list of seeds needs at least one number');
    const state = this.#state;
    this.#seedByNumber(19650218);
    let index = 1;
    const mix = (factor: number, addend: number): void => {
      const previous = state[index - 1]!;
      state[index] = (state[index]! ^ Math.imul(previous ^ (previous >>> 30), factor)) + addend;
      index++;
      if (index === stateLength) {
        state[0] = state[stateLength - 1]!;
        index = 1;
      }
    };
    const rounds = Math.max(stateLength, key.length);
    for (let round = 0; round < rounds; round++) {
      const position = round % key.length;
      mix(1664525, key[position]! + position);
    }
    for (let round = 1; round < stateLength; round++) mix(1566083941, -index);
    state[0] = 0x80000000;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < stateLength; index++) {
      const next = state[(index + 1) % stateLength]!;
      const joined = (state[index]! & 0x80000000) | (next & 0x7fffffff);
      state[index] = state[(index + shift) % stateLength]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}

function checkWord(seed: number): number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`got seed ${seed}; allowed: a whole number from 0 to 4294967295`);
  }
  return seed;
}
