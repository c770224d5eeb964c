import {
  describeDifference,
  explainDifference,
  type RunSummary,
  type RunVerification,
  type VerificationRecord,
} from '#api';
import { formatCount, formatDate, formatSentence } from './format.ts';

export interface VerificationWords {
  readonly kind: 'none' | 'busy' | 'equal' | 'different' | 'failed';
  /** One sentence. */
  readonly text: string;
  /** Why bits may differ, and when and where that was found. */
  readonly details: readonly string[];
}

const hosts = { desktop: 'the desktop app', serve: 'serve', cli: 'the command line' } as const;

/** The state of verifying a run, in words. */
export function verificationWords(
  { progress, failure, record }: Pick<RunVerification, 'progress' | 'failure' | 'record'>,
  { epochsDone }: Pick<RunSummary, 'epochsDone'>,
): VerificationWords {
  if (progress !== null) {
    const { waiting, epoch, epochs } = progress;
    const text = waiting
      ? 'Waiting for its turn.'
      : `Training it again: epoch ${formatCount(epoch)} of ${formatCount(epochs)}.`;
    return { kind: 'busy', text, details: [] };
  }
  if (failure !== null) return { kind: 'failed', text: formatSentence(failure.message), details: [] };
  if (record === null) return { kind: 'none', text: 'Not verified yet.', details: [] };
  const { verification } = record;
  if (verification.equal) {
    const { epochs, digest } = verification;
    const text =
      epochs < epochsDone
        ? `Every value of the first ${formatCount(epochs)} epochs came out the same; those since are not verified.`
        : `Trained again, every value of all ${formatCount(epochs)} epochs came out the same${digest === null ? '' : ', and so did the digest'}.`;
    return { kind: 'equal', text, details: [whenAndWhere(record)] };
  }
  const reasons = explainDifference(verification.makers).map(formatSentence);
  return {
    kind: 'different',
    text: formatSentence(describeDifference(verification)),
    details: [...reasons, whenAndWhere(record)],
  };
}

function whenAndWhere({ at, host, platform, engineVersion }: VerificationRecord): string {
  return `Verified ${formatDate(at)}, by ${hosts[host]} on ${platform}, engine ${engineVersion}.`;
}
