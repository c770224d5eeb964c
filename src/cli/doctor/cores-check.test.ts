import { expect, test } from 'vitest';
import { checkCores } from './cores-check.ts';

test.each([
  [
    { cores: 4, processors: 8, physical: 4, quota: null },
    8,
    '4 cores with 8 hyper-threads: up to 4 runs or threads train at full speed',
  ],
  [
    { cores: 3, processors: 6, physical: 6, quota: 3.5 },
    16,
    "6 cores, limited to 3.5 by a quota, of the machine's 16 processors: up to 3 runs or threads train at full speed",
  ],
  [
    { cores: 12, processors: 12, physical: null, quota: null },
    12,
    '12 processors; how many cores these are is not known: up to 12 runs or threads train at full speed',
  ],
  [
    { cores: 1, processors: 1, physical: 1, quota: null },
    1,
    '1 core: one run or thread trains at full speed',
  ],
])('%j is described in one line', (count, installed, message) => {
  expect(checkCores(count, installed)).toEqual({ level: 'ok', message });
});
