import type { Kernels } from './kernel-exports.ts';
import { instanceOf, type KernelModule } from './wasm.ts';

/** Starts threads for a network. The host provides it, as the engine itself cannot start threads. */
export interface Crew {
  /** Cores that the network may use now, 1 or more. May change between any two steps. */
  readonly cores: number;
  /** Whether to use all of these cores without measuring whether that is faster. */
  readonly exactly: boolean;
  /**
   * Has a separate thread call `followTeam(task)` at some later time; until it does, the network works without it. A task for a new network
   * ends those of the previous one, see `leaveTeam`.
   */
  start(task: ThreadTask): void;
  /**
   * Called with the number of threads that train, and the number that would if there were enough cores, once measured and whenever that
   * changes.
   */
  chosen(threads: number, wanted: number): void;
}

/** What every thread's kernels must know about a network. */
export interface KernelDescription {
  readonly network: Parameters<Kernels['setNetwork']>;
  readonly optimizer: Parameters<Kernels['setOptimizer']>;
  /** Address of the command that tells the threads what to do next. */
  readonly command: number;
}

/** What a thread works on. It can be sent to a thread, because its memory is shared. */
export interface ThreadTask extends KernelModule, KernelDescription {
  /** The thread's index in its team, from 1; the network's caller is 0. */
  readonly index: number;
  /** Address of the threads' words, see assembly/team.ts. */
  readonly words: number;
}

/** Maximum number of threads per network. */
export const maxThreads = 64;
/** Must match assembly/team.ts: 32-bit words per thread, and the indices of those that release it and that tell it to leave. */
export const threadWords = 64;
const releasedWord = 32;
const leftWord = 34;

/** Works on a network until told to leave its team. Blocks the calling thread, which sleeps while there is nothing to do. */
export function followTeam(task: ThreadTask): void {
  const kernels = instanceOf(task);
  describeKernels(kernels, task);
  kernels.setTeam(task.words, task.index);
  kernels.follow();
}

export function describeKernels(kernels: Kernels, { network, optimizer, command }: KernelDescription): void {
  kernels.setNetwork(...network);
  kernels.setOptimizer(...optimizer);
  kernels.setCommand(command);
}

/** Makes a thread return from `followTeam`. Do not call it while its network computes. */
export function leaveTeam(task: ThreadTask): void {
  const words = wordsOf(task);
  const own = (task.index - 1) * threadWords;
  Atomics.store(words, own + leftWord, 1);
  Atomics.add(words, own + releasedWord, 1);
  Atomics.notify(words, own + releasedWord);
}

/** Whether a thread of a team has done its share and is waiting. */
export function isWaiting(words: Int32Array, index: number): boolean {
  const own = (index - 1) * threadWords;
  return Atomics.load(words, own) !== Atomics.load(words, own + releasedWord);
}

/** Yields the thread's core for a millisecond. */
export function sleep(words: Int32Array): void {
  // No thread writes to the last word.
  Atomics.wait(words, words.length - 1, 0, 1);
}

/** The words of a team's threads. */
export function wordsOf({ memory, words }: Pick<ThreadTask, 'memory' | 'words'>): Int32Array {
  return new Int32Array(memory.buffer, words, maxThreads * threadWords);
}
