/**
 * Chooses between two ways to the same bits, whichever is faster on this host. That depends on the CPU and on the code that V8 generates.
 */
export interface FasterWay {
  /** The way that has taken less time so far; the first way at the start. */
  readonly way: Way;
  /** Does one turn of the work, mostly in the faster way, and times it. All turns must be of the same size. */
  take<Result>(work: (way: Way) => Result): Result;
}

export type Way = 0 | 1;

/**
 * Consecutive turns in each trial of a way: when others use the CPU, a single turn may be slow by chance, while the way in use has many
 * turns in which to be fast. At the start both ways get equally many; V8 compiles hot code better.
 */
const turnsOfTry = 4;
const firstTurns = 32;
/**
 * After one trial of each way, the start phase ends after this many milliseconds: with long turns, hot code has by then run often enough.
 */
const firstMs = 250;
/** Turns from one trial of the other way to the next, in case it has become faster: increasingly many, as it may take twice as long. */
function pauseAt(turn: number): number {
  if (turn < 256) return 64;
  return turn < 2048 ? 256 : 1024;
}

/** Growth factor of a way's least time per turn, so that the time is forgotten if the machine becomes slower. */
const forgetting = 1.02;

/** @param now milliseconds of a monotonic clock */
export function createFasterWay(now: () => number = hostClock): FasterWay {
  /** Milliseconds; 0 before a way's first turn, so that both get one. */
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

/** Milliseconds. Every host has this clock, though it is not part of any ECMAScript library. */
export function hostClock(): number {
  return (globalThis as unknown as { readonly performance: { now(): number } }).performance.now();
}
