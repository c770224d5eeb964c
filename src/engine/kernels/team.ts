import { type Crew, isWaiting, maxThreads, sleep, threadWords, type ThreadTask, wordsOf } from './crew.ts';
import type { MemoryPlan, Region } from './memory-plan.ts';
import { createThreadChoice } from './thread-choice.ts';

/** How long a network waits for threads that it was told to use, in milliseconds. */
const startTimeoutMs = 2000;
/** On a busy machine, extra threads pay off only at times, so a choice is reported at most this often, in milliseconds. */
const newsEveryMs = 1000;
/** Room for a Command of assembly/command.ts. */
const commandBytes = 64;

/** Memory through which a network's threads communicate. */
export interface TeamRegions {
  readonly command: Region;
  /** null for a network that works alone. */
  readonly words: Region | null;
}

export function reserveTeam(plan: MemoryPlan, isAlone: boolean): TeamRegions {
  const command = plan.reserve(commandBytes / Int32Array.BYTES_PER_ELEMENT, 'float32');
  return { command, words: isAlone ? null : plan.reserve(maxThreads * threadWords, 'float32') };
}

/** Chooses how many threads work on a network's steps, by how long steps have taken so far. */
export interface Team {
  /** Threads of the current step, or of other current work. */
  readonly threads: number;
  /** Begins a step, and ends the previous one. Only whole steps, which have the same size, are compared. */
  beginStep(isWhole: boolean): void;
  /** Does part of a step. Throws LostThreadError if a thread did not do its share. */
  work<Result>(part: () => Result): Result;
}

/** A thread of a team is gone or hangs: its results are lost, and so is the network. */
export class LostThreadError extends Error {
  constructor(index: number) {
    super(`training thread ${index} did not answer for 10 seconds`);
    this.name = 'LostThreadError';
  }
}

export const alone: Team = { threads: 1, beginStep: () => undefined, work: (part) => part() };

/** @param task what its threads need to know, except each one's index */
export function createTeam(crew: Crew, task: Omit<ThreadTask, 'index'>, now: () => number): Team {
  const choice = createThreadChoice(now);
  const words = wordsOf(task);
  let told = { count: 0, wanted: 0, at: -Infinity };
  let started = 0;
  let threads = 1;
  let isCounted = false;
  let stepMs = 0;

  /** Starts missing threads up to the wanted number, and returns how many are ready. */
  function readyOf(wanted: number): number {
    const known = started;
    for (; started < wanted - 1; started++) crew.start({ ...task, index: started + 1 });
    if (crew.exactly && started > known) untilThere(wanted, now() + startTimeoutMs);
    return present(wanted);
  }

  function present(wanted: number): number {
    let count = 1;
    while (count < wanted && isWaiting(words, count)) count++;
    return count;
  }

  /** Waits, because a caller who asked for an exact number should not train a short run without them. */
  function untilThere(wanted: number, deadline: number): void {
    while (present(wanted) < wanted && now() < deadline) sleep(words);
  }

  function tell(): void {
    const count = crew.exactly ? threads : choice.threads;
    const wanted = crew.exactly ? crew.cores : choice.wanted;
    if (wanted === 0 || (count === told.count && wanted === told.wanted)) return;
    if (!crew.exactly && now() < told.at + newsEveryMs) return;
    told = { count, wanted, at: now() };
    crew.chosen(count, wanted);
  }

  return {
    get threads() {
      return threads;
    },
    beginStep(isWhole) {
      if (isCounted) choice.took(threads, stepMs);
      stepMs = 0;
      isCounted = isWhole;
      const cores = Math.min(crew.cores, maxThreads);
      threads = readyOf(crew.exactly ? cores : choice.next(cores));
      tell();
    },
    work(part) {
      const start = now();
      try {
        return part();
      } catch (thrown) {
        for (let index = 1; index < threads; index++) {
          if (!isWaiting(words, index)) throw new LostThreadError(index);
        }
        throw thrown;
      } finally {
        stepMs += now() - start;
      }
    },
  };
}
