import type { TrainingConfig } from '#engine';
import { updatesPerEpoch } from './updates-per-epoch.ts';

type ScheduledConfig = Pick<
  TrainingConfig,
  'dataset' | 'validation' | 'test' | 'batchSize' | 'optimizer' | 'epochs'
>;

/** Mismatches between a learning-rate schedule and its run, each with the path of its field. */
export function scheduleIssues(config: ScheduledConfig): { path: string[]; message: string }[] {
  const { learningRate, decay, schedule } = config.optimizer;
  if (schedule === null) return [];
  const place = ['optimizer', 'schedule'];
  const issues: { path: string[]; message: string }[] = [];
  if (decay !== 0) {
    issues.push({
      path: ['optimizer', 'decay'],
      message: `got ${decay} beside a schedule; allowed: one of them, decay 0 or schedule null`,
    });
  }
  if (schedule.kind === 'cosine' && schedule.minimum > learningRate) {
    issues.push({
      path: [...place, 'minimum'],
      message: `got ${schedule.minimum}; allowed: at most the learning rate, ${learningRate}`,
    });
  }
  const updates = config.epochs * updatesPerEpoch(config);
  if (schedule.warmupUpdates >= updates) {
    issues.push({
      path: [...place, 'warmupUpdates'],
      message: `got ${schedule.warmupUpdates}; allowed: fewer than the run has updates, ${updates}`,
    });
  }
  return issues;
}
