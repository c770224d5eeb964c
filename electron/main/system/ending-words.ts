import { runStatuses, type RunStatus, type RunSummary, type SweepSummary } from '#api';
import type { Ending } from './endings.ts';

/** What the system shows of one ending, or of several that came together, and the screen that has more. */
export interface EndingNotice {
  readonly title: string;
  readonly body: string;
  readonly route: string;
}

/** Words for endings, of which there is at least one. */
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
  if (status !== 'completed') return `${ends[status]} after ${epochs}.`;
  if (final === null) return `Completed after ${epochs}.`;
  const accuracy = final.validationAccuracy.toFixed(3);
  return `Completed after ${epochs}: validation accuracy ${accuracy}, loss ${final.validationLoss.toFixed(3)}.`;
}

function noticeOfSweep({ id, name, counts }: SweepSummary): EndingNotice {
  const standing = runStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${count(counts[status])} ${ends[status].toLowerCase()}`);
  return { title: name, body: `The sweep has ended: ${standing.join(', ')}.`, route: `/sweeps/${id}` };
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

const ends: Readonly<Record<RunStatus, string>> = {
  queued: 'Queued',
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  stopped: 'Stopped',
  diverged: 'Diverged',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

function count(value: number): string {
  return value.toLocaleString('en-US');
}
