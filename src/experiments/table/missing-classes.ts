/** Number of samples of each class in the sets of a run. */
export interface ClassCounts {
  readonly training: readonly number[];
  readonly validation: readonly number[];
  /** Null if there is no test set. */
  readonly test: readonly number[] | null;
}

/**
 * A sentence about classes that a set has no sample of, or null: a network cannot learn a class that it never sees, and a set without a
 * class does not show how well it is recognized. `labels` are the classes' names.
 */
export function missingClassNotice(counts: ClassCounts, labels: readonly string[]): string | null {
  const sentences = (['training', 'validation', 'test'] as const).flatMap((set) => {
    const missing = labels.filter((_label, index) => counts[set]?.[index] === 0);
    if (missing.length === 0) return [];
    const [first, second, third] = missing;
    const named =
      missing.length > 3
        ? `${first}, ${second} and ${missing.length - 2} more`
        : [first, second, third].filter((label) => label !== undefined).join(', ');
    const total = (label: string): number => {
      const index = labels.indexOf(label);
      return counts.training[index]! + counts.validation[index]! + (counts.test?.[index] ?? 0);
    };
    const rows = missing.length === 1 ? ` (of ${total(first!)} in all)` : '';
    return [`The ${set} set has no row of class ${named}${rows}.`];
  });
  return sentences.length === 0 ? null : sentences.join(' ');
}
