import { usePreference } from './host.ts';

const mostDrafts = 10;

/** Unsaved edits by their starting point, so that leaving the screen loses nothing; drafts of other windows are kept too. */
export function useKeptDrafts(key: 'newRun.drafts' | 'newSweep.draft') {
  const drafts = usePreference(key);
  const newestFirst = (): [string, { text: string; editedAt: number }][] =>
    Object.entries(drafts.value).toSorted(([, a], [, b]) => b.editedAt - a.editedAt);
  const without = (start: string) => newestFirst().filter(([other]) => other !== start);

  return {
    /** What was typed from this starting point. */
    find: (start: string): string | undefined => drafts.value[start]?.text,
    /** The starting point of the latest draft that `counts` accepts. */
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
