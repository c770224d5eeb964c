import type { Deleting, TrashContents } from '#api';
import { formatCount, formatPlural } from './format.ts';

/** The text of the question before something is deleted for good. */
export interface DeletionWords {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

const mostNamed = 3;

/** Asks whether to delete exactly `contents`, which is `part` of the trash, or all of it. */
export function askToDelete({ runs, sweeps }: TrashContents, part: boolean): DeletionWords {
  const what = countDeleted(runs.length, sweeps.length);
  const named = [
    ...(runs.length > 0
      ? [`${formatPlural(runs.length, 'run')} with all recorded epochs (${listNames(runs)})`]
      : []),
    ...(sweeps.length > 0 ? [`${formatPlural(sweeps.length, 'sweep')} (${listNames(sweeps)})`] : []),
  ].join(' and ');
  return {
    title: part ? `Delete ${what} for good?` : 'Empty the trash?',
    text: `This deletes ${named}. It cannot be undone.${part ? ' Everything else in the trash stays there.' : ''}`,
    action: `Delete ${what}`,
  };
}

/** What was deleted of what was requested: what had been restored in the meantime stays. */
export function tellDeleted(
  asked: TrashContents,
  deleted: { readonly runs: number; readonly sweeps: number },
): string {
  const kept = countDeleted(asked.runs.length - deleted.runs, asked.sweeps.length - deleted.sweeps);
  const told = countDeleted(deleted.runs, deleted.sweeps);
  return `Deleted ${told || 'nothing'}${told ? ' for good' : ''}${kept ? `; ${kept} had left the trash` : ''}.`;
}

/** What is still being freed, in a few words. */
export function tellDeleting({ runs, epochs }: Deleting): string {
  const left = epochs > 0 ? `: ${formatPlural(epochs, 'epoch')} left` : '';
  return `Freeing the space of ${formatPlural(runs, 'deleted run')}${left}`;
}

/** `5 runs and 2 sweeps`; empty for none. */
function countDeleted(runs: number, sweeps: number): string {
  return [
    ...(runs > 0 ? [formatPlural(runs, 'run')] : []),
    ...(sweeps > 0 ? [formatPlural(sweeps, 'sweep')] : []),
  ].join(' and ');
}

function listNames(things: readonly { readonly name: string }[]): string {
  const shown = things.slice(0, mostNamed).map(({ name }) => name);
  const more = things.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${formatCount(more)} more` : shown.join(', ');
}
