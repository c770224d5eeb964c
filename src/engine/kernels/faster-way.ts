/** Two ways to the same bits, of which a host finds one faster. Which one, its CPU decides and what V8 makes of the code. */
export interface FasterWay {
  /** What has taken less time so far; the first at the start. */
  readonly way: Way;
  /** Does one turn of the work, mostly in the faster way, and times it. Turns have to be of one size. */
  take<Result>(work: (way: Way) => Result): Result;
}

export type Way = 0 | 1;

/**
 * Turns that a way has one after the other when it is tried: where others use the CPU, one alone may be slow by chance, and the way in use
 * has many to be fast in. At first both have as many; V8 compiles code better once it is hot.
 */
const turnsOfTry = 4;
const firstTurns = 32;
/** Once each way had a try, that ends after so many milliseconds: in long turns, what is hot has run often by then. */
const firstMs = 250;
/** Turns from one try of the other way to the next, in case that it has become the faster one: ever more, as it may take twice as long. */
function pauseAt(turn: number): number {
  if (turn < 256) return 64;
  return turn < 2048 ? 256 : 1024;
}

/** What a way's least time grows by with each of its turns, so that it is forgotten where the machine has become slower. */
const forgetting = 1.02;

/** @param now milliseconds of a clock that only goes forward */
export function createFasterWay(now: () => number = hostClock): FasterWay {
  /** Milliseconds; 0 before a way's first turn, so that both have one. */
  const least: [number, number] = [0, 0];
  let turns = 0;
  let spentMs = 0;
  const faster = (): Way => (least[1] < least[0] ? 1 : 0);
  return {
    get way() {
      return faster();
    },
    take(work) {
      turns++;
      const isFirst = turns <= firstTurns && (turns <= 2 * turnsOfTry || spentMs < firstMs);
      const way = isFirst ? (turns % (2 * turnsOfTry) < turnsOfTry ? 0 : 1) : laterWay(turns, faster());
      const start = now();
      const result = work(way);
      const tookMs = now() - start;
      spentMs += tookMs;
      least[way] = Math.min(tookMs, (least[way] || Infinity) * forgetting);
      return result;
    },
  };
}

function laterWay(turn: number, faster: Way): Way {
  const isTry = turn % pauseAt(turn) < turnsOfTry;
  return isTry ? ((1 - faster) as Way) : faster;
}

/** Milliseconds. Every host has it, though it belongs to no ECMAScript library. */
export function hostClock(): number {
  return (globalThis as unknown as { readonly performance: { now(): number } }).performance.now();
}
