/** A set of functions that are called together. */
export interface Listeners<Arguments extends readonly unknown[]> {
  /** Returns a function that removes the listener. */
  add(listener: (...values: Arguments) => void): () => void;
  call(...values: Arguments): void;
}

export function createListeners<Arguments extends readonly unknown[]>(): Listeners<Arguments> {
  // Entries are wrapped, so that a function added twice is called twice and removed once at a time.
  const entries = new Set<{ listener: (...values: Arguments) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    call(...values) {
      for (const { listener } of [...entries]) listener(...values);
    },
  };
}
