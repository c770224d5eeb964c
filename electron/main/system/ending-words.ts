import { runStatuses, type RunStatus, type RunSummary } from '#api';
import type { EndedSweep, Ending } from './endings.ts';

/** The notification for one ending, or for several at once, and the screen with the details. */
export interface EndingNotice {
  readonly title: string;
  readonly body: string;
  readonly route: string;
}

/** The text for one or more endings. */
export function endingNotice(endings: readonly Ending[]): EndingNotice {
  const [first] = endings;
  if (first === undefined || endings.length > 1) return noticeOfMany(endings);
  return first.kind === 'run' ? noticeOfRun(first.run) : noticeOfSweep(first.sweep);
}

function noticeOfRun(run: RunSummary): EndingNotice {
  return { title: run.name, body: bodyOf(run), route: `/runs/${run.id}` };
}

function bodyOf({ status, final, epochsDone, divergedAt }: RunSummary): string {
  const epochs = `${count(epochsDone)} ${epochsDone === 1 ? 'epoch' : 'epochs'}`;
  if (status === 'diverged') return `Diverged at epoch ${count(divergedAt ?? epochsDone)}.`;
  if (status !== 'completed') return `${capitalized(status)} after ${epochs}.`;
  if (final === null) return `Completed after ${epochs}.`;
  const accuracy = final.validationAccuracy.toFixed(3);
  return `Completed after ${epochs}: validation accuracy ${accuracy}, validation loss ${final.validationLoss.toFixed(3)}.`;
}

function noticeOfSweep({ id, name, counts, isConfirmation }: EndedSweep): EndingNotice {
  const standing = runStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${count(counts[status])} ${status}`);
  return {
    title: name,
    body: `The ${isConfirmation ? 'confirmation' : 'sweep'} has ended: ${standing.join(', ')}.`,
    route: `/sweeps/${id}`,
  };
}

function noticeOfMany(endings: readonly Ending[]): EndingNotice {
  const names = endings.map((ending) => (ending.kind === 'run' ? ending.run.name : ending.sweep.name));
  const [runs, sweeps] = [
    endings.filter(({ kind }) => kind === 'run').length,
    endings.filter(({ kind }) => kind === 'sweep').length,
  ];
  const parts = [
    ...(runs > 0 ? [`${count(runs)} ${runs === 1 ? 'run' : 'runs'}`] : []),
    ...(sweeps > 0 ? [`${count(sweeps)} ${sweeps === 1 ? 'sweep' : 'sweeps'}`] : []),
  ];
  return {
    title: `${parts.join(' and ')} have ended`,
    body: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''}`,
    route: runs > 0 ? '/runs' : '/sweeps',
  };
}

/** A status, capitalized to start a sentence. */
function capitalized(status: RunStatus): string {
  return status[0]!.toUpperCase() + status.slice(1);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
