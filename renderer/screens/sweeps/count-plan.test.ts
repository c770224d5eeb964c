import { parseSweep, presets, type SweepDetail } from '#api';
import { expect, it } from 'vitest';
import { countPlan, planWords } from './count-plan.ts';

const path = 'layers.0.weightRegularizerL2';

function gridOf(...values: number[]) {
  const points = values.map((value) => ({ [path]: value }));
  const parsed = parseSweep({ base: presets[0]!.config, axes: [{ points }], seeds: [0, 1] });
  if (!parsed.ok) throw new Error('the grid is wrong');
  return parsed;
}

function sweepOf(statuses: readonly (string | null)[], ...values: number[]): SweepDetail {
  const { definition } = gridOf(...values);
  const members = statuses.map((status, index) => ({ id: status && `run${index}`, status }));
  return { definition, members } as unknown as SweepDetail;
}

it('counts every run of a new sweep', () => {
  const plan = countPlan(gridOf(0, 1).cells, undefined);
  expect(plan).toEqual({ present: 0, toTrain: 4, left: 0 });
  expect(planWords(plan, true)).toBe('Train 4 runs');
});

it('trains what is new in another grid, and leaves what was stopped, failed or trashed', () => {
  const sweep = sweepOf(['completed', 'stopped', 'failed', null], 0, 1);
  const plan = countPlan(gridOf(0, 1, 2).cells, sweep);
  expect(plan).toEqual({ present: 3, toTrain: 2, left: 3 });
  expect(planWords(plan, false)).toBe('Train 2 new runs');
});

it('says that a narrower grid trains nothing', () => {
  const plan = countPlan(gridOf(0).cells, sweepOf(['completed', 'diverged', 'running', 'queued'], 0, 1));
  expect(plan).toEqual({ present: 2, toTrain: 0, left: 0 });
  expect(planWords(plan, false)).toBe('Save the grid, train nothing');
});
