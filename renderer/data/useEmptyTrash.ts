import { maxRunIds, type CommandInput, type TrashContents } from '#api';
import { computed } from 'vue';
import { askToDelete, tellDeleted } from '#words';
import { attempt } from './attempt.ts';
import { confirmFirst } from './confirm-first.ts';
import { useClient } from './host.ts';
import { toast } from './toasts.ts';

/**
 * Deletes what is in the trash after asking: the question lists what the trash holds at that moment, and only that is deleted, whatever is
 * trashed later. With a selection, only matching runs are deleted.
 */
export function useEmptyTrash(selection: () => CommandInput<'readTrash'>) {
  const client = useClient();
  const isPart = computed(() => Boolean(selection()?.filter?.trim()) || selection()?.sweepId !== undefined);

  async function ask(): Promise<void> {
    const part = isPart.value;
    const contents = await client.readTrash(selection());
    if (contents.runs.length + contents.sweeps.length > 0)
      confirmFirst(askToDelete(contents, part), () => attempt(() => deleteAll(contents)));
    else toast.info(part ? 'No run in the trash matches.' : 'The trash is empty.');
  }

  async function deleteAll(contents: TrashContents): Promise<void> {
    const done = { runs: 0, sweeps: 0 };
    const ids = contents.runs.map(({ id }) => id);
    const sweepIds = contents.sweeps.map(({ id }) => id);
    for (let first = 0; first < Math.max(ids.length, sweepIds.length); first += maxRunIds) {
      const part = (all: readonly string[]): string[] => all.slice(first, first + maxRunIds);
      const { deleted, sweeps } = await client.emptyTrash({ ids: part(ids), sweepIds: part(sweepIds) });
      done.runs += deleted;
      done.sweeps += sweeps;
    }
    toast.info(tellDeleted(contents, done));
  }

  return {
    /** True if only part of the trash is meant. */
    isPart,
    ask: () => attempt(ask),
  };
}
