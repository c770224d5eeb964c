import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chapterColumns, chapterLines, chapterPresetOf, compareWithChapter } from './chapter-table.ts';
import { presets } from './presets.ts';

const file = join(import.meta.dirname, '../engine/reference/chapter-printed.csv');

describe("the chapter's table", () => {
  it('is what the chapter prints, digit for digit', () => {
    const lines = presets.flatMap(({ name }) =>
      chapterLines(name).map((line) =>
        [name, line.epoch, ...chapterColumns.map((column) => line[column])].join(),
      ),
    );
    expect(lines).toEqual(readFileSync(file, 'utf8').trim().split('\n').slice(1));
    expect(chapterLines('another')).toEqual([]);
  });

  it('is that of a preset under any name and for any number of epochs, and of no other config', () => {
    const { config } = presets[1]!;
    expect(chapterPresetOf({ ...config, name: 'mine', epochs: 300, evaluateEvery: 1 })).toBe(
      'chapter-1000x64',
    );
    expect(chapterPresetOf({ ...config, test: { samplesPerClass: 100 } })).toBe('chapter-1000x64');
    expect(chapterPresetOf({ ...config, seed: 1 })).toBeNull();
    expect(chapterPresetOf({ ...config, precision: 'float32' })).toBeNull();
  });

  it('is compared column by column, by the digits that would be printed', () => {
    const epoch = (changes: object) => ({
      ...{ epoch: 100, accuracy: 0.7066, loss: 0.69812, dataLoss: 0.696, regularizationLoss: 0.0019 },
      ...{ learningRate: 0.04999752506207612, ...changes },
    });
    const at100 = (changes: object = {}) => compareWithChapter('chapter-100x64', [epoch(changes)])[1]!;
    expect([...at100().agrees]).toEqual([...chapterColumns]);
    expect([...at100({ loss: 0.6986, accuracy: NaN }).agrees]).toEqual([
      ...['dataLoss', 'regularizationLoss', 'learningRate'],
    ]);
    expect(at100({ loss: 0.6986 }).ours).toMatchObject({ epoch: 100, accuracy: '0.707', loss: '0.699' });
    expect(compareWithChapter('chapter-100x64', [epoch({})])[2]).toMatchObject({
      ours: null,
      agrees: new Set(),
    });
  });
});
