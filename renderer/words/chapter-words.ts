import { chapterColumns, type ChapterColumn, type ComparedLine } from '#api';
import { formatCount, formatPlural } from './format.ts';

/** The chapter's names for its columns. */
export const chapterColumnWords: Readonly<Record<ChapterColumn, string>> = {
  accuracy: 'acc',
  loss: 'loss',
  dataLoss: 'data_loss',
  regularizationLoss: 'reg_loss',
  learningRate: 'lr',
};

/** Up to this epoch, different builds of NumPy itself print the same. */
const lastSureEpoch = 200;

export interface ChapterVerdict {
  /** `differs` if it deviates where it should not. */
  readonly kind: 'equal' | 'parts' | 'differs' | 'none';
  readonly text: string;
}

/** Which digits of the chapter's table a run reproduces. */
export function chapterVerdict(lines: readonly ComparedLine[]): ChapterVerdict {
  const recorded = lines.filter(({ ours }) => ours !== null);
  if (recorded.length === 0) return { kind: 'none', text: 'None of the printed epochs is recorded yet.' };
  const missing = lines.length - recorded.length;
  const rest = missing === 0 ? '' : ` ${formatPlural(missing, 'printed epoch')} not recorded.`;
  const firstOther = recorded.findIndex(({ agrees }) => agrees.size < chapterColumns.length);
  if (firstOther < 0) {
    const all = recorded.length === 1 ? 'the printed line' : `all ${recorded.length} printed lines`;
    return { kind: 'equal', text: `Every digit of ${all} is the same.${rest}` };
  }
  const { printed, agrees } = recorded[firstOther]!;
  const same = recorded.slice(0, firstOther).map(({ printed: line }) => formatCount(line.epoch));
  const begins =
    same.length === 0
      ? ''
      : `Every printed digit is the same at ${same.length === 1 ? 'epoch' : 'epochs'} ${listed(same)}. `;
  const others = chapterColumns
    .filter((column) => !agrees.has(column))
    .map((column) => chapterColumnWords[column]);
  const from = `From epoch ${formatCount(printed.epoch)} on some differ, first ${listed(others)}`;
  return printed.epoch <= lastSureEpoch
    ? { kind: 'differs', text: `${begins}${from}: up to epoch ${lastSureEpoch} they should not.${rest}` }
    : {
        kind: 'parts',
        text: `${begins}${from}: training is chaotic, and builds of NumPy part ways there, too.${rest}`,
      };
}

/** `0`, `0 and 100`, `0, 100 and 200`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
