import type { RunSummary } from '#api';
import { formatCount, formatSentence, statusWords } from '#words';

/** The status in words, with details: the epoch of divergence, or the reason of a failure. */
export function statusSentence(run: Pick<RunSummary, 'status' | 'divergedAt' | 'error'>): string {
  const { label, meaning } = statusWords[run.status];
  const at = run.divergedAt === null ? '' : ` At epoch ${formatCount(run.divergedAt)}.`;
  const reason = run.error === null ? '' : ` ${formatSentence(run.error)}`;
  return `${label}. ${meaning}${at}${reason}`;
}
