import type { RunSummary } from '#api';
import { expect, it } from 'vitest';
import { firstBaseline } from './useBaseline.ts';

const run = (id: string, change: Partial<RunSummary> = {}): RunSummary =>
  ({ id, status: 'completed', divergedAt: null, ...change }) as RunSummary;

it('avoids a diverged or failed run as baseline, unless there is no other', () => {
  const broken = [run('a', { status: 'diverged', divergedAt: 7 }), run('b', { status: 'failed' })];
  expect(firstBaseline([...broken, run('c'), run('d')])?.id).toBe('c');
  expect(firstBaseline(broken)?.id).toBe('a');
  expect(firstBaseline([])).toBeUndefined();
});
