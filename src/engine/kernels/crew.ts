import type { Kernels } from './kernel-exports.ts';
import { instanceOf, type KernelModule } from './wasm.ts';

/** Whoever can start threads for a network: the host, as an engine knows none. */
export interface Crew {
  /** Cores that the network may use at present, 1 or more. May change between any two steps. */
  readonly cores: number;
  /** Whether it takes as many threads without measuring whether that pays. */
  readonly exactly: boolean;
  /**
   * Has a thread of its own call `followTeam(task)`, in its own time: until it does, the network works without. A task of a new
   * network ends those of the one before, see `leaveTeam`.
   */
  start(task: ThreadTask): void;
  /** Hears how many threads train, and how many would if there were as many cores: measured, and again when it changes. */
  chosen(threads: number, wanted: number): void;
}

/** What every thread's kernels are told of a network. */
export interface KernelDescription {
  readonly network: Parameters<Kernels['setNetwork']>;
  readonly optimizer: Parameters<Kernels['setOptimizer']>;
  /** Address of what the threads are to do next. */
  readonly command: number;
}

/** What a thread is to work on: it can be sent to one, as its memory is shared. */
export interface ThreadTask extends KernelModule, KernelDescription {
  /** Of the thread in its team, from 1 on: the caller of the network is 0. */
  readonly index: number;
  /** Address of the threads' words, see assembly/team.ts. */
  readonly words: number;
}

/** Most threads of a network. */
export const maxThreads = 64;
/** Numbers of assembly/team.ts: 32-bit words of a thread, and which of them says that it may go on, and that it may leave. */
export const threadWords = 64;
const releasedWord = 32;
const leftWord = 34;

/** Works on a network until its team is left. Blocks the thread that calls it: asleep, when there is nothing to do. */
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

/** Lets a thread return from `followTeam`. Not while its network computes. */
export function leaveTeam(task: ThreadTask): void {
  const words = wordsOf(task);
  const own = (task.index - 1) * threadWords;
  Atomics.store(words, own + leftWord, 1);
  Atomics.add(words, own + releasedWord, 1);
  Atomics.notify(words, own + releasedWord);
}

/** Whether a thread of a team has done what it was to do, and waits. */
export function isWaiting(words: Int32Array, index: number): boolean {
  const own = (index - 1) * threadWords;
  return Atomics.load(words, own) !== Atomics.load(words, own + releasedWord);
}

/** Gives the thread's core to others for a millisecond. */
export function sleep(words: Int32Array): void {
  // No thread writes to the last word.
  Atomics.wait(words, words.length - 1, 0, 1);
}

/** The words of a team's threads. */
export function wordsOf({ memory, words }: Pick<ThreadTask, 'memory' | 'words'>): Int32Array {
  return new Int32Array(memory.buffer, words, maxThreads * threadWords);
}
