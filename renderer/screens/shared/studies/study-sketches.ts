import type { StudyKind } from '#api';

/** What the picture of a study looks like, drawn freely: its axes and lines, not its numbers. */
export interface StudySketch {
  readonly axis: string;
  readonly ticks: readonly string[];
  readonly lines: readonly SketchLine[];
}

interface SketchLine {
  readonly label: string;
  readonly color: string;
  readonly dashed?: boolean;
  /** Height of each point above the axis, from 0 to 1; null where the line has no point. */
  readonly heights: readonly (number | null)[];
  /** Half the height of each point's interval. */
  readonly halves: readonly number[];
}

const [blue, orange] = ['var(--series-1)', 'var(--series-2)'];

export const studySketches: Readonly<Record<StudyKind, StudySketch>> = {
  howMuchL2: {
    axis: 'L2',
    ticks: ['0', '1e-5', '1e-4', '1e-3', '0.01', '0.1'],
    lines: [
      {
        label: 'train',
        color: blue,
        heights: [0.09, 0.08, 0.1, 0.16, 0.33, 0.66],
        halves: [0.03, 0.03, 0.03, 0.03, 0.04, 0.06],
      },
      {
        label: 'validation',
        color: orange,
        dashed: true,
        heights: [0.84, 0.8, 0.68, 0.44, 0.52, 0.86],
        halves: [0.12, 0.13, 0.12, 0.07, 0.06, 0.08],
      },
    ],
  },
  l1AgainstL2: {
    axis: 'L1 or L2',
    ticks: ['0', '1e-6', '1e-5', '1e-4', '1e-3', '0.01', '0.1'],
    lines: [
      {
        label: 'L1',
        color: blue,
        heights: [0.84, 0.82, 0.7, 0.58, 0.4, 0.92, null],
        halves: [0.1, 0.12, 0.08, 0.1, 0.08, 0.07, 0],
      },
      {
        label: 'L2',
        color: orange,
        heights: [0.84, null, 0.84, 0.72, 0.38, 0.46, 0.84],
        halves: [0.1, 0, 0.11, 0.12, 0.06, 0.07, 0.09],
      },
    ],
  },
  dataAgainstLambda: {
    axis: 'L2',
    ticks: ['0', '1e-4', '1e-3', '0.01'],
    lines: [
      { label: '50', share: 0, heights: [0.92, 0.76, 0.7, 0.74] },
      { label: '100', share: 1 / 3, heights: [0.66, 0.56, 0.5, 0.54] },
      { label: '200', share: 2 / 3, heights: [0.44, 0.36, 0.32, 0.37] },
      { label: '400 samples', share: 1, heights: [0.24, 0.16, 0.15, 0.2] },
    ].map(({ share, ...line }) => ({
      ...line,
      color: `color-mix(in oklab, var(--series-3) ${100 * share}%, var(--series-8))`,
      dashed: true,
      halves: [0.05, 0.05, 0.05, 0.05],
    })),
  },
};
