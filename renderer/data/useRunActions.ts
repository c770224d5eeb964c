import type { RunSummary } from '#api';
import { useRouter } from 'vue-router';
import { formatPlural } from '#words';
import { attempt } from './attempt.ts';
import { useClient } from './host.ts';
import type { BackStep } from './run-changes.ts';
import { useArrival } from './useArrival.ts';
import { useRenaming } from './useRenaming.ts';
import { useRunChanges } from './useRunChanges.ts';
import { toast } from './toasts.ts';

type RunIds = readonly string[];
/** A run as it was before its tags change. */
type Tagged = Pick<RunSummary, 'id' | 'tags'>;

/** Undoes a change of tags where it changed something: `runs` are as they were before. */
function tagsBack(runs: readonly Tagged[], added: readonly string[], removed: readonly string[]): BackStep[] {
  const idsOf = (wanted: (run: Tagged) => boolean): string[] => runs.filter(wanted).map(({ id }) => id);
  const steps = [
    ...added.map((tag) => ({ ids: idsOf(({ tags }) => !tags.includes(tag)), remove: [tag] })),
    ...removed.map((tag) => ({ ids: idsOf(({ tags }) => tags.includes(tag)), add: [tag] })),
  ];
  return steps.filter(({ ids }) => ids.length > 0).map((change) => ['tagRuns', change]);
}

/** What the user can do to runs from any screen. Failures are shown; destructive actions can be undone. */
export function useRunActions() {
  const client = useClient();
  const router = useRouter();
  const { tell } = useRunChanges();
  const leave = useArrival();

  const renaming = useRenaming();
  const list = (ids: RunIds): { ids: string[] } => ({ ids: [...ids] });

  /** Stops runs; undone, they continue where they were. Without ids, all live ones. */
  async function stopRuns(ids?: RunIds): Promise<void> {
    const { runs } = await client.stopRuns(ids && list(ids));
    const stopped = runs.filter(({ status }) => status === 'stopped').map(({ id }) => id);
    if (stopped.length === 0) return;
    tell(`Stopped ${formatPlural(stopped.length, 'run')}.`, [['resumeRuns', list(stopped)]]);
  }

  const runAgain = (run: RunSummary) =>
    attempt(async () => {
      const { runs } = await client.createRuns({ configs: [{ ...run.config, name: run.name }] });
      toast.info(`Queued ${run.name} again.`);
      return runs[0];
    });

  return {
    stopRuns,
    // Without ids, these three apply to all live runs.
    pause: (ids?: RunIds) => attempt(() => client.pauseRuns(ids && list(ids))),
    continueRuns: (ids?: RunIds) => attempt(() => client.continueRuns(ids && list(ids))),
    stop: (ids?: RunIds) => attempt(() => stopRuns(ids)),
    /** Continues interrupted and stopped runs; with `epochs`, the new total, completed ones too. */
    resume: (ids: RunIds, epochs?: number) => attempt(() => client.resumeRuns({ ...list(ids), epochs })),
    /** `from` is the name that was edited: if another was set meanwhile, the user is asked. */
    rename: (id: string, name: string, from: string) =>
      renaming(name, (basedOn) => client.updateRun({ id, name, ...basedOn }), from),
    /** Adds and removes tags to turn `from` into `tags`; tags that others set meanwhile stay. */
    setTags: (id: string, tags: string[], from: string[]) =>
      attempt(() => client.updateRun({ id, tags, basedOn: { tags: from } })),
    tag: (
      runs: readonly Tagged[],
      add: readonly string[],
      remove: readonly string[],
      did = 'Changed the tags of',
    ) =>
      attempt(async () => {
        await client.tagRuns({ ids: runs.map(({ id }) => id), add: [...add], remove: [...remove] });
        tell(`${did} ${formatPlural(runs.length, 'run')}.`, tagsBack(runs, add, remove));
      }),

    trash: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.trashRuns(list(ids));
        tell(`Moved ${formatPlural(ids.length, 'run')} to the trash.`, [['restoreRuns', list(ids)]]);
        return runs;
      }),
    restore: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.restoreRuns(list(ids));
        tell(`Restored ${formatPlural(ids.length, 'run')}.`, [['trashRuns', list(ids)]]);
        return runs;
      }),

    /** Queues a new run with the same config. Same config, same bits. */
    runAgain,
    /** Trains it again, and shows the new run. */
    async runAgainThere(run: RunSummary) {
      const arrive = leave();
      const started = await runAgain(run);
      if (started) await arrive(`/runs/${started.id}`);
    },
    editAndRun: (id: string) => router.push({ path: '/runs/new', query: { from: id } }),
    fork: (id: string) => router.push({ path: '/runs/new', query: { fork: id } }),
    sweepFrom: (id: string) => router.push({ path: '/sweeps/new', query: { from: id } }),
    compare: (ids: RunIds) => router.push({ path: '/compare', query: { runs: ids.join(',') } }),
    copy: (text: string, what: string) =>
      attempt(async () => {
        await navigator.clipboard.writeText(text);
        toast.info(`Copied ${what}.`);
      }),
  };
}
