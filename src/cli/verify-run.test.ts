import { expect, it } from 'vitest';
import type { Verification } from '#api';
import { describeVerification } from './verify-run.ts';

type Makers = Extract<Verification, { equal: false }>['makers'];

const here: Makers['here'] = {
  ...{
    engineVersion: '3.0.0',
    v8Version: '13.6',
    architecture: 'x64',
    kernelVariant: 'float64',
    elementary: 'x64',
  },
};

function described(metric: string, changes: Partial<Makers['stored']> = {}): string[] {
  const makers = { stored: { ...here, ...changes }, here };
  return describeVerification({
    equal: false,
    epoch: 7,
    metric,
    stored: 0.125,
    computed: null,
    makers,
  }).split('\n');
}

it.each([
  ['layerPenalties.1.weightL2', 'weightL2 penalty of dense 2'],
  ['final.dataLoss', 'final.dataLoss'],
])('a difference in %s is one in the %s', (metric, words) => {
  expect(described(metric)[0]).toBe(`different from epoch 7 on: ${words} was 0.125 and is now not measured`);
});

it.each<[Partial<Makers['stored']>, string[]]>([
  [{}, ['no recorded difference explains it: both used engine 3.0.0, float64 kernels, x64, V8 13.6']],
  [
    { v8Version: null },
    [
      'no recorded difference explains it: both used engine 3.0.0, float64 kernels, x64 (its V8 was not recorded)',
    ],
  ],
  [{ v8Version: '15.6' }, ['recorded with V8 15.6, verified with 13.6']],
  [
    { engineVersion: '3.1.0', architecture: 'arm64', kernelVariant: 'float32' },
    [
      'recorded with engine 3.1.0, verified with 3.0.0',
      'recorded with float32 kernels, verified with float64 kernels',
      'recorded on arm64, verified on x64',
    ],
  ],
  [
    { engineVersion: '2.0.0' },
    [
      'recorded with engine 2.0.0, verified with 3.0.0: they differ only in losses of targets whose probability underflows, infinite in engine 2',
    ],
  ],
  [
    { engineVersion: '2.0.0', elementary: 'host' },
    [
      'recorded with engine 2.0.0, verified with 3.0.0: engine 2 drew data and initial weights with the log, sin and cos of its host',
    ],
  ],
])('differences between the two environments are named: %o', (changes, lines) => {
  expect(described('loss', changes).slice(1)).toEqual(lines);
});
