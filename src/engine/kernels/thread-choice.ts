import { maxThreads } from './crew.ts';

/** How many threads a network's steps are to take: found by taking some with more or fewer of them now and then. */
export interface ThreadChoice {
  /** What is best so far of what is allowed; 1 at the start. */
  readonly threads: number;
  /** What would be best if there were as many cores, as far as one can tell; 0 before anything can be told. */
  readonly wanted: number;
  /** Threads of the next step, of which there may be no more than `cores`. */
  next(cores: number): number;
  /** A step took so long with so many threads; all steps are of one size. */
  took(threads: number, ms: number): void;
}

/** Before, V8 has not compiled well what is hot. */
const firstLookMs = 100;
/** A thread with less to do in a step would mostly wait for the others. */
const minShareMs = 0.1;
/** More threads have to take less than this share of the time. */
const gain = 0.9;
/** The first step of a try finds its numbers in other caches. */
const stepsOfTry = 3;
/** Steps from one try to the next: twice as many each time that one changes nothing, else half as many. */
const minPause = 4;
const maxPause = 512;
/** What the least time grows by with each step, so that it is forgotten where the machine has become slower. */
const forgetting = 1.02;
/** So many steps one after the other that took longer than with half of the threads have these tried at once. */
const slowSteps = 8;
/** So long it is remembered that more threads did not help, in milliseconds. */
const refusalMs = 60_000;

/** @param now milliseconds of a clock that only goes forward */
export function createThreadChoice(now: () => number): ThreadChoice {
  const least = new Map<number, number>();
  let [threads, wanted, allowed] = [1, 0, 1];
  let seenMs = 0;
  let tried: { readonly threads: number; left: number } | null = null;
  let pause = minPause;
  let untilTry = 0;
  let triesMore = false;
  let slow = { steps: 0, leastMs: Infinity };
  /** More than so many did not help. */
  let refusal = { ceiling: maxThreads, until: -Infinity };

  const timeOf = (count: number): number => least.get(count) ?? Infinity;

  /** Threads that one thread's time is enough for, a power of 2; what was said last is kept while it is nearly right. */
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
   * Whether fewer threads would be faster by now: where a machine moves its virtual cores apart, two take longer than one from one
   * step to the next. Then what they took before tells nothing.
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
