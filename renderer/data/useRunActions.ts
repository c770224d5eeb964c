import type { RunSummary } from '#api';
import { useRouter } from 'vue-router';
import { formatPlural } from '../words/format.ts';
import { attempt } from './attempt.ts';
import { useClient } from './useClient.ts';
import { useRenaming } from './useRenaming.ts';
import { useToasts } from './useToasts.ts';

type RunIds = readonly string[];
/** A run as it was before its tags change. */
type Tagged = Pick<RunSummary, 'id' | 'tags'>;

/** What one can do to runs from any screen. Failures are shown; what destroys can be undone. */
export function useRunActions() {
  const client = useClient();
  const router = useRouter();
  const { toast } = useToasts();

  const renaming = useRenaming();
  const list = (ids: RunIds): { ids: string[] } => ({ ids: [...ids] });

  /** Stops runs; taken back, they go on where they were. Without ids, all live ones. */
  async function stopRuns(ids?: RunIds): Promise<void> {
    const { runs } = await client.stopRuns(ids && list(ids));
    const stopped = runs.filter(({ status }) => status === 'stopped').map(({ id }) => id);
    if (stopped.length === 0) return;
    toast.info(`Stopped ${formatPlural(stopped.length, 'run')}.`, {
      undo: async () => void (await client.resumeRuns(list(stopped))),
    });
  }

  /** Takes a change of tags back where it changed something: `runs` are as they were before. */
  async function untag(
    runs: readonly Tagged[],
    added: readonly string[],
    removed: readonly string[],
  ): Promise<void> {
    const idsOf = (wanted: (run: Tagged) => boolean): string[] => runs.filter(wanted).map(({ id }) => id);
    for (const tag of added) {
      const ids = idsOf(({ tags }) => !tags.includes(tag));
      if (ids.length > 0) await client.tagRuns({ ids, remove: [tag] });
    }
    for (const tag of removed) {
      const ids = idsOf(({ tags }) => tags.includes(tag));
      if (ids.length > 0) await client.tagRuns({ ids, add: [tag] });
    }
  }

  return {
    stopRuns,
    // Without ids, these three concern all live runs.
    pause: (ids?: RunIds) => attempt(() => client.pauseRuns(ids && list(ids))),
    continueRuns: (ids?: RunIds) => attempt(() => client.continueRuns(ids && list(ids))),
    stop: (ids?: RunIds) => attempt(() => stopRuns(ids)),
    /** Goes on with interrupted and stopped runs; with `epochs`, their new total, with completed ones too. */
    resume: (ids: RunIds, epochs?: number) =>
      attempt(() => client.resumeRuns({ ...list(ids), ...(epochs === undefined ? {} : { epochs }) })),
    /** `from` is the name that was changed: where another was given meanwhile, the user is asked. */
    rename: (id: string, name: string, from: string) =>
      renaming(name, (basedOn) => client.updateRun({ id, name, ...basedOn }), from),
    /** Adds and takes off what makes `tags` of `from`; tags that others set meanwhile stay. */
    setTags: (id: string, tags: string[], from: string[]) =>
      attempt(() => client.updateRun({ id, tags, basedOn: { tags: from } })),
    tag: (runs: readonly Tagged[], add: readonly string[], remove: readonly string[]) =>
      attempt(async () => {
        await client.tagRuns({ ids: runs.map(({ id }) => id), add: [...add], remove: [...remove] });
        toast.info(`Changed the tags of ${formatPlural(runs.length, 'run')}.`, {
          undo: () => untag(runs, add, remove),
        });
      }),

    trash: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.trashRuns(list(ids));
        toast.info(`Moved ${formatPlural(ids.length, 'run')} to the trash.`, {
          undo: async () => void (await client.restoreRuns(list(ids))),
        });
        return runs;
      }),
    restore: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.restoreRuns(list(ids));
        toast.info(`Restored ${formatPlural(ids.length, 'run')}.`, {
          undo: async () => void (await client.trashRuns(list(ids))),
        });
        return runs;
      }),

    /** Queues a new run of the same config. Same config, same bits. */
    runAgain: (run: RunSummary) =>
      attempt(async () => {
        const { runs } = await client.createRuns({ configs: [{ ...run.config, name: run.name }] });
        toast.info(`Queued ${run.name} again.`);
        return runs[0];
      }),
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
