import { describe, expect, it } from 'vitest';
import { bitsOf, columnOf, recordRows } from '../reference/record-training.ts';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { branchState } from '../training/branch-state.ts';
import { createTraining } from '../training/create-training.ts';
import { decodeTrainingState, encodeTrainingState } from '../training/encode-training-state.ts';
import { epochColumn } from '../training/epoch-row.ts';
import type { ScheduleConfig, TrainingConfig } from '../training/training-config.ts';
import { scheduledRate } from './schedules.ts';

const ratesOf = (schedule: ScheduleConfig, updates = 12, learningRate = 0.05): number[] =>
  Array.from({ length: updates }, (_, update) => scheduledRate(learningRate, schedule, update, updates));

/**
 * PyTorch 1.13, SGD(lr=0.05) in float64, 12 updates: StepLR(5, 0.1), ExponentialLR(0.9), CosineAnnealingLR(11, eta_min=0.01), LambdaLR(1 /
 * (1 + 0.3 t)); those with warm-up follow LinearLR(1 / 4, total_iters=3) in SequentialLR(milestones=[3]), in which case the cosine has
 * T_max 8.
 */
const cases: [string, ScheduleConfig, number[]][] = [
  [
    'inverse time',
    { kind: 'inverseTime', decay: 0.3, warmupUpdates: 0 },
    [
      0.05, 0.038461538461538464, 0.03125, 0.02631578947368421, 0.022727272727272728, 0.020000000000000004,
      0.01785714285714286, 0.016129032258064516, 0.014705882352941178, 0.013513513513513514, 0.0125,
      0.011627906976744186,
    ],
  ],
  [
    'steps',
    { kind: 'step', factor: 0.1, everyUpdates: 5, warmupUpdates: 0 },
    [0.05, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005, 0.005, 0.005, 0.0005, 0.0005],
  ],
  [
    'an exponential',
    { kind: 'exponential', factor: 0.9, warmupUpdates: 0 },
    [
      0.05, 0.045000000000000005, 0.04050000000000001, 0.03645000000000001, 0.03280500000000001,
      0.02952450000000001, 0.02657205000000001, 0.02391484500000001, 0.021523360500000012,
      0.01937102445000001, 0.01743392200500001, 0.015690529804500006,
    ],
  ],
  [
    'a cosine',
    { kind: 'cosine', minimum: 0.01, warmupUpdates: 0 },
    [
      0.05, 0.04918985947228995, 0.04682507065662363, 0.04309721467890571, 0.03830830026003774,
      0.0328462967654657, 0.027153703234534296, 0.021691699739962274, 0.0169027853210943,
      0.013174929343376378, 0.010810140527710052, 0.01,
    ],
  ],
  [
    'steps after a warm-up',
    { kind: 'step', factor: 0.1, everyUpdates: 5, warmupUpdates: 3 },
    [0.0125, 0.025, 0.0375, 0.05, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005, 0.005, 0.005],
  ],
  [
    'a cosine after a warm-up',
    { kind: 'cosine', minimum: 0.01, warmupUpdates: 3 },
    [
      0.0125, 0.025, 0.0375, 0.05, 0.048477590650225735, 0.04414213562373095, 0.0376536686473018, 0.03,
      0.022346331352698205, 0.01585786437626905, 0.011522409349774266, 0.01,
    ],
  ],
];

describe('the learning rate', () => {
  it.each(cases)("by %s is PyTorch's", (_name, schedule, expected) => {
    ratesOf(schedule).forEach((rate, update) => {
      expect(Math.abs(rate / expected[update]! - 1)).toBeLessThan(2e-15);
    });
  });

  it('of a cosine ends at its minimum to the bit, and stays at the start if there is only one update', () => {
    expect(ratesOf({ kind: 'cosine', minimum: 0, warmupUpdates: 0 }, 1000).at(-1)).toBe(0);
    expect(ratesOf({ kind: 'cosine', minimum: 0.01, warmupUpdates: 0 }, 1)).toEqual([0.05]);
    expect(ratesOf({ kind: 'cosine', minimum: 0.01, warmupUpdates: 2 }, 3).at(-1)).toBe(0.05);
  });

  it('by inverse time is still large when the compounding decay has vanished', () => {
    // keras InverseTimeDecay(0.02, decay_steps=1, decay_rate=5e-7) at step 10,000.
    const schedule: ScheduleConfig = { kind: 'inverseTime', decay: 5e-7, warmupUpdates: 0 };
    expect(scheduledRate(0.02, schedule, 10_000, 10_001)).toBe(0.019900497512437814);
  });
});

