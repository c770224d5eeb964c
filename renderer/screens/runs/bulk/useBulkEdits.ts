import { type RunEdited, type RunConfig, type RunSummary } from '#api';
import { attempt } from '../../../data/attempt.ts';
import { useClient } from '../../../data/useClient.ts';
import { useToasts } from '../../../data/useToasts.ts';
import { formatPlural } from '../../../words/format.ts';
import type { NewName } from './rename-pattern.ts';

/** Configs that one command takes. */
const configsAtOnce = 1000;

/** Changes of many runs at once, all or none, each of which can be taken back. Resolve to undefined where they failed, which is shown. */
export function useBulkEdits() {
  const client = useClient();
  const { toast } = useToasts();

  /** What was changed since by others stays: then nothing is taken back, and the message says which run it was. */
  async function takeBack(edited: readonly RunEdited[]): Promise<void> {
    const edits = edited.map(({ id, before, after }) => ({
      id,
      name: before.name,
      notes: before.notes,
      basedOn: { name: after.name, notes: after.notes },
    }));
    await client.editRuns({ edits });
  }

  async function trashAgain(ids: string[]): Promise<void> {
    await client.stopRuns({ ids });
    await client.trashRuns({ ids });
  }

  return {
    /** Only those that get another name are touched. */
    rename: (names: readonly NewName[]) =>
      attempt(async () => {
        const changed = names.filter(({ from, to }) => from !== to);
        const { edited } = await client.editRuns({
          edits: changed.map(({ id, from, to }) => ({ id, name: to, basedOn: { name: from } })),
        });
        toast.info(`Renamed ${formatPlural(edited.length, 'run')}.`, { undo: () => takeBack(edited) });
        return edited.length;
      }),
    addNote: (runs: readonly Pick<RunSummary, 'id'>[], note: string) =>
      attempt(async () => {
        const { edited } = await client.editRuns({ edits: runs.map(({ id }) => ({ id, addNote: note })) });
        toast.info(`Added a note to ${formatPlural(edited.length, 'run')}.`, {
          undo: () => takeBack(edited),
        });
        return edited.length;
      }),
    train: (configs: readonly RunConfig[]) =>
      attempt(async () => {
        const ids: string[] = [];
        for (let first = 0; first < configs.length; first += configsAtOnce) {
          const { runs } = await client.createRuns({ configs: configs.slice(first, first + configsAtOnce) });
          ids.push(...runs.map(({ id }) => id));
        }
        toast.info(`Queued ${formatPlural(ids.length, 'run')}.`, { undo: () => trashAgain(ids) });
        return ids.length;
      }),
  };
}
