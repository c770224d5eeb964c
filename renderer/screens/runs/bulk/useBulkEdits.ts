import { type RunEdited, type RunConfig, type RunSummary } from '#api';
import { attempt, type BackStep, useClient, useRunChanges } from '#data';
import { formatPlural } from '#words';
import type { NewName } from './rename-pattern.ts';

/** Maximum number of configs per command. */
const configsAtOnce = 1000;

/** If others have edited a run since, their text stays: nothing is undone then, and the message names the run. */
const editedBack = (edited: readonly RunEdited[]): BackStep[] => [
  [
    'editRuns',
    {
      edits: edited.map(({ id, before, after }) => ({
        id,
        name: before.name,
        notes: before.notes,
        basedOn: { name: after.name, notes: after.notes },
      })),
    },
  ],
];

/** Changes of many runs at once, all or none, each of which can be undone. They resolve to undefined after a failure, which is shown. */
export function useBulkEdits() {
  const client = useClient();
  const { tell } = useRunChanges();

  return {
    /** Only runs that get another name are touched. */
    rename: (names: readonly NewName[]) =>
      attempt(async () => {
        const changed = names.filter(({ from, to }) => from !== to);
        const { edited } = await client.editRuns({
          edits: changed.map(({ id, from, to }) => ({ id, name: to, basedOn: { name: from } })),
        });
        tell(`Renamed ${formatPlural(edited.length, 'run')}.`, editedBack(edited));
        return edited.length;
      }),
    addNote: (runs: readonly Pick<RunSummary, 'id'>[], note: string) =>
      attempt(async () => {
        const { edited } = await client.editRuns({ edits: runs.map(({ id }) => ({ id, addNote: note })) });
        tell(`Added a note to ${formatPlural(edited.length, 'run')}.`, editedBack(edited));
        return edited.length;
      }),
    train: (configs: readonly RunConfig[]) =>
      attempt(async () => {
        const ids: string[] = [];
        for (let first = 0; first < configs.length; first += configsAtOnce) {
          const { runs } = await client.createRuns({ configs: configs.slice(first, first + configsAtOnce) });
          ids.push(...runs.map(({ id }) => id));
        }
        tell(`Queued ${formatPlural(ids.length, 'run')}.`, [
          ['stopRuns', { ids }],
          ['trashRuns', { ids }],
        ]);
        return ids.length;
      }),
  };
}
