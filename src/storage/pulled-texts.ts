/** Texts, or pieces of a file, generated one at a time on request, which provides back-pressure. */
export function createPulledTexts<Chunk>() {
  const open = new Map<number, Iterator<Chunk, undefined>>();
  return {
    begin: (id: number, texts: Iterator<Chunk, undefined>): void => void open.set(id, texts),
    /** null after the last one. */
    next: (id: number): Chunk | null => open.get(id)?.next().value ?? null,
    end(id: number): void {
      open.get(id)?.return?.();
      open.delete(id);
    },
  };
}
