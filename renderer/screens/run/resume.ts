import { isResumable, runConfigSchema, type RunDetail, type RunSummary } from '#api';
import { formatCount } from '#words';

/** The epoch at which a run would resume: its newest checkpoint's, or its first if none is kept. */
export function resumeEpoch(run: Pick<RunDetail, 'checkpoints' | 'branch'>): number {
  return Math.max(run.branch?.epoch ?? 0, ...run.checkpoints.map(({ epoch }) => epoch));
}

type ExtendedRun = Pick<RunSummary, 'status' | 'stoppedEarly' | 'config'>;

/**
 * True if a run can be given more epochs. One that stopped early would stop again at once, and a cosine over more epochs would have had
 * different rates from the start.
 */
export function canTrainMore({ status, stoppedEarly, config }: ExtendedRun): boolean {
  if (config.optimizer.schedule?.kind === 'cosine') return false;
  return isResumable(status) || (status === 'completed' && !stoppedEarly);
}

const mostEpochs = runConfigSchema.shape.epochs.unwrap().maxValue ?? Infinity;

/** Twice as many updates; 10,001 epochs, the last of which is epoch 10,000, become 20,001. */
export function proposedTotal(epochs: number): number {
  return Math.min(mostEpochs, epochs % 10 === 1 && epochs > 1 ? 2 * epochs - 1 : 2 * epochs);
}

/** Why `epochs` cannot be a run's new total, or null if it can. */
export function newTotalIssue(run: Pick<ExtendedRun, 'config'>, epochs: unknown): string | null {
  const allowed = `allowed: a whole number from ${formatCount(run.config.epochs + 1)} to ${formatCount(mostEpochs)}`;
  if (epochs === '') return `Empty; ${allowed}`;
  const isTotal =
    typeof epochs === 'number' &&
    Number.isInteger(epochs) &&
    epochs > run.config.epochs &&
    epochs <= mostEpochs;
  return isTotal ? null : `Got ${String(epochs)}; ${allowed}`;
}
