import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ScriptResult } from '../../python.fixture.ts';
import { isPinned, largestGap, scriptOf, trainCase } from './case-runs.fixture.ts';
import pinned from './pinned.json' with { type: 'json' };
import { float64Cases } from './script-cases.fixture.ts';

const cases: Readonly<
  Record<string, { readonly digest: string; readonly history: ScriptResult['history'] }>
> = pinned;

// NumPy's results for exactly these scripts, for comparison where there is no Python.
it.each(float64Cases)('$name: the script that NumPy ran, and its losses', (scriptCase) => {
  const { digest, history } = cases[scriptCase.name]!;
  expect(
    hash('sha256', scriptOf(scriptCase, 'numpy')),
    'another script: run npm run check:python -- --pin',
  ).toBe(digest);
  expect(history.length).toBeGreaterThan(0);
  expect(largestGap(trainCase(scriptCase.config).history.filter(isPinned), history)).toBeLessThanOrEqual(
    1e-9,
  );
});
