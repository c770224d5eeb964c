import type { ComparedCell, SeededCell, SeedValue } from '../analysis/index.ts';
import type { ConfigValue } from '../config-diff.ts';
import { type CellSummary, type JudgedAt, type JudgedRun, summarizeCells } from '../sweep/summarize-cells.ts';
import { l1Paths, l2Paths, samplesPath } from './studies.ts';

/** The parts of a sweep that its conclusion needs. */
export interface ConcludedSweep {
  readonly grid: readonly { readonly grid: Readonly<Record<string, ConfigValue>> }[];
  readonly members: readonly JudgedRun[];
}

/** A cell of a guided study. */
export interface StudyCell extends SeededCell {
  readonly l1: number;
  readonly l2: number;
  readonly samples: number;
  readonly summary: CellSummary;
  /** Training losses of completed runs by seed. */
  readonly trainingLosses: readonly SeedValue[];
}

/** The cells of a study, in the order of its grid. */
export function studyCells({ grid, members }: ConcludedSweep, at: JudgedAt): StudyCell[] {
  const summaries = summarizeCells(grid.length, members, at);
  return grid.map(({ grid: values }, index) => {
    const number = (path: string): number => (typeof values[path] === 'number' ? values[path] : 0);
    const summary = summaries[index]!;
    return {
      l1: number(l1Paths[0]),
      l2: number(l2Paths[0]),
      samples: number(samplesPath),
      summary,
      losses: summary.losses,
      resplit: summary.resplit,
      trainingLosses: members
        .filter(({ cell, status }) => cell === index && status === 'completed')
        .map((run) => ({ seed: run.seed, value: run[at]?.dataLoss ?? Number.NaN })),
    };
  });
}

/** The cell of lowest mean loss, the first among equals. */
export function lowest(compared: readonly ComparedCell<StudyCell>[]): ComparedCell<StudyCell> | undefined {
  return compared.reduce<ComparedCell<StudyCell> | undefined>(
    (low, next) => (low === undefined || next.summary.mean! < low.summary.mean! ? next : low),
    undefined,
  );
}
