import { usePreference } from './usePreference.ts';

const mostDrafts = 10;

/** Unsaved edits by where they started, so that leaving the screen loses nothing; other windows keep theirs beside them. */
export function useKeptDrafts(key: 'newRun.drafts' | 'newSweep.draft') {
  const drafts = usePreference(key);
  const newestFirst = (): [string, { text: string; editedAt: number }][] =>
    Object.entries(drafts.value).toSorted(([, a], [, b]) => b.editedAt - a.editedAt);
  const without = (start: string) => newestFirst().filter(([other]) => other !== start);

  return {
    /** What was written from this start. */
    find: (start: string): string | undefined => drafts.value[start]?.text,
    /** The start of what was written last, of those that `counts`. */
    latest: (counts: (start: string) => boolean = () => true): string | undefined =>
      newestFirst().find(([start]) => counts(start))?.[0],
    keep(start: string, text: string): void {
      const kept = [[start, { text, editedAt: Date.now() }] as const, ...without(start)];
      drafts.value = Object.fromEntries(kept.slice(0, mostDrafts));
    },
    drop(start: string): void {
      if (start in drafts.value) drafts.value = Object.fromEntries(without(start));
    },
  };
}