describe('a scheduled training', () => {
  const base = trainingConfigOf(vectors.adam.case, 12);
  const scheduled = (schedule: ScheduleConfig, more: Partial<TrainingConfig> = {}): TrainingConfig => ({
    ...base,
    optimizer: { ...base.optimizer, decay: 0, schedule },
    ...more,
  });
  const cosine: ScheduleConfig = { kind: 'cosine', minimum: 0.01, warmupUpdates: 3 };
  const recordedRates = (config: TrainingConfig): number[] => {
    const training = createTraining(config);
    return columnOf(recordRows(training), training.rowLength, epochColumn.learningRate);
  };

  it('records the rate of each epoch’s first update', () => {
    const { learningRate } = base.optimizer;
    expect(recordedRates(scheduled(cosine))).toEqual(ratesOf(cosine, 12, learningRate));
    const inBatches = recordedRates(scheduled(cosine, { batchSize: 40 }));
    const perEpoch = Math.ceil((base.dataset.classes * 25) / 40);
    expect(perEpoch).toBe(2);
    expect(inBatches).toEqual(ratesOf(cosine, 24, learningRate).filter((_, update) => update % 2 === 0));
  });

  it('takes the same steps as one given its rates by hand', () => {
    const sgd = { kind: 'sgd', decay: 0, weightDecay: 0, momentum: 0, nesterov: false } as const;
    const schedule: ScheduleConfig = { kind: 'step', factor: 0.5, everyUpdates: 1, warmupUpdates: 0 };
    const rows = createTraining({ ...base, optimizer: { ...sgd, learningRate: 0.8, schedule } });
    recordRows(rows, 2, 2);
    const first = createTraining({ ...base, optimizer: { ...sgd, learningRate: 0.8, schedule: null } });
    recordRows(first, 1, 1);
    const second = createTraining(
      { ...base, optimizer: { ...sgd, learningRate: 0.4, schedule: null } },
      { from: { ...first.state(), learningRate: 0.4 } },
    );
    recordRows(second, 1, 1);
    expect(rows.state().parameters).toEqual(second.state().parameters);
  });

  it.each(cases.map(([name, schedule]) => [name, schedule] as const))(
    'by %s goes on to the same bits',
    (_name, schedule) => {
      const config = scheduled(schedule, { batchSize: 40 });
      const whole = createTraining(config);
      const rows = recordRows(whole);
      const first = createTraining(config);
      recordRows(first, 7, 7);
      const from = decodeTrainingState(encodeTrainingState(first.state()));
      const rest = recordRows(createTraining(config, { from }));
      expect(bitsOf(rest)).toEqual(bitsOf(rows.subarray(7 * whole.rowLength)));
    },
  );

  it('started by a fork is where a run of its config would be, whatever the earlier batches', () => {
    const before: TrainingConfig = { ...base, batchSize: 10 };
    const after = scheduled(cosine, { batchSize: 40 });
    const parent = createTraining(before);
    recordRows(parent, 6, 6);
    const fork = createTraining(after, { from: branchState(parent.state(), before, after) });
    const rates = columnOf(recordRows(fork), fork.rowLength, epochColumn.learningRate);
    expect(rates).toEqual(recordedRates(after).slice(6));
  });

  it('that a fork replaces by the chapter’s decay restarts its rate', () => {
    const before = scheduled(cosine);
    const after: TrainingConfig = { ...base, optimizer: { ...base.optimizer, decay: 0.01 } };
    const parent = createTraining(before);
    recordRows(parent, 6, 6);
    const { learningRate } = branchState(parent.state(), before, after);
    expect(learningRate).toBe(base.optimizer.learningRate);
  });
});
