import { describe, expect, it } from 'vitest';
import { cellText, fitColumn } from './cell-text.ts';
import type { RowColumn } from './data-column.ts';

const loss: RowColumn<number | null> = { id: 'loss', label: 'Loss', isNumeric: true, value: (row) => row };

describe('cellText', () => {
  it('writes numbers in four digits, and a dash for missing ones', () => {
    expect(cellText(loss, 0.221749)).toBe('0.2217');
    expect(cellText(loss, null)).toBe('–');
    expect(cellText({ ...loss, value: () => 'adam' }, 1)).toBe('adam');
    expect(cellText({ ...loss, text: (row) => `${row} × 2` }, 3)).toBe('3 × 2');
  });
});

describe('fitColumn', () => {
  it('keeps room for the longest integer part and the longest fraction', () => {
    // 1,234 and 0.2217 in one column: 5 characters, a point, 4 characters.
    expect(fitColumn(loss, [1234, 0.2217])).toEqual({ width: 10 * 7.5 + 18, decimals: 4 });
    expect(fitColumn(loss, [8.4134e-5])).toMatchObject({ decimals: '413e-5'.length });
  });

  it('does not take dots in texts for decimal points', () => {
    const name: RowColumn<string> = { id: 'name', label: 'Name', value: (row) => row };
    expect(fitColumn(name, ['flowers.csv'])).toEqual({ width: Math.ceil(11 * 7.5) + 18, decimals: 0 });
  });

  it('is wide enough for the label, but limited', () => {
    expect(fitColumn({ ...loss, label: 'Validation loss' }, []).width).toBe(Math.ceil(17 * 7.5) + 18);
    expect(fitColumn({ ...loss, label: 'L'.repeat(300) }, []).width).toBe(240);
    expect(fitColumn({ ...loss, label: 'n' }, []).width).toBe(48);
  });
});
