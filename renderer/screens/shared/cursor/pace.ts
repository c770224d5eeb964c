import type { RunSummary } from '#api';
import type { PreferenceValue } from '../../../data/preference-list.ts';

/** How fast epochs are played: so many a second, as fast as the run was trained, or from one kept picture to the next. */
export type Pace = PreferenceValue<'run.pace'>;

/** Pictures are kept at log-spaced epochs: played one by one, the first steps of training take as long as the last. */
const picturesPerSecond = 8;

/** Epochs a second that a run was trained at; null while it has none of its own. */
export function trainedRate({
  epochsDone,
  branch,
  durationMs,
}: Pick<RunSummary, 'epochsDone' | 'branch' | 'durationMs'>): number | null {
  const own = epochsDone - (branch?.epoch ?? 0);
  return own > 0 && durationMs > 0 ? (1000 * own) / durationMs : null;
}

export interface Played {
  readonly pace: Pace;
  /** Of the run that is played; null where it is not known. */
  readonly trained: number | null;
  /** Epochs of which a picture is kept, ascending. */
  readonly pictures: readonly number[];
}

/** Where playing has come to from `position`, an epoch or between two, after `elapsedMs`. */
export function advance(position: number, elapsedMs: number, { pace, trained, pictures }: Played): number {
  if (pace !== 'pictures') {
    const rate = pace === 'trained' ? (trained ?? 1_000) : Number(pace);
    return position + (rate * elapsedMs) / 1000;
  }
  const next = pictures.findIndex((epoch) => epoch > position);
  if (next < 0) return Infinity;
  // From one picture to the next evenly, so that curves and numbers move with them.
  const from = pictures[next - 1] ?? 0;
  const to = pictures[next]!;
  const share = (position - from) / (to - from) + (elapsedMs * picturesPerSecond) / 1000;
  if (share < 1) return from + share * (to - from);
  return advance(to, ((share - 1) * 1000) / picturesPerSecond, { pace, trained, pictures });
}
