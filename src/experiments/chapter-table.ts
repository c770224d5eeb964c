import type { PrintedEpoch } from './chapter-lines.ts';
import { diffConfigs } from './config-diff.ts';
import { presets } from './presets.ts';
import { formatPythonFloat, formatThreeDecimals } from './python-number.ts';
import type { RunConfig } from './run-config.ts';

/** The columns that the chapter prints for an epoch, in its order. */
export const chapterColumns = ['accuracy', 'loss', 'dataLoss', 'regularizationLoss', 'learningRate'] as const;
export type ChapterColumn = (typeof chapterColumns)[number];

/** A printed line, with every number as a string of digits. */
export interface ChapterLine extends Readonly<Record<ChapterColumn, string>> {
  readonly epoch: number;
}

/** A line of the chapter beside that of a run. */
export interface ComparedLine {
  readonly printed: ChapterLine;
  /** null before the run has recorded the epoch. */
  readonly ours: ChapterLine | null;
  /** Columns in which every digit matches. */
  readonly agrees: ReadonlySet<ChapterColumn>;
}

/** Epoch, then the columns, as printed: docs of the engine, reference/chapter-printed.csv. */
const printed: Readonly<Record<string, string>> = {
  'chapter-100x64': `
    0 0.360 1.099 1.099 0.000 0.05
    100 0.707 0.698 0.696 0.002 0.04999752506207612
    200 0.797 0.527 0.523 0.004 0.049990050996574775
    300 0.843 0.419 0.413 0.006 0.04997758005043209
    400 0.850 0.364 0.357 0.007 0.04996011596895705
    500 0.883 0.322 0.314 0.008 0.04993766399395728
    600 0.897 0.291 0.282 0.009 0.04991023086111661
    700 0.907 0.269 0.259 0.010 0.049877824796627425
    800 0.897 0.257 0.246 0.011 0.0498404555130797
    900 0.917 0.230 0.218 0.012 0.04979813420460921
  `,
  'chapter-1000x64': `
    0 0.323 1.099 1.099 0.000 0.05
    100 0.633 0.806 0.804 0.001 0.04999752506207612
    200 0.741 0.645 0.642 0.003 0.049990050996574775
    300 0.755 0.583 0.579 0.004 0.04997758005043209
    400 0.766 0.547 0.542 0.005 0.04996011596895705
    500 0.796 0.504 0.498 0.006 0.04993766399395728
    600 0.818 0.480 0.473 0.007 0.04991023086111661
    700 0.848 0.409 0.401 0.008 0.049877824796627425
    800 0.855 0.366 0.357 0.009 0.0498404555130797
    900 0.865 0.364 0.354 0.010 0.04979813420460921
  `,
  'chapter-1000x512': `
    0 0.380 1.099 1.099 0.000 0.05
    100 0.802 0.507 0.502 0.005 0.04999752506207612
    200 0.886 0.308 0.299 0.009 0.049990050996574775
    300 0.907 0.258 0.246 0.011 0.04997758005043209
    400 0.909 0.240 0.228 0.013 0.04996011596895705
    500 0.905 0.249 0.235 0.013 0.04993766399395728
    600 0.916 0.223 0.209 0.014 0.04991023086111661
    700 0.919 0.218 0.204 0.014 0.049877824796627425
    800 0.918 0.215 0.200 0.015 0.0498404555130797
    900 0.920 0.226 0.210 0.016 0.04979813420460921
  `,
};

/** Config fields that do not affect an epoch's line. */
const irrelevant: ReadonlySet<string> = new Set(['epochs', 'evaluateEvery', 'test']);

/** The printed lines of a preset, by its name; empty for any other name. */
export function chapterLines(preset: string): readonly ChapterLine[] {
  const text = printed[preset]?.trim() ?? '';
  return text === '' ? [] : text.split('\n').map(readLine);
}

function readLine(text: string): ChapterLine {
  const [epoch = '', accuracy = '', loss = '', dataLoss = '', regularizationLoss = '', learningRate = ''] =
    text.trim().split(' ');
  return { epoch: Number(epoch), accuracy, loss, dataLoss, regularizationLoss, learningRate };
}

/** The name of the preset whose table a run of this config should print; null for any other config. */
export function chapterPresetOf(config: RunConfig): string | null {
  const isSame = (preset: RunConfig): boolean =>
    diffConfigs([preset, config]).every(({ path }) => irrelevant.has(path.split('.')[0]!));
  return presets.find((preset) => isSame(preset.config))?.name ?? null;
}

/** The chapter's lines for a preset beside what a run has recorded at the same epochs. */
export function compareWithChapter(preset: string, recorded: readonly PrintedEpoch[]): ComparedLine[] {
  const byEpoch = new Map(recorded.map((metrics) => [metrics.epoch, toLine(metrics)]));
  return chapterLines(preset).map((line) => {
    const ours = byEpoch.get(line.epoch) ?? null;
    return {
      printed: line,
      ours,
      agrees: new Set(chapterColumns.filter((column) => ours?.[column] === line[column])),
    };
  });
}

function toLine({ epoch, learningRate, ...metrics }: PrintedEpoch): ChapterLine {
  const { accuracy, loss, dataLoss, regularizationLoss } = metrics;
  return {
    epoch,
    accuracy: formatThreeDecimals(accuracy),
    loss: formatThreeDecimals(loss),
    dataLoss: formatThreeDecimals(dataLoss),
    regularizationLoss: formatThreeDecimals(regularizationLoss),
    learningRate: formatPythonFloat(learningRate),
  };
}
