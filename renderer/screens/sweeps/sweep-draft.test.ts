import { parseSweep, presets, type SweepDefinition } from '#api';
import { describe, expect, it } from 'vitest';
import { listValues, readAxis, readRange, writeAxis, writeRange } from './axis-draft.ts';
import { checkSweep, writeDraft, writeSeeds, type SweepDraft } from './sweep-draft.ts';

const base = presets[0]!.config;
const l2 = 'layers.0.weightRegularizerL2';
const l1 = 'layers.0.weightRegularizerL1';

function draft(changes: Partial<SweepDraft> = {}): SweepDraft {
  return {
    name: '',
    base: JSON.stringify(base),
    axes: [{ paths: [l2], values: '0, 1e-3' }],
    seeds: '0-4',
    ...changes,
  };
}

describe('an axis as text', () => {
  it.each([
    [{ paths: [l2], values: '0, log:1e-4:1e-2:3' }, [0, 1e-4, 1e-3, 1e-2].map((value) => ({ [l2]: value }))],
    [{ paths: [l1, l2], values: '0,1' }, [0, 1].map((value) => ({ [l1]: value, [l2]: value }))],
    [{ paths: [], values: `[{"${l1}": 1}, {"${l2}": 1}]` }, [{ [l1]: 1 }, { [l2]: 1 }]],
  ])('reads %j', (text, points) => expect(readAxis(text)).toEqual({ ok: true, axis: { points } }));

  it.each([
    [{ paths: [], values: '1' }, 'paths', 'choose what this axis varies'],
    [{ paths: [l2], values: '1,,2' }, 'values', 'got an empty value in "1,,2"'],
    [{ paths: [], values: '[{' }, 'values', 'got no JSON list'],
  ])('refuses %j', (text, path, message) => {
    const result = readAxis(text);
    expect(result).toMatchObject({ ok: false, issue: { path } });
    expect(!result.ok && result.issue.message).toContain(message);
  });

  it.each<SweepDefinition['axes'][number]>([
    { points: [{ [l2]: 0 }, { [l2]: 1e-5 }, { [l2]: 0.25 }] },
    { points: [0, 1e-3].map((value) => ({ [l1]: value, [l2]: value })) },
    { points: [{ precision: 'float64' }, { precision: 'float32' }] },
    { points: [{ batchSize: null }, { batchSize: 32 }] },
    {
      points: [
        { [l1]: 1e-3, [l2]: 0 },
        { [l1]: 0, [l2]: 1e-3 },
      ],
    },
    { points: [{ name: 'a, b' }, { name: '1' }] },
  ])('writes what reads back: %j', (axis) => {
    expect(readAxis(writeAxis(axis))).toEqual({ ok: true, axis });
  });

  it('finds the range in a text, and writes it again', () => {
    const range = { spacing: 'log', from: '1e-5', to: '1e-1', count: '5', withZero: true } as const;
    expect(readRange('0, log:1e-5:1e-1:5')).toEqual(range);
    expect(writeRange(range)).toBe('0, log:1e-5:1e-1:5');
    expect(readRange('lin:0:1:')).toMatchObject({ spacing: 'lin', count: '', withZero: false });
    expect(readRange('1, 2, log:1:2:3')).toBeNull();
    expect(listValues('0, log:1e-4:1e-2:3')).toBe('0, 1e-4, 0.001, 0.01');
    expect(listValues('log:0:1:3')).toBeNull();
  });
});

describe('a sweep as text', () => {
  it('becomes the definition that it describes', () => {
    const { definition, cells, issues } = checkSweep(draft({ name: ' twice ' }));
    expect(issues).toEqual([]);
    expect(definition).toMatchObject({
      name: 'twice',
      axes: [{ points: [{ [l2]: 0 }, { [l2]: 1e-3 }] }],
      seeds: [0, 1, 2, 3, 4],
    });
    expect(cells).toHaveLength(2);
  });

  it('is written from a stored one, and reads back', () => {
    const parsed = parseSweep({ base, axes: [{ points: [{ [l2]: 0 }, { [l2]: 1 }] }], seeds: [0, 1, 2, 7] });
    const { definition } = checkSweep(writeDraft(parsed.ok ? parsed.definition : (null as never)));
    expect(definition).toEqual(parsed.ok && parsed.definition);
  });

  it.each<[string, Partial<SweepDraft>, string, string]>([
    ['broken JSON', { base: '{' }, 'base', 'the base is not JSON'],
    [
      'a wrong base',
      { base: JSON.stringify({ ...base, epochs: 0 }) },
      'base',
      'epochs: got 0; allowed: at least 1',
    ],
    ['no seed', { seeds: '' }, 'seeds', 'allowed: whole numbers'],
    ['a seed twice', { seeds: '0,0' }, 'seeds', 'got seed 0 more than once'],
    ['no path', { axes: [{ paths: [], values: '1' }] }, 'axes.0.paths', 'choose what'],
    [
      'a value twice',
      { axes: [{ paths: [l1, l2], values: '1,1' }] },
      'axes.0.values',
      'got 1 more than once',
    ],
    [
      'a value that the config refuses',
      { axes: [{ paths: [l2], values: '0,-1' }] },
      'axes.0.values',
      'got -1; allowed: at least 0',
    ],
    [
      'which of the paths that move together is wrong',
      { axes: [{ paths: [l2, 'layers.0.units'], values: '0,1' }] },
      'axes.0.values',
      'Units of dense 1: got 0; allowed: at least 1',
    ],
    [
      'what no field can mend alone',
      { axes: [{ paths: ['dataset.classes'], values: '2,3' }] },
      '',
      'Units of dense 2: got 3; the last dense layer needs one unit per class, 2 (at dataset.classes=2)',
    ],
    [
      'an unknown path',
      { axes: [{ paths: ['layers.0.nothing'], values: '1,2' }] },
      'axes.0.values',
      'layers.0 has no field "nothing"; allowed: kind, units',
    ],
    [
      'too many runs',
      { seeds: '0-999', axes: [{ paths: [l2], values: 'lin:0:1:100' }] },
      '',
      '100 x 1000 = 100000 runs',
    ],
    ['a single run', { seeds: '0', axes: [] }, '', 'got one run'],
  ])('reports %s at its field', (_what, changes, path, message) => {
    const { definition, issues } = checkSweep(draft(changes));
    expect(definition).toBeNull();
    expect(issues[0]).toMatchObject({ path });
    expect(issues[0]!.message).toContain(message);
  });

  it.each([
    [[0, 1, 2, 3, 4], '0-4'],
    [[7], '7'],
    [[0, 3, 4, 9], '0, 3-4, 9'],
  ])('writes seeds %j', (seeds, text) => expect(writeSeeds(seeds)).toBe(text));
});
