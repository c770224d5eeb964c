import { formatPlural } from '#words';
import type { SweepDetail } from '#api';

/** What to say about runs and confirmations of a sweep that cannot be read, one message per kind. */
export function unreadableNotices({
  unreadable,
  confirmations,
  unreadableConfirmations,
}: Pick<SweepDetail, 'unreadable' | 'confirmations' | 'unreadableConfirmations'>) {
  const runs = [...unreadable, ...confirmations.flatMap((confirmation) => confirmation.unreadable)];
  const [run] = runs;
  const [confirmation] = unreadableConfirmations;
  const [count, them] = runs.length === 1 ? ['It counts', 'it'] : ['They count', 'them'];
  const notices: { readonly title: string; readonly text: string }[] = [];
  if (run) {
    notices.push({
      title: `${formatPlural(runs.length, 'run')} cannot be read`,
      text: `${count} as missing, and no mean includes ${them}. ${run.name}: ${run.problem}. The list of runs shows what can be done.`,
    });
  }
  if (confirmation) {
    notices.push({
      title: `${formatPlural(unreadableConfirmations.length, 'confirmation')} cannot be read`,
      text: `${confirmation.problem}. Its runs are in the list of runs.`,
    });
  }
  return notices;
}
