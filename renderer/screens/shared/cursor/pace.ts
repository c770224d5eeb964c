import type { RunSummary } from '#api';
import type { PreferenceValue } from '#data';

/** How fast epochs are played: a number per second, as fast as the run was trained, or picture by picture. */
export type Pace = PreferenceValue<'run.pace'>;

/** Pictures are at log-spaced epochs: played one by one, the first steps of training take as long as the last. */
const picturesPerSecond = 8;

/** Epochs per second at which a run was trained; null if it has none of its own. */
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
  /** For the run being played; null if not known. */
  readonly trained: number | null;
  /** Epochs that have a picture, ascending. */
  readonly pictures: readonly number[];
}

/** The position after playing for `elapsedMs` from `position`, an epoch or in between. */
export function advance(position: number, elapsedMs: number, { pace, trained, pictures }: Played): number {
  if (pace !== 'pictures') {
    const rate = pace === 'trained' ? (trained ?? 1_000) : Number(pace);
    return position + (rate * elapsedMs) / 1000;
  }
  const next = pictures.findIndex((epoch) => epoch > position);
  if (next < 0) return Infinity;
  // Evenly from one picture to the next, so that curves and numbers move along.
  const from = pictures[next - 1] ?? 0;
  const to = pictures[next]!;
  const share = (position - from) / (to - from) + (elapsedMs * picturesPerSecond) / 1000;
  if (share < 1) return from + share * (to - from);
  return advance(to, ((share - 1) * 1000) / picturesPerSecond, { pace, trained, pictures });
}
