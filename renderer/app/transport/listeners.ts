/** A set of functions to call together. */
export interface Listeners<Arguments extends readonly unknown[]> {
  /** Returns a function that takes the listener out again. */
  add(listener: (...values: Arguments) => void): () => void;
  call(...values: Arguments): void;
}

export function createListeners<Arguments extends readonly unknown[]>(): Listeners<Arguments> {
  // Entries are wrapped, so that one function added twice is called twice and leaves one at a time.
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
