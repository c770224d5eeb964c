/**
 * Threads that share the work of a network, each with an instance of this module over one memory. The first leads: it writes
 * down what is to be done and lets the others go, and between stages all wait for each other. What is divided is what comes
 * out, never a sum, so that bits do not depend on how many threads there are.
 */
export let thread: i32 = 0;
/** Of the command under way. Alone, a thread waits for nobody, and its memory need not be shared. */
export let threads: i32 = 1;

/** Each other thread's words, apart from what others write: they are read over and over. */
let words: usize = 0;
const wordsBytes: usize = 256;
/** Where a thread counts how often it came to a barrier, and whether the first thread sleeps until it does. */
const awaited: usize = 4;
/** Where the first thread counts how often it let it go on, and whether the other sleeps until it does. */
const released: usize = 128;
const asleep: usize = 132;
/** Other than 0 for a thread that is to come no more. */
const left: usize = 136;
/** Looks before a thread sleeps: some 50 microseconds, as a stage lasts no longer where threads pay. */
const looks: i32 = 70_000;
/** A thread that does not come for so many sleeps is lost. Many short ones, as a machine that was stopped ends one at once. */
const maxSleeps: i32 = 100;
const sleepNs: i64 = 100_000_000;

/** `address` has room for the words of all threads but the first, 0 for one that works alone. */
export function setTeam(address: usize, index: i32): void {
  words = address - wordsBytes;
  thread = index;
}

export function setThreads(count: i32): void {
  threads = count;
}

/** Where the share of thread `index` of `count` things begins, a multiple of `unit`; that of the next one is where it ends. */
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

/** Of the first thread: returns when the others have done their share. */
export function awaitOthers(): void {
  for (let other = 1; other < threads; other++) {
    const own = words + <usize>other * wordsBytes;
    const seen = atomic.load<i32>(own, released);
    let spared = looks;
    while (atomic.load<i32>(own) == seen && --spared > 0);
    if (spared == 0) sleepUntilArrived(own, seen);
  }
}

/** Of the first thread: lets the others, who wait, go on. */
export function releaseOthers(): void {
  for (let other = 1; other < threads; other++) {
    const own = words + <usize>other * wordsBytes;
    atomic.store<i32>(own, atomic.load<i32>(own), released);
    if (atomic.load<i32>(own, asleep) != 0) atomic.notify(own + released, 1);
  }
}

/** Of any other thread: says that its share is done, and returns when it may go on. False when nothing will come. */
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
