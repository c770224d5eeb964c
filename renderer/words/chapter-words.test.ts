import { chapterColumns, chapterLines, type ChapterColumn, type ComparedLine } from '#api';
import { expect, it } from 'vitest';
import { chapterVerdict } from './chapter-words.ts';

/** The chapter's lines beside a run that deviates in `others` at these epochs, recorded up to `last`. */
function lines(others: Readonly<Record<number, readonly ChapterColumn[]>>, last = 900): ComparedLine[] {
  return chapterLines('chapter-100x64').map((printed) => ({
    printed,
    ours: printed.epoch <= last ? printed : null,
    agrees: new Set(
      printed.epoch <= last
        ? chapterColumns.filter((column) => !others[printed.epoch]?.includes(column))
        : [],
    ),
  }));
}

it.each([
  [lines({}), 'equal', 'Every digit of all 10 printed lines is the same.'],
  [lines({}, 250), 'equal', 'Every digit of all 3 printed lines is the same. 7 printed epochs not recorded.'],
  [
    lines({ 300: ['accuracy', 'loss'], 400: ['loss'] }),
    'parts',
    'Every printed digit is the same at epochs 0, 100 and 200. From epoch 300 on some differ, first acc and loss: training is chaotic, and builds of NumPy part ways there, too.',
  ],
  [
    lines({ 0: ['loss'] }, 0),
    'differs',
    'From epoch 0 on some differ, first loss: up to epoch 200 they should not. 9 printed epochs not recorded.',
  ],
  [lines({}, -1), 'none', 'None of the printed epochs is recorded yet.'],
])('says which digits agree (%#)', (compared, kind, text) => {
  expect(chapterVerdict(compared)).toEqual({ kind, text });
});
