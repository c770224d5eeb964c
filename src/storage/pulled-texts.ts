/** Texts that are made one at a time as they are asked for, which is their back-pressure. */
export function createPulledTexts() {
  const open = new Map<number, Iterator<string, undefined>>();
  return {
    begin: (id: number, texts: Iterator<string, undefined>): void => void open.set(id, texts),
    /** null behind the last one. */
    next: (id: number): string | null => open.get(id)?.next().value ?? null,
    end(id: number): void {
      open.get(id)?.return?.();
      open.delete(id);
    },
  };
}
