import { expect, test } from 'vitest';
import type { CoreCount } from '#api';
import { type ComputeOptions, defaultConcurrency, openCompute } from './compute.ts';

const coresOf = (cores: number, processors = cores): CoreCount => ({
  ...{ cores, processors, physical: cores, quota: null },
});

/** A machine of four cores, with stored settings; records log lines and changes. */
async function open(stored: Record<string, unknown>, options: ComputeOptions = {}) {
  const machine = { count: coresOf(4) };
  const said: string[] = [];
  const log = { file: '', write: (_level: string, message: string) => void said.push(message) } as never;
  let changes = 0;
  const compute = await openCompute(
    { countCores: () => Promise.resolve(machine.count), ...options },
    stored,
    { setPreference: (key, value) => Promise.resolve(void (stored[key] = value)) },
    log,
    () => (changes += 1),
  );
  return { compute, machine, said, stored, changes: () => changes };
}

test('by default one run per core, as long as a processor is left for the host', () => {
  expect([1, 2, 4, 64].map((cores) => defaultConcurrency(coresOf(cores)))).toEqual([1, 1, 3, 63]);
  // Two threads per core: the window gets hyper-threads.
  expect(defaultConcurrency(coresOf(4, 8))).toBe(4);
  expect(defaultConcurrency(coresOf(1, 2))).toBe(1);
});

test('what the user chose is used, and what a command line says takes precedence', async () => {
  expect((await open({})).compute).toMatchObject({ concurrency: 3, threads: 'auto' });
  expect((await open({ concurrency: 7, threads: 2 })).compute).toMatchObject({ concurrency: 7, threads: 2 });
  const said = await open({ concurrency: 7, threads: 2 }, { concurrency: 1, threads: 'auto' });
  expect(said.compute).toMatchObject({ concurrency: 1, threads: 'auto' });
});

test.each([0, -1, 1.5, 1025, '4', null, [], {}])(
  '%j is not a number: the default is used, and the log says so',
  async (stored) => {
    const { compute, said } = await open({ concurrency: stored, threads: stored });
    expect(compute).toMatchObject({ concurrency: 3, threads: 'auto' });
    const is = JSON.stringify(stored);
    const end = '. The default is used; choose another value in Settings';
    expect(said).toEqual([
      `the preference concurrency is ${is}; allowed: a number from 1 to 64${end}`,
      `the preference threads is ${is}; allowed: "auto" or a number from 1 to 1024${end}`,
    ]);
  },
);

test('more threads than cores are refused, and the setting stays', async () => {
  const { compute, stored, changes } = await open({});
  await compute.setThreads(4);
  await expect(compute.setThreads(5)).rejects.toMatchObject({
    code: 'invalidInput',
    message: 'threads: got 5; allowed: auto, or a number from 1 to 4: there are 4 cores',
  });
  expect([compute.threads, stored, changes()]).toEqual([4, { threads: 4 }, 1]);
});

test('a machine that loses cores trains fewer runs, unless their number was chosen', async () => {
  const { compute, machine, said, changes } = await open({});
  await compute.recount();
  expect(changes()).toBe(0);
  machine.count = { cores: 2, processors: 8, physical: 4, quota: 2.5 };
  await compute.recount();
  expect([compute.concurrency, compute.cores.cores, changes()]).toEqual([2, 2, 1]);
  expect(said).toEqual([
    'available for training: 4 cores with 8 hyper-threads, limited to 2.5 by a quota; before: 4 cores',
  ]);
  await compute.setConcurrency(5);
  machine.count = coresOf(1);
  await compute.recount();
  expect([compute.concurrency, compute.cores.cores]).toEqual([5, 1]);
});
