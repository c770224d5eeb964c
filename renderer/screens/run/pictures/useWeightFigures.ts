import { explanations, nearZeroThresholds, type RunSummary } from '#api';
import { computed } from 'vue';
import { useAddressPreference } from '#data';
import { type Control, type Figure, scaleChoice } from '#figure';
import { type EpochLine, epochLinesFigure } from '../../../figures/epoch-lines.ts';
import { formatCount, formatLambda, formatMetric, formatPercent, optionsOf } from '#words';
import { useScales } from '../../shared/useScales.ts';
import type { Inspection } from './inspect-snapshot.ts';
import { deadLines, gradientLines, nearZeroLines, normLines } from './inspection-lines.ts';

/** What is known of a run's snapshots. */
interface Inspected {
  readonly run: RunSummary;
  readonly epochs: readonly number[];
  /** In epoch order; undefined until inspected. */
  readonly known: readonly (Inspection | undefined)[];
  /** The epoch that the pictures show. */
  readonly at: number | undefined;
  /** What has to arrive before there is anything to show; null afterwards. */
  readonly waiting: string | null;
  /** Why samples are unavailable. */
  readonly noSamples: string | null;
}

/** The figures of a run's weights over its snapshots: their size, what is near zero, their gradients and dead units. */
export function useWeightFigures(of: () => Inspected) {
  const norm = useAddressPreference('norm', 'run.norm');
  const threshold = useAddressPreference('nearZero', 'run.nearZero');
  const normControl = computed((): Control => ({
    key: 'norm',
    label: 'Measure',
    isBare: true,
    value: norm.value,
    options: optionsOf({ l2: 'L2 norm', l1: 'L1 norm' }),
  }));
  const thresholdControl = computed((): Control => ({
    key: 'threshold',
    label: 'At most',
    value: threshold.value,
    options: nearZeroThresholds.map((value) => ({ value, label: formatLambda(value) })),
  }));
  const scales = useScales('run.logarithmic');
  function choose(figure: string, key: string, value: string | number): void {
    if (key === scaleChoice) scales.choose(figure, value);
    if (key === 'norm') norm.value = value === 'l1' ? 'l1' : 'l2';
    if (key === 'threshold') threshold.value = Number(value);
  }

  function figureOf(
    key: string,
    lines: readonly EpochLine[],
    format: (value: number | null) => string,
    words: Omit<Parameters<typeof epochLinesFigure>[3], 'key' | 'finding'>,
  ): Figure {
    const { epochs, at, waiting } = of();
    return epochLinesFigure(epochs, lines, at, {
      message: waiting,
      ...words,
      key: `${of().run.name}-${key}`,
      finding: waiting === null ? reading(epochs, at, lines, format) : null,
    });
  }
  const sizeFigure = computed(() => {
    const explanation = norm.value === 'l2' ? explanations.weightNormL2 : explanations.weightNormL1;
    return figureOf('norms', normLines(of().run.config.layers, of().known, norm.value), formatMetric, {
      title: 'Size of the weights',
      axis: norm.value === 'l2' ? 'L2 norm' : 'L1 norm',
      isLogarithmic: scales.isLogarithmic('norms'),
      explanation,
      controls: [normControl.value],
    });
  });
  const nearZeroFigure = computed(() =>
    figureOf('near-zero', nearZeroLines(of().run.config.layers, of().known, threshold.value), formatPercent, {
      title: 'Near-zero weights',
      axis: 'share',
      isLogarithmic: scales.isLogarithmic('nearZero'),
      explanation: explanations.nearZeroWeights,
      controls: [thresholdControl.value],
    }),
  );
  const gradientFigure = computed(() =>
    figureOf('gradients', gradientLines(of().run.config.layers, of().known), formatMetric, {
      title: 'Gradient norms',
      axis: 'norm',
      isLogarithmic: scales.isLogarithmic('gradients', true),
      explanation: explanations.gradientNorm,
      message: of().noSamples ?? of().waiting,
    }),
  );
  const deadFigure = computed(() => {
    const lines = deadLines(of().run.config.layers, of().known);
    const noRelu = lines.length === 0 ? 'This network has no ReLU whose units could die.' : null;
    return figureOf('dead-units', lines, count, {
      title: 'Dead units',
      axis: 'units',
      explanation: explanations.deadUnits,
      message: of().noSamples ?? noRelu ?? of().waiting,
    });
  });
  /** By the keys under which their choices are stored. */
  const figures = computed(() => ({
    norms: sizeFigure.value,
    nearZero: nearZeroFigure.value,
    gradients: gradientFigure.value,
  }));
  return { figures, deadFigure, choose };
}

const count = (value: number | null): string => (value === null ? '–' : formatCount(value));

/** The values at the epoch shown, as text below the picture. */
function reading(
  epochs: readonly number[],
  at: number | undefined,
  lines: readonly EpochLine[],
  format: (value: number | null) => string,
): string | null {
  if (at === undefined) return null;
  const index = epochs.indexOf(at);
  const parts = lines.map(({ label, values }) => `${label} ${format(values[index] ?? null)}`);
  return `At epoch ${formatCount(at)}: ${parts.join('; ')}.`;
}
