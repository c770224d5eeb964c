/** Texts, or pieces of a file, that are made one at a time as they are asked for, which is their back-pressure. */
export function createPulledTexts<Chunk>() {
  const open = new Map<number, Iterator<Chunk, undefined>>();
  return {
    begin: (id: number, texts: Iterator<Chunk, undefined>): void => void open.set(id, texts),
    /** null behind the last one. */
    next: (id: number): Chunk | null => open.get(id)?.next().value ?? null,
    end(id: number): void {
      open.get(id)?.return?.();
      open.delete(id);
    },
  };
}
