import type { ScheduleConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { updatesPerEpoch } from '../updates-per-epoch.ts';
import { joinLines, pythonFloat } from './python-text.ts';

const rates: {
  readonly [Kind in ScheduleConfig['kind']]: (
    schedule: Extract<ScheduleConfig, { kind: Kind }>,
    updates: number,
  ) => readonly string[];
} = {
  inverseTime: ({ decay }) => [`return LEARNING_RATE / (1 + ${pythonFloat(decay)} * since)`],
  step: ({ factor, everyUpdates }) => [
    `return LEARNING_RATE * ${pythonFloat(factor)} ** (since // ${everyUpdates})`,
  ],
  exponential: ({ factor }) => [`return LEARNING_RATE * ${pythonFloat(factor)} ** since`],
  cosine: ({ minimum, warmupUpdates }, updates) => [
    `minimum, last = ${pythonFloat(minimum)}, ${updates - 1 - warmupUpdates}`,
    // A single update has nowhere to fall to.
    `turn = math.pi * since / ${updates - 1 - warmupUpdates > 0 ? 'last' : '1'}`,
    'return minimum + (LEARNING_RATE - minimum) * (1 + math.cos(turn)) / 2',
  ],
};

/** `scheduled_rate`, as in src/engine/optimizers/schedules.ts; null without a schedule. */
export function scheduleFunction(config: RunConfig): string | null {
  const { schedule } = config.optimizer;
  if (schedule === null) return null;
  const { kind, warmupUpdates } = schedule;
  const toRate = rates[kind] as (schedule: ScheduleConfig, updates: number) => readonly string[];
  const warms = warmupUpdates > 0;
  return joinLines([
    'def scheduled_rate(update):',
    `    """The learning rate of an update, counted from 0${warms ? '; it climbs linearly at first' : ''}."""`,
    warms ? `    if update < ${warmupUpdates}:` : null,
    warms ? `        return LEARNING_RATE * ((update + 1) / ${warmupUpdates + 1})` : null,
    `    since = update${warms ? ` - ${warmupUpdates}` : ''}`,
    ...toRate(schedule, config.epochs * updatesPerEpoch(config)).map((line) => `    ${line}`),
  ]);
}

/** Whether the rate changes between updates. */
export function rateChanges({ optimizer: { decay, schedule } }: RunConfig): boolean {
  return decay !== 0 || schedule !== null;
}
