/** Time that advances from event to event, in seconds from 0. */
export interface Clock {
  readonly now: number;
  /** Calls `act` after this many seconds. Events due at the same time come in a deterministic order. */
  after(seconds: number, act: () => void): void;
  /** Runs everything that is due until then. */
  runUntil(end: number): void;
}

export function createClock(): Clock {
  let now = 0;
  // A binary heap: the earliest is the first, and none is later than its children at 2i + 1 and 2i + 2.
  const heap: { readonly time: number; readonly act: () => void }[] = [];
  const isEarlier = (a: number, b: number): boolean => heap[a]!.time < heap[b]!.time;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };

  function rise(at: number): void {
    for (; at > 0 && isEarlier(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
  }

  function sink(at: number): void {
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && isEarlier(left + 1, left) ? left + 1 : left;
      if (!isEarlier(child, at)) return;
      swap(at, child);
      at = child;
    }
  }

  return {
    get now() {
      return now;
    },
    after(seconds, act) {
      heap.push({ time: now + seconds, act });
      rise(heap.length - 1);
    },
    runUntil(end) {
      while (heap.length > 0 && heap[0]!.time <= end) {
        swap(0, heap.length - 1);
        const { time, act } = heap.pop()!;
        sink(0);
        now = time;
        act();
      }
      now = end;
    },
  };
}
