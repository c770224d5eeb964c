import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { type CoreSource, countCores } from './count-cores.ts';

type Files = Readonly<Record<string, string>>;

const linux = (files: Files, processors = 64): CoreSource => ({
  platform: 'linux',
  read: (file) => files[file] ?? null,
  processors: () => processors,
  sysctl: () => Promise.reject(new Error('not asked here')),
});

const allowed = (list: string): Files => ({
  '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${list}\n`,
});

/** Processor n is on the core that entry n of `siblings` describes. */
const topology = (siblings: readonly string[]): Files =>
  Object.fromEntries(
    siblings.map((list, n) => [`/sys/devices/system/cpu/cpu${n}/topology/thread_siblings_list`, `${list}\n`]),
  );
/** Four cores with two hyper-threads each, numbered as on Intel processors. */
const fourTimesTwo = topology(['0,4', '1,5', '2,6', '3,7', '0,4', '1,5', '2,6', '3,7']);

test('the hyper-threads of one core count as one core, limited to what taskset allows', async () => {
  const count = (list: string) => countCores(linux({ ...allowed(list), ...fourTimesTwo }));
  expect(await count('0-7')).toEqual({ cores: 4, processors: 8, physical: 4, quota: null });
  expect(await count('0-1,4')).toEqual({ cores: 2, processors: 3, physical: 2, quota: null });
  expect(await count('3,7')).toEqual({ cores: 1, processors: 2, physical: 1, quota: null });
});

test('if Linux does not describe its cores or affinity, processors count as cores', async () => {
  expect(await countCores(linux(allowed('0-2')))).toEqual({
    cores: 3,
    processors: 3,
    physical: null,
    quota: null,
  });
  const unknown = { cores: 5, processors: 5, physical: null, quota: null };
  expect(await countCores(linux({}, 5))).toEqual(unknown);
  expect(await countCores(linux(allowed('ff,0'), 5))).toEqual(unknown);
});

const eight = { ...allowed('0-7'), ...topology(['0', '1', '2', '3', '4', '5', '6', '7']) };
const quotas: [string, Files, { quota: number | null; cores: number }][] = [
  [
    'v2',
    { '/proc/self/cgroup': '0::/a/b\n', '/sys/fs/cgroup/a/b/cpu.max': '350000 100000\n' },
    { quota: 3.5, cores: 3 },
  ],
  [
    'v2 without a limit',
    { '/proc/self/cgroup': '0::/a\n', '/sys/fs/cgroup/a/cpu.max': 'max 100000\n' },
    { quota: null, cores: 8 },
  ],
  [
    'v2, less than one',
    { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '20000 100000\n' },
    { quota: 0.2, cores: 1 },
  ],
  [
    'v2, the tighter one around it',
    {
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/cpu.max': '600000 100000\n',
      '/sys/fs/cgroup/a/cpu.max': '200000 100000\n',
    },
    { quota: 2, cores: 2 },
  ],
  [
    'v2 in a container',
    { '/proc/self/cgroup': '0::/../x\n', '/sys/fs/cgroup/cpu.max': '400000 100000\n' },
    { quota: 4, cores: 4 },
  ],
  [
    'v1 under its long name, with a colon in the path',
    {
      '/proc/self/cgroup': '4:memory:/\n3:cpu,cpuacct:/x:y\n0::/\n',
      '/sys/fs/cgroup/cpu,cpuacct/x:y/cpu.cfs_quota_us': '250000\n',
      '/sys/fs/cgroup/cpu,cpuacct/x:y/cpu.cfs_period_us': '100000\n',
    },
    { quota: 2.5, cores: 2 },
  ],
  [
    'v1 in a container that knows its own root alone',
    {
      '/proc/self/cgroup': '3:cpuacct,cpu:/docker/abc\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '50000\n',
    },
    { quota: 2, cores: 2 },
  ],
  [
    'v1 without a limit',
    {
      '/proc/self/cgroup': '3:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    { quota: null, cores: 8 },
  ],
];

test.each(quotas)('a time quota: %s', async (_, files, expected) => {
  expect(await countCores(linux({ ...eight, ...files }))).toMatchObject({
    ...expected,
    processors: 8,
    physical: 8,
  });
});

test('macOS is asked for its cores; Windows reports none', async () => {
  const source = {
    read: () => null,
    processors: () => 12,
    sysctl: (name: string) => Promise.resolve(name === 'hw.physicalcpu' ? '6\n' : ''),
  };
  expect(await countCores({ ...source, platform: 'darwin' })).toEqual({
    cores: 6,
    processors: 12,
    physical: 6,
    quota: null,
  });
  const unknown = { cores: 12, processors: 12, physical: null, quota: null };
  expect(await countCores({ ...source, platform: 'win32' })).toEqual(unknown);
  expect(
    await countCores({ ...source, platform: 'darwin', sysctl: () => Promise.reject(new Error('none')) }),
  ).toEqual(unknown);
});

test('this machine has cores, and no more than processors', async () => {
  const { cores, processors } = await countCores();
  expect(cores).toBeGreaterThanOrEqual(1);
  expect(cores).toBeLessThanOrEqual(processors);
  expect(processors).toBeGreaterThanOrEqual(availableParallelism());
});
