import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpeningStep } from '#api';
import { followOpening } from './follow-opening.ts';
import { temporaryFolder } from './store-fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('looks at how far a copy is until something else begins', () => {
  const steps: OpeningStep[] = [];
  const { tell, end } = followOpening((step) => steps.push(step));
  const copy = join(temporaryFolder(), 'copy.partial');
  tell({ kind: 'backingUp', copy, sizeBytes: 100 });
  appendFileSync(copy, 'x'.repeat(40));
  vi.advanceTimersByTime(200);
  tell({ kind: 'migrating', step: 1, of: 1 });
  vi.advanceTimersByTime(1000);
  end();
  tell({ kind: 'checking', sizeBytes: 100 });
  expect(steps).toEqual([
    { kind: 'backingUp', copiedBytes: 0, sizeBytes: 100 },
    { kind: 'backingUp', copiedBytes: 40, sizeBytes: 100 },
    { kind: 'migrating', step: 1, of: 1 },
  ]);
});
