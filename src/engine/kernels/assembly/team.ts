/**
 * Threads that share the work of a network, each with an instance of this module over the same memory. The first thread leads: it writes
 * the command and releases the others, and between stages all wait for each other. Outputs are divided between threads, never a sum, so
 * that bits do not depend on the number of threads.
 */
export let thread: i32 = 0;
/** Threads of the current command. A single thread waits for nobody, and its memory need not be shared. */
export let threads: i32 = 1;

/** Each other thread's words, apart from memory that others write, because they are read over and over. */
let words: usize = 0;
const wordsBytes: usize = 256;
/** Where a thread counts its arrivals at barriers, and whether the first thread sleeps until the next one. */
const awaited: usize = 4;
/** Where the first thread counts how often it released this thread, and whether this thread sleeps until the next time. */
const released: usize = 128;
const asleep: usize = 132;
/** Non-zero for a thread that must leave. */
const left: usize = 136;
/** Polls before a thread sleeps: about 50 microseconds, as a stage takes no longer where threads pay off. */
const looks: i32 = 70_000;
/** A thread that has not arrived after this many sleeps is lost. Many short sleeps, because a suspended machine ends one at once. */
const maxSleeps: i32 = 100;
const sleepNs: i64 = 100_000_000;

/** `address` has room for the words of all threads but the first; 0 for a thread that works alone. */
export function setTeam(address: usize, index: i32): void {
  words = address - wordsBytes;
  thread = index;
}

export function setThreads(count: i32): void {
  threads = count;
}

/** Where thread `index`'s share of `count` items begins, a multiple of `unit`; it ends where the next thread's begins. */
@inline
export function shareStart(count: i32, unit: i32, index: i32): i32 {
  if (threads == 1) return index == 0 ? 0 : count;
  const units = <i64>((count + unit - 1) / unit);
  return min(count, <i32>((units * index) / threads) * unit);
}

/** Ends a stage: returns when every thread has ended it. */
export function barrier(): void {
  if (threads == 1) return;
  if (thread != 0) {
    arrive();
    return;
  }
  awaitOthers();
  releaseOthers();
}

/** For the first thread: returns when the others have done their share. */
export function awaitOthers(): void {
  for (let other = 1; other < threads; other++) {
    const own = words + <usize>other * wordsBytes;
    const seen = atomic.load<i32>(own, released);
    let spared = looks;
    while (atomic.load<i32>(own) == seen && --spared > 0);
    if (spared == 0) sleepUntilArrived(own, seen);
  }
}

/** For the first thread: releases the others, which are waiting. */
export function releaseOthers(): void {
  for (let other = 1; other < threads; other++) {
    const own = words + <usize>other * wordsBytes;
    atomic.store<i32>(own, atomic.load<i32>(own), released);
    if (atomic.load<i32>(own, asleep) != 0) atomic.notify(own + released, 1);
  }
}

/** For any other thread: reports that its share is done, and returns when it may continue. False if it must leave. */
export function arrive(): bool {
  const own = words + <usize>thread * wordsBytes;
  const seen = atomic.load<i32>(own, released);
  if (atomic.load<i32>(own, left) != 0) return false;
  atomic.store<i32>(own, seen + 1);
  if (atomic.load<i32>(own, awaited) != 0) atomic.notify(own, 1);
  let spared = looks;
  while (atomic.load<i32>(own, released) == seen && --spared > 0);
  if (spared == 0) sleepUntilReleased(own, seen);
  return atomic.load<i32>(own, left) == 0;
}

function sleepUntilReleased(own: usize, seen: i32): void {
  atomic.store<i32>(own, 1, asleep);
  while (atomic.load<i32>(own, released) == seen) atomic.wait<i32>(own + released, seen, -1);
  atomic.store<i32>(own, 0, asleep);
}

function sleepUntilArrived(own: usize, seen: i32): void {
  atomic.store<i32>(own, 1, awaited);
  for (let sleeps = 0; atomic.load<i32>(own) == seen; sleeps++) {
    if (sleeps == maxSleeps) unreachable();
    atomic.wait<i32>(own, seen, sleepNs);
  }
  atomic.store<i32>(own, 0, awaited);
}
