import { usePreference } from './usePreference.ts';

const mostDrafts = 10;

export interface KeptDrafts {
  /** What was written from this start. */
  find(start: string): string | undefined;
  /** The start of what was written last, of those that `counts`. */
  latest(counts?: (start: string) => boolean): string | undefined;
  keep(start: string, text: string): void;
  drop(start: string): void;
}

/** Unsaved edits by where they started, so that leaving the screen loses nothing; other windows keep theirs beside them. */
export function useKeptDrafts(key: 'newRun.drafts' | 'newSweep.draft'): KeptDrafts {
  const drafts = usePreference(key);
  const newestFirst = (): [string, { text: string; editedAt: number }][] =>
    Object.entries(drafts.value).toSorted(([, a], [, b]) => b.editedAt - a.editedAt);
  const without = (start: string) => newestFirst().filter(([other]) => other !== start);

  return {
    find: (start) => drafts.value[start]?.text,
    latest: (counts = () => true) => newestFirst().find(([start]) => counts(start))?.[0],
    keep(start, text) {
      const kept = [[start, { text, editedAt: Date.now() }] as const, ...without(start)];
      drafts.value = Object.fromEntries(kept.slice(0, mostDrafts));
    },
    drop(start) {
      if (start in drafts.value) drafts.value = Object.fromEntries(without(start));
    },
  };
}
