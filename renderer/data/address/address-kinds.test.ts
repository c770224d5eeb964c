import { describe, expect, it } from 'vitest';
import {
  choicesKind,
  count,
  flagKind,
  flagsKind,
  namesKind,
  oneOfKind,
  orderKind,
  orderOfKind,
  rangeKind,
  rangesKind,
} from './address-kinds.ts';

describe('values in an address', () => {
  it('survive a round trip', () => {
    for (const range of [
      { min: 0, max: 100 },
      { min: -1.5, max: 2e-5 },
    ]) {
      expect(rangeKind.read(rangeKind.write(range))).toEqual(range);
    }
    const names = new Set(['a,b', 'L2 1e-3', '50 %', '-', 'é']);
    expect(namesKind.read(namesKind.write(names))).toEqual(names);
    expect(namesKind.read(namesKind.write(new Set()))).toEqual(new Set());
    expect([flagKind.read('1'), flagKind.read('0')]).toEqual([true, false]);
    const ranges = { 'Loss, L2: 1e-3': { min: -1, max: 2 }, 'Gap (50 %)': { min: 1e-5, max: 2e-5 } };
    expect(rangesKind.read(rangesKind.write(ranges))).toEqual(ranges);
    for (const order of [
      { key: '-gap', descending: false },
      { key: 'mean gap', descending: true },
    ])
      expect(orderKind.read(orderKind.write(order))).toEqual(order);
    expect(orderOfKind(['gap']).read('-gap')).toEqual({ key: 'gap', descending: true });
    const views = flagsKind(['watch', 'curves']);
    expect(views.write({ watch: false, curves: true })).toBe('curves');
    expect(views.read('curves')).toEqual({ watch: false, curves: true });
    const choices = { axis: 'layers.0.units', held: 3 };
    expect(choicesKind.read(choicesKind.write(choices))).toEqual(choices);
  });

  it.each([
    ...['', 'Loss', 'Loss:5', 'Loss:2..1', ':1..2', 'a:1..2,', 'a:1..2:3..4', '%:1..2'].map(
      (text) => [rangesKind, text] as const,
    ),
    ...['', '-', '%'].map((text) => [orderKind, text] as const),
    ...['', '-', 'nonsense', '-nonsense'].map((text) => [orderOfKind(['gap']), text] as const),
    ...['', 'watch,nonsense', '%'].map((text) => [flagsKind(['watch', 'curves']), text] as const),
    ...['', 'nonsense', 'WATCH'].map((text) => [oneOfKind(['watch']), text] as const),
    ...['', '5', '5..5', '6..5', '1..2..3', 'NaN..1', '0..Infinity', '..'].map(
      (text) => [rangeKind, text] as const,
    ),
    ...['', 'a,,b', '%', `${'x'.repeat(201)}`, Array.from({ length: 101 }, (_, n) => n).join()].map(
      (text) => [namesKind, text] as const,
    ),
    ...['yes', '', 'true'].map((text) => [flagKind, text] as const),
    ...['-1', '1.5', '', '1e400', 'x'].map((text) => [count(), text] as const),
    ...['{', '[]', 'null', '{"a":{}}', '{"a":null}'].map((text) => [choicesKind, text] as const),
  ])('or is none (%#)', (kind, text) => {
    expect(kind.read(text)).toBeUndefined();
  });
});
