import { forkIssues, isForkChangeable, type ConfigIssue, type RunConfig, type RunDetail } from '#api';
import type { WritableComputedRef } from 'vue';
import { count, useAddress } from '#data';
import { formatCount, formatPlural } from '#words';

/** The parts of a fork's parent run needed to choose the epoch. */
export type Parent = Pick<RunDetail, 'name' | 'config' | 'epochsDone' | 'branch' | 'best' | 'checkpoints'>;

/** The parent's epochs at which it can be forked: from its own first to the next that it would train. */
export function forkRange(parent: Pick<Parent, 'branch' | 'epochsDone'>): { min: number; max: number } {
  return { min: parent.branch?.epoch ?? 0, max: parent.epochsDone };
}

/** The epoch requested in the address, clamped to those the parent has; by default its best epoch, otherwise where it ended. */
export function useForkEpoch(parent: Parent): WritableComputedRef<number> {
  const { min, max } = forkRange(parent);
  const within = (epoch: number): number => Math.min(max, Math.max(min, epoch));
  const kind = count();
  const read = (text: string): number | undefined => {
    const epoch = kind.read(text);
    return epoch === undefined ? undefined : within(epoch);
  };
  return useAddress('at', { ...kind, read }, within(parent.best?.epoch ?? max), { drags: true });
}

/** How the fork gets to its first epoch, as a sentence. */
export function forkStart(parent: Pick<Parent, 'checkpoints' | 'branch'>, epoch: number): string {
  if (epoch === 0) return 'Starts from the initial weights.';
  const before = parent.checkpoints.map((kept) => kept.epoch).filter((kept) => kept <= epoch);
  // Which of its ancestors' checkpoints remain is not known here.
  if (before.length === 0 && parent.branch) {
    return 'No checkpoint is kept there: it replays epochs of its ancestors first, to the same bits.';
  }
  const from = Math.max(0, ...before);
  if (from === epoch) return `Starts from the checkpoint at epoch ${formatCount(epoch)}.`;
  const start = from === 0 ? 'the start' : `the checkpoint at epoch ${formatCount(from)}`;
  return `No checkpoint is kept there: it replays ${formatPlural(epoch - from, 'epoch')} from ${start} first, to the same bits.`;
}

/** The rules for a draft that forks `parent` at an epoch. */
export function forkRules(parent: Parent, epoch: () => number) {
  return {
    isLocked: (path: string): boolean => !isForkChangeable(path),
    check: (config: RunConfig): ConfigIssue[] =>
      forkIssues({ ...parent, firstEpoch: forkRange(parent).min }, epoch(), config),
  };
}
