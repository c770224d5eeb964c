import { describe, expect, it } from 'vitest';
import { diffConfigs, flattenConfig } from './config-diff.ts';

describe('flattenConfig', () => {
  it('gives every value its dotted path', () => {
    const flat = flattenConfig({ seed: 0, layers: [{ kind: 'dense', units: 3 }], batchSize: null });
    expect([...flat]).toEqual([
      ['seed', 0],
      ['layers.0.kind', 'dense'],
      ['layers.0.units', 3],
      ['batchSize', null],
    ]);
  });
});

describe('diffConfigs', () => {
  const base = { name: 'a', seed: 0, layers: [{ units: 64 }] };

  it('lists the paths that differ among all configs, with every value', () => {
    const wider = { name: 'b', seed: 0, layers: [{ units: 128 }] };
    const deeper = { name: 'c', seed: 0, layers: [{ units: 64 }, { units: 3 }] };
    expect(diffConfigs([base, wider, deeper])).toEqual([
      { path: 'layers.0.units', values: [64, 128, 64] },
      { path: 'layers.1.units', values: [undefined, undefined, 3] },
    ]);
  });

  it('finds nothing among equal configs, in one or in none', () => {
    expect(diffConfigs([base, { ...base, name: 'other' }])).toEqual([]);
    expect(diffConfigs([base])).toEqual([]);
    expect(diffConfigs([])).toEqual([]);
  });
});
