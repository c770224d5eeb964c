import { describe, expect, it } from 'vitest';
import { digestFact, keptFacts, kernelFact, threadsFact } from './kept-facts.ts';

it('describes the arithmetic in words', () => {
  expect(kernelFact('relaxedFloat32').value).toBe('float32, fused multiply-add');
  expect(kernelFact('float64').value).toBe('float64, the same bits on every machine');
  expect(kernelFact(null).value).toBe('–');
});

describe('digestFact', () => {
  const run = (precision: string, status: string, digest: string | null = null) =>
    ({ config: { precision }, status, digest }) as Parameters<typeof digestFact>[0];
  it('shortens the digest but copies all of it', () => {
    const digest = 'c88d0903b74c'.padEnd(64, '0');
    expect(digestFact(run('float64', 'completed', digest))).toMatchObject({
      value: 'c88d0903b74c…',
      copies: digest,
    });
  });
  it.each([
    ['float64', 'running', 'when it completes'],
    ['float64', 'diverged', 'none: only a run that completes has one'],
    ['float64', 'completed', 'none: it was resumed by another version of the engine'],
    ['float32', 'completed', 'none: float32 may round otherwise elsewhere'],
  ])('says why a %s run that is %s has none', (precision, status, value) => {
    const fact = digestFact(run(precision, status));
    expect(fact.value).toBe(value);
    expect(fact.copies).toBeUndefined();
  });
});

it('says how many threads trained it, if that is known', () => {
  expect([2, null].map((threads) => threadsFact(threads).value)).toEqual(['2', '–']);
});

it('adds up what is kept', () => {
  const snapshots = { epochs: Array.from({ length: 64 }, (_, at) => at), damaged: 0, sizeBytes: 101_376, budgetBytes: 4 * 1024 ** 2 }; // oxfmt-ignore
  const checkpoints = [
    { epoch: 4210, sizeBytes: 20_000 },
    { epoch: 3000, sizeBytes: 18_000 },
  ];
  expect(keptFacts({ checkpoints, snapshots }).map((fact) => fact.value)).toEqual([
    '2, the newest at epoch 4,210, 37 KiB',
    '64 snapshots, 99 KiB of 4.0 MiB',
  ]);
  expect(keptFacts({ checkpoints: [], snapshots })[0]!.value).toBe('none');
});
