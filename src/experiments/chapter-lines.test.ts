import { describe, expect, it } from 'vitest';
import { formatEpochLine, formatValidationLine } from './chapter-lines.ts';
import { formatPythonFloat, formatThreeDecimals } from './python-number.ts';

describe("the chapter's lines", () => {
  it('are those of the chapter', () => {
    expect(
      formatEpochLine({
        epoch: 100,
        accuracy: 0.70666,
        loss: 0.69794,
        dataLoss: 0.69564,
        regularizationLoss: 0.0023,
        learningRate: 0.04999752506207612,
      }),
    ).toBe('epoch: 100 acc: 0.707 loss: 0.698 (data_loss: 0.696 reg_loss: 0.002) lr: 0.04999752506207612');
    expect(formatValidationLine({ validationAccuracy: 0.83666, validationLoss: 0.9481 })).toBe(
      'validation, acc: 0.837, loss: 0.948',
    );
  });

  it('show diverged values', () => {
    expect(formatValidationLine({ validationAccuracy: 0.333, validationLoss: NaN })).toBe(
      'validation, acc: 0.333, loss: nan',
    );
  });
});

// Each expected text is what CPython 3 prints: repr(x) and f'{x:.3f}'.
describe('numbers as Python prints them', () => {
  it.each([
    [0.05, '0.05'],
    [1, '1.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [1e-5, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [0.00012345, '0.00012345'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1e100, '1e+100'],
    [-2.5e-300, '-2.5e-300'],
    [5e-324, '5e-324'],
    [0.1 + 0.2, '0.30000000000000004'],
    [NaN, 'nan'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
  ])('repr of %d is %s', (value, text) => {
    expect(formatPythonFloat(value)).toBe(text);
  });

  it.each([
    [0.0625, '0.062'],
    [0.1875, '0.188'],
    [-0.0625, '-0.062'],
    [0.8125, '0.812'],
    [0.0005, '0.001'],
    [0.0015, '0.002'],
    [0.0025, '0.003'],
    [1.0005, '1.000'],
    [0.125, '0.125'],
    [2.99999, '3.000'],
    [1e22, '10000000000000000000000.000'],
    [NaN, 'nan'],
    [Infinity, 'inf'],
  ])('%d with three decimals is %s', (value, text) => {
    expect(formatThreeDecimals(value)).toBe(text);
  });
});
