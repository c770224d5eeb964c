import { maxThreads } from './crew.ts';

/** Chooses how many threads a network's steps use, by trying more or fewer in some steps now and then. */
export interface ThreadChoice {
  /** The best number so far within what is allowed; 1 at the start. */
  readonly threads: number;
  /** The estimated best number if there were enough cores; 0 before it can be estimated. */
  readonly wanted: number;
  /** Threads of the next step, at most `cores`. */
  next(cores: number): number;
  /** Reports how long a step took with this many threads; all steps are of the same size. */
  took(threads: number, ms: number): void;
}

/** Before this, V8 has not yet optimized the hot code. */
const firstLookMs = 100;
/** A thread with less work than this per step would mostly wait for the others. */
const minShareMs = 0.1;
/** More threads must take less than this fraction of the time. */
const gain = 0.9;
/** Several, because the first step of a trial finds its data in other cores' caches. */
const stepsOfTry = 3;
/** Steps from one trial to the next: doubled each time a trial changes nothing, halved otherwise. */
const minPause = 4;
const maxPause = 512;
/** Growth factor of the least time per step, so that the time is forgotten if the machine becomes slower. */
const forgetting = 1.02;
/** After this many consecutive steps slower than with half the threads, half the threads are tried at once. */
const slowSteps = 8;
/** How long to remember that more threads did not help, in milliseconds. */
const refusalMs = 60_000;

/** @param now milliseconds of a monotonic clock */
export function createThreadChoice(now: () => number): ThreadChoice {
  const least = new Map<number, number>();
  let [threads, wanted, allowed] = [1, 0, 1];
  let seenMs = 0;
  let tried: { readonly threads: number; left: number } | null = null;
  let pause = minPause;
  let untilTry = 0;
  let triesMore = false;
  let slow = { steps: 0, leastMs: Infinity };
  /** More than `ceiling` threads did not help. */
  let refusal = { ceiling: maxThreads, until: -Infinity };

  const timeOf = (count: number): number => least.get(count) ?? Infinity;

  /** How many threads one thread's work is enough for, a power of 2; the last answer is kept while it is approximately right. */
  function worthwhile(): number {
    const shares = timeOf(1) / minShareMs;
    if (wanted > 1 && shares > 0.8 * wanted && shares < 2.5 * wanted) return wanted;
    let count = 1;
    while (2 * count <= Math.min(shares, maxThreads)) count *= 2;
    return count;
  }

  function beginTry(): void {
    untilTry = pause;
    const more = Math.min(2 * threads, allowed, worthwhile());
    const fewer = Math.ceil(threads / 2);
    triesMore = more > threads && (!triesMore || fewer === threads);
    const count = triesMore ? more : fewer;
    if (count === threads) return;
    least.delete(count);
    tried = { threads: count, left: stepsOfTry };
  }

  /**
   * Whether fewer threads would now be faster. When a machine moves its virtual cores apart, two may suddenly take longer than one, from
   * one step to the next; earlier times then mean nothing.
   */
  function areTooMany(ms: number): boolean {
    const isSlow = threads > 1 && ms > timeOf(Math.ceil(threads / 2));
    slow = isSlow
      ? { steps: slow.steps + 1, leastMs: Math.min(slow.leastMs, ms) }
      : { steps: 0, leastMs: Infinity };
    if (slow.steps < slowSteps) return false;
    least.set(threads, slow.leastMs);
    slow = { steps: 0, leastMs: Infinity };
    return true;
  }

  function endTry(other: number): void {
    const fewer = Math.min(threads, other);
    const more = Math.max(threads, other);
    const best = timeOf(more) < gain * timeOf(fewer) ? more : fewer;
    if (best === fewer) refusal = { ceiling: fewer, until: now() + refusalMs };
    else if (more > refusal.ceiling) refusal = { ceiling: maxThreads, until: -Infinity };
    pause = best === threads ? Math.min(2 * pause, maxPause) : Math.max(pause / 2, minPause);
    untilTry = pause;
    threads = best;
    tried = null;
  }

  return {
    get threads() {
      return threads;
    },
    get wanted() {
      return wanted;
    },
    next(cores) {
      allowed = cores;
      threads = Math.min(threads, cores);
      if (tried && tried.threads > cores) tried = null;
      return tried?.threads ?? threads;
    },
    took(count, ms) {
      least.set(count, Math.min(ms, timeOf(count) * forgetting));
      seenMs += ms;
      if (seenMs < firstLookMs) return;
      if (tried === null) {
        if (areTooMany(ms)) triesMore = true;
        else if (--untilTry > 0) return;
        beginTry();
      } else if (count === tried.threads && --tried.left === 0) endTry(tried.threads);
      const ceiling = now() < refusal.until ? refusal.ceiling : maxThreads;
      wanted = Math.max(threads, Math.min(ceiling, worthwhile()));
    },
  };
}
