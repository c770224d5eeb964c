import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpeningStep } from '#api';
import { followOpening } from './follow-opening.ts';
import { temporaryFolder } from './store-fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('looks at the progress of a copy until something else begins', () => {
  const steps: OpeningStep[] = [];
  const { onStep, end } = followOpening((step) => steps.push(step));
  const copy = join(temporaryFolder(), 'copy.partial');
  onStep({ kind: 'backingUp', copy, sizeBytes: 100 });
  appendFileSync(copy, 'x'.repeat(40));
  vi.advanceTimersByTime(200);
  onStep({ kind: 'migrating', step: 1, of: 1, counter: null, willRead: 100 });
  vi.advanceTimersByTime(1000);
  end();
  onStep({ kind: 'checking', sizeBytes: 100 });
  expect(steps).toEqual([
    { kind: 'backingUp', copiedBytes: 0, sizeBytes: 100 },
    { kind: 'backingUp', copiedBytes: 40, sizeBytes: 100 },
    ...Array.from({ length: 6 }, () => ({ kind: 'migrating', step: 1, of: 1 })),
  ]);
});

it('reports the share of a migration by what its thread has read since', () => {
  const steps: OpeningStep[] = [];
  const { onStep, end } = followOpening((step) => steps.push(step));
  const counter = join(temporaryFolder(), 'io');
  const hasRead = (bytes: number): void => writeFileSync(counter, `rchar: ${bytes}\nwchar: 7\n`);
  hasRead(5000);
  onStep({ kind: 'migrating', step: 1, of: 2, counter, willRead: 1000 });
  for (const bytes of [5250, 6200]) {
    hasRead(bytes);
    vi.advanceTimersByTime(200);
  }
  end();
  expect(steps).toEqual([0, 0.25, 0.99].map((share) => ({ kind: 'migrating', step: 1, of: 2, share })));
});
