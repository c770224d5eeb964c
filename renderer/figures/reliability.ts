import { calibrationError, type Reliability } from '#api';
import type { Datum, Figure, Mark } from '#figure';
import { formatMetric, formatPercent, formatPlural } from '#words';

/** A network that is shown next to others. */
export interface JudgedRun {
  readonly id: string;
  readonly name: string;
  /** Slot in the palette. */
  readonly slot: number;
  readonly reliability: Reliability;
}

/** How often each network is right at each confidence, with the number of samples behind that. */
export function reliabilityFigure(
  runs: readonly JudgedRun[],
  set: string,
  message: Figure['message'],
): Figure {
  const most = Math.max(1, ...runs.flatMap(({ reliability }) => [...reliability.counts]));
  return {
    key: `compare-reliability-${set}`,
    title: 'Reliability',
    explanation:
      'Samples in ten bins by the probability of their most probable class, across, and the share of each bin that is right, up: on the dashed line a network is as often right as it is sure, below it it is too sure. The counts below tell how many samples a point is of. The expected calibration error is the mean distance from the line, by samples; with few samples it comes out too large. The most probable class alone is judged, by the final parameters rounded to float32.',
    finding: message === null ? errorSentence(runs, set) : null,
    message,
    legend: [
      ...runs.map(({ id, name, slot }) => ({
        label: name,
        tint: { slot },
        mark: 'line' as const,
        group: id,
      })),
      { label: 'as often right as sure', tint: { role: 'muted' as const }, mark: 'dashed' as const },
    ],
    legendPlace: 'pictures',
    plot: {
      kind: 'chart',
      x: { title: 'confidence', range: { min: 0, max: 1 } },
      y: [
        { id: 'accuracy', title: 'accuracy', range: { min: 0, max: 1 }, weight: 3 },
        { id: 'samples', title: 'samples', range: { min: 0, max: most * 1.08 }, weight: 1 },
      ],
      marks: [
        ...runs.flatMap((run) => [lineOf(run, 'accuracy'), lineOf(run, 'samples')]),
        {
          kind: 'points',
          name: 'as often right as sure',
          panel: 'accuracy',
          tint: { role: 'muted' },
          radiusPx: 0,
          line: 'dashed',
          data: [0, 1].map((end) => ({ x: end, y: end, title: '', lines: [] })),
        },
      ],
      pictureSize: { widthPx: 640, heightPx: 640 },
    },
    table: {
      columns: ['run', 'confidence', 'accuracy', 'samples'],
      rows: runs.flatMap(({ name, reliability: { counts, confidences, accuracies } }) =>
        [...counts].flatMap((count, bin) =>
          count === 0 ? [] : [[name, confidences[bin]!, accuracies[bin]!, count]],
        ),
      ),
    },
  };
}

function lineOf({ id, name, slot, reliability }: JudgedRun, panel: 'accuracy' | 'samples'): Mark {
  const { counts, confidences, accuracies } = reliability;
  const data = [...counts].flatMap((count, bin): Datum[] => {
    if (count === 0) return [];
    const [sure, right] = [confidences[bin]!, accuracies[bin]!];
    const samples = formatPlural(count, 'sample');
    return [
      {
        x: sure,
        y: panel === 'accuracy' ? right : count,
        title: name,
        lines: [`${samples}, ${formatPercent(sure)} sure, ${formatPercent(right)} right`],
        runIds: [id],
      },
    ];
  });
  return { kind: 'points', name, panel, group: id, tint: { slot }, line: 'solid', radiusPx: 3, data };
}

/** Each run's error if there are few, otherwise the smallest and largest. */
function errorSentence(runs: readonly JudgedRun[], set: string): string | null {
  const errors = runs
    .map(({ name, reliability }) => ({ name, error: calibrationError(reliability) }))
    .filter(({ error }) => !Number.isNaN(error))
    .sort((a, b) => a.error - b.error);
  const [least, largest] = [errors[0], errors.at(-1)];
  if (!least || !largest) return null;
  const tell = ({ name, error }: typeof least): string => `${formatMetric(error)} of ${name}`;
  const told =
    errors.length <= 3 ? errors.map(tell).join(', ') : `${tell(least)} at least, ${tell(largest)} at most`;
  return `Expected calibration error on the ${set} set: ${told}.`;
}
