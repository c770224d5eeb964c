import type { RunVerification, Verification } from '#api';
import { expect, it } from 'vitest';
import { verificationWords } from './verification-words.ts';

const none: RunVerification = { id: 'a', progress: null, failure: null, record: null };
const of = (verification: Verification): RunVerification => ({
  ...none,
  record: {
    at: new Date(2020, 0, 2, 12).toISOString(),
    host: 'serve',
    platform: 'linux-x64',
    engineVersion: '3.1.0',
    verification,
  },
});
const where = 'Verified 2 Jan 2020, by serve on linux-x64, engine 3.1.0.';
const maker = {
  ...{ engineVersion: '3.1.0', v8Version: '13.6', architecture: 'x64', kernelVariant: 'float64' },
  elementary: 'x64',
} as const;

it.each<[RunVerification, string, string, string[]]>([
  [none, 'none', 'Not verified yet.', []],
  [{ ...none, progress: { waiting: true, epoch: 0, epochs: 0 } }, 'busy', 'Waiting for its turn.', []],
  [
    { ...none, progress: { waiting: false, epoch: 1200, epochs: 10_001 } },
    ...(['busy', 'Training it again: epoch 1,200 of 10,001.', []] as const),
  ] as never,
  [
    {
      ...of({ equal: true, epochs: 7, digest: 'd' }),
      failure: { code: 'conflict', message: 'run a is gone' },
    },
    ...(['failed', 'Run a is gone.', []] as const),
  ] as never,
  [
    of({ equal: true, epochs: 1000, digest: 'd' }),
    'equal',
    'Trained again, every value of all 1,000 epochs came out the same, and so did the digest.',
    [where],
  ],
  [
    of({ equal: true, epochs: 1000, digest: null }),
    'equal',
    'Trained again, every value of all 1,000 epochs came out the same.',
    [where],
  ],
  [
    of({ equal: true, epochs: 300, digest: null }),
    'equal',
    'Every value of the first 300 epochs came out the same; those since are not verified.',
    [where],
  ],
  [
    of({
      ...{ equal: false, epoch: 7, metric: 'dataLoss', stored: NaN, computed: 0.5 },
      makers: { stored: { ...maker, engineVersion: '3.0.0', architecture: 'arm64' }, here: maker },
    }),
    'different',
    'Different from epoch 7 on: dataLoss was NaN and is now 0.5.',
    ['Recorded with engine 3.0.0, verified with 3.1.0.', 'Recorded on arm64, verified on x64.', where],
  ],
])('says how it stands, and why bits part (%#)', (state, kind, text, details) => {
  expect(verificationWords(state, { epochsDone: 1000 })).toEqual({ kind, text, details });
});
