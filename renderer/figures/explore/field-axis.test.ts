import { describe, expect, it } from 'vitest';
import { columnOf } from './columns.fixture.ts';
import { fieldAxis } from './field-axis.ts';

const l2 = 'layers.0.weightRegularizerL2';

describe('an axis of numbers', () => {
  it('gives missing values a slot, and NaN no place', () => {
    const axis = fieldAxis(columnOf('validation_loss', [0.5, null, NaN, 1.5]), []);
    expect(axis).toMatchObject({ scale: 'linear', missing: 1, notFinite: 1, outside: 0 });
    expect([axis.places[0], axis.places[3]]).toEqual([0.5, 1.5]);
    expect(axis.places[1]).toBe(axis.slot);
    expect(axis.slot!).toBeLessThan(0.5);
    expect(axis.places[2]).toBeNaN();
    expect(axis.describe(axis.slot!)).toBe('none');
    expect(axis.describe(0.5)).toBe('0.5000');
    expect([axis.valueOf(1), axis.valueOf(2)]).toEqual([null, NaN]);
    expect(axis.ticks[0]).toEqual({ position: axis.slot, label: 'none' });
  });

  it('is logarithmic for factors and for metrics over several orders of magnitude, with a slot for 0', () => {
    const factor = fieldAxis(columnOf(l2, [0, 1e-4, 1e-2]), []);
    expect(factor.scale).toBe('log');
    expect([...factor.places]).toEqual([-4.9, -4, -2]);
    expect(fieldAxis(columnOf('validation_loss', [0.1, 20]), []).scale).toBe('log');
    expect(fieldAxis(columnOf('gap', [-0.1, 20]), []).scale).toBe('linear');
  });

  it('gives a value below 0 no place on a logarithmic axis, and counts it', () => {
    const axis = fieldAxis(columnOf('gap', [-1, 1, 10]), [], { scale: 'log' });
    expect([...axis.places]).toEqual([NaN, 0, 1]);
    expect(axis.outside).toBe(1);
  });

  it('leaves out what lies outside the chosen ends, and counts it', () => {
    const axis = fieldAxis(columnOf('validation_loss', [0.5, 1, 9]), [], { from: 0.6, to: 2 });
    expect([...axis.places]).toEqual([NaN, 1, NaN]);
    expect(axis.outside).toBe(2);
  });

  // scipy.stats.rankdata([3, 1, 2, 2], 'average') is [4, 1, 2.5, 2.5]; (rank - 0.5) / 4.
  it('places by mid-ranks on a quantile scale', () => {
    const axis = fieldAxis(columnOf('validation_loss', [3, 1, 2, 2]), [], { scale: 'quantile' });
    expect([...axis.places]).toEqual([0.875, 0.125, 0.5, 0.5]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['1.000', '2.000', '3.000']);
  });

  it('works without any numbers', () => {
    const axis = fieldAxis(columnOf('validation_loss', [NaN, NaN]), []);
    expect(axis).toMatchObject({ notFinite: 2, range: { min: -0.04, max: 1.04 } });
  });
});

it('gives each text a place, and missing ones a place below', () => {
  const axis = fieldAxis(columnOf('optimizer.kind', ['sgd', 'adam', null]), []);
  expect([...axis.places]).toEqual([1, 0, -1]);
  expect([axis.describe(0), axis.describe(-1), axis.valueOf(0)]).toEqual(['adam', 'none', 'sgd']);
  expect(axis.scale).toBeNull();
});

it('is labelled as in the form if all runs have the same layers, otherwise by the layer’s number', () => {
  const column = columnOf(l2, [0]);
  expect(fieldAxis(column, [{ kind: 'dense' }]).label).toBe('L2 on weights of dense 1');
  expect(fieldAxis(column, []).label).toBe('L2 on weights of layer 0');
  expect(fieldAxis(columnOf('best.validation_loss', [1]), []).label).toBe('validation loss, best epoch');
  expect(fieldAxis(columnOf('epochs_done', [1]), []).label).toBe('epochs done');
});
