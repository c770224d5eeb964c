import type { RunSummary } from '#api';
import { useRouter } from 'vue-router';
import { formatPlural } from '../components/format.ts';
import { useClient } from './useClient.ts';
import { useRenaming } from './useRenaming.ts';
import { useToasts } from './useToasts.ts';

type RunIds = readonly string[];

/** What one can do to runs from any screen. Failures are shown; what destroys can be undone. */
export function useRunActions() {
  const client = useClient();
  const router = useRouter();
  const { toast } = useToasts();

  async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (thrown) {
      toast.error(thrown);
      return undefined;
    }
  }

  const renaming = useRenaming();
  const list = (ids: RunIds): { ids: string[] } => ({ ids: [...ids] });

  return {
    // Without ids, these three concern all live runs.
    pause: (ids?: RunIds) => attempt(() => client.pauseRuns(ids && list(ids))),
    continueRuns: (ids?: RunIds) => attempt(() => client.continueRuns(ids && list(ids))),
    stop: (ids?: RunIds) => attempt(() => client.stopRuns(ids && list(ids))),
    /** Goes on with interrupted and stopped runs; with `epochs`, their new total, with completed ones too. */
    resume: (ids: RunIds, epochs?: number) =>
      attempt(() => client.resumeRuns({ ...list(ids), ...(epochs === undefined ? {} : { epochs }) })),
    /** `from` is the name that was changed: where another was given meanwhile, the user is asked. */
    rename: (id: string, name: string, from: string) =>
      renaming(name, (basedOn) => client.updateRun({ id, name, ...basedOn }), from),
    /** Adds and takes off what makes `tags` of `from`; tags that others set meanwhile stay. */
    setTags: (id: string, tags: string[], from: string[]) =>
      attempt(() => client.updateRun({ id, tags, basedOn: { tags: from } })),
    tag: (ids: RunIds, add: string[], remove: string[]) =>
      attempt(() => client.tagRuns({ ...list(ids), add, remove })),

    trash: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.trashRuns(list(ids));
        toast.info(`Moved ${formatPlural(runs.length, 'run')} to the trash.`, {
          undo: async () => void (await client.restoreRuns(list(ids))),
        });
        return runs;
      }),
    restore: (ids: RunIds) =>
      attempt(async () => {
        const { runs } = await client.restoreRuns(list(ids));
        toast.info(`Restored ${formatPlural(runs.length, 'run')}.`, {
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
