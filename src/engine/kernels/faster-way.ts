/** Two ways to the same bits, of which a host finds one faster. Which one, its CPU decides and what V8 makes of the code. */
export interface FasterWay {
  /** What has taken less time so far; the first at the start. */
  readonly way: Way;
  /** Does one turn of the work, mostly in the faster way, and times it. Turns have to be of one size. */
  take<Result>(work: (way: Way) => Result): Result;
}

export type Way = 0 | 1;

/** The other way has one turn of so many, in case that it has become the faster one. */
const triesEvery = 64;
/** So many at first: what V8 has not compiled well yet is slow, and stays so while it has few turns. */
const firstTriesEvery = 16;
const firstTurns = 256;
/** What a way's least time grows by with each of its turns, so that it is forgotten where the machine has become slower. */
const forgetting = 1.02;

/** @param now milliseconds of a clock that only goes forward */
export function createFasterWay(now: () => number = hostClock): FasterWay {
  /** Milliseconds; 0 before a way's first turn, so that both have one. */
  const least: [number, number] = [0, 0];
  let turns = 0;
  const faster = (): Way => (least[1] < least[0] ? 1 : 0);
  return {
    get way() {
      return faster();
    },
    take(work) {
      turns++;
      const way = isTry(turns) ? ((1 - faster()) as Way) : faster();
      const start = now();
      const result = work(way);
      least[way] = Math.min(now() - start, (least[way] || Infinity) * forgetting);
      return result;
    },
  };
}

function isTry(turn: number): boolean {
  return turn % (turn < firstTurns ? firstTriesEvery : triesEvery) === 0;
}

/** Milliseconds. Every host has it, though it belongs to no ECMAScript library. */
export function hostClock(): number {
  return (globalThis as unknown as { readonly performance: { now(): number } }).performance.now();
}
