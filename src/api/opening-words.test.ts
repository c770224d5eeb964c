import { expect, it } from 'vitest';
import type { OpeningStep } from './opening-step.ts';
import { openingWords } from './opening-words.ts';

const since = new Date(2026, 0, 2, 14, 3).toISOString();

it.each<[OpeningStep, string, number | null]>([
  [
    { kind: 'waiting', for: 'process', pid: 4711, since },
    'process 4711 is opening, updating or compacting this history, since 14:03; opening continues as soon as that is done',
    null,
  ],
  [
    { kind: 'waiting', for: 'process', pid: null, since: null },
    'another process is opening, updating or compacting this history; opening continues as soon as that is done',
    null,
  ],
  [
    { kind: 'waiting', for: 'database' },
    'another program keeps the database locked; opening continues as soon as it is free',
    null,
  ],
  [
    { kind: 'checking', sizeBytes: 312 * 2 ** 20 },
    'Lambdascope was not closed properly, so the whole database (312 MiB) is checked once',
    null,
  ],
  [
    { kind: 'backingUp', copiedBytes: 128 * 2 ** 20, sizeBytes: 512 * 2 ** 20 },
    'the format of the database is about to change, so a copy is made first: 128 MiB of 512 MiB',
    0.25,
  ],
  [{ kind: 'backingUp', copiedBytes: 1, sizeBytes: 0 }, expect.any(String), 1],
  [{ kind: 'migrating', step: 3, of: 4 }, 'step 3 of 4 to the format of this version', 0.5],
  [
    { kind: 'migrating', step: 1, of: 2, share: 0.5 },
    'step 1 of 2 to the format of this version, 50% of it',
    0.25,
  ],
])('%j', (step, text, progress) => {
  expect(openingWords(step)).toMatchObject({ text, progress });
});
