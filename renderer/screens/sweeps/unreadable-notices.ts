import { formatPlural } from '../../words/format.ts';
import type { SweepDetail } from '#api';

/** What to say about runs and confirmations of a sweep that cannot be read, one message per kind. */
export function unreadableNotices({
  unreadable,
  confirmations,
  unreadableConfirmations,
}: Pick<SweepDetail, 'unreadable' | 'confirmations' | 'unreadableConfirmations'>): {
  title: string;
  text: string;
}[] {
  const runs = [...unreadable, ...confirmations.flatMap((confirmation) => confirmation.unreadable)];
  const [run] = runs;
  const [confirmation] = unreadableConfirmations;
  return [
    ...(run === undefined
      ? []
      : [
          {
            title: `${formatPlural(runs.length, 'run')} cannot be read`,
            text:
              `${runs.length === 1 ? 'It counts' : 'They count'} as missing, and no mean includes ${runs.length === 1 ? 'it' : 'them'}. ` +
              `${run.name}: ${run.problem}. The list of runs shows what can be done.`,
          },
        ]),
    ...(confirmation === undefined
      ? []
      : [
          {
            title: `${formatPlural(unreadableConfirmations.length, 'confirmation')} cannot be read`,
            text: `${confirmation.problem}. Its runs are in the list of runs.`,
          },
        ]),
  ];
}
