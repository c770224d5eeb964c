import type { Choices, Control } from '#figure';
import type { Cube } from './cube.ts';
import { mainAxis, type FigureAxis } from './figure-axes.ts';
import { type JudgedMetricKey, judgedMetrics } from '#words';

/** Which axis is on x, and at which point each other axis is held; one without a point varies from line to line. */
export interface ChosenAxes {
  readonly axis: FigureAxis | undefined;
  readonly held: ReadonlyMap<number, number>;
  readonly controls: readonly Control[];
}

const every = -1;
const fewLines = 6;

/**
 * Reads the choice of axes. By default the others vary if they may and that makes few lines, and are otherwise held at the best cell, so
 * that the figure shows the best that the sweep found.
 */
export function chooseAxes(
  cube: Cube,
  choices: Choices,
  { label = 'Across', canVary = false }: { label?: string; canVary?: boolean } = {},
): ChosenAxes {
  const { axes } = cube;
  const axis = axes.find(({ index }) => index === choices['axis']) ?? mainAxis(axes);
  const others = axes.filter((other) => other !== axis);
  const held = new Map<number, number>();
  let lines = 1;
  for (const other of others) {
    const chosen = choices[`hold ${other.index}`];
    if (chosen === every) continue;
    if (chosen === undefined && canVary && lines * other.points.length <= fewLines) {
      lines *= other.points.length;
      continue;
    }
    held.set(other.index, typeof chosen === 'number' ? chosen : heldAt(cube, other));
  }
  const controls: Control[] =
    axes.length > 1 && axis
      ? [
          {
            key: 'axis',
            label,
            value: axis.index,
            options: axes.map(({ index, long }) => ({ value: index, label: long })),
          },
          ...others.map((other) => holdControl(other, held.get(other.index) ?? every, canVary)),
        ]
      : [];
  return { axis, held, controls };
}

/** The point at which each of the `others` is held. */
export function holdAxes(
  cube: Cube,
  others: readonly FigureAxis[],
  choices: Choices,
): Pick<ChosenAxes, 'held' | 'controls'> {
  const held = new Map(
    others.map((other) => {
      const chosen = choices[`hold ${other.index}`];
      return [other.index, typeof chosen === 'number' ? chosen : heldAt(cube, other)] as const;
    }),
  );
  return { held, controls: others.map((other) => holdControl(other, held.get(other.index)!, false)) };
}

function heldAt({ best }: Cube, { index, points }: FigureAxis): number {
  return best[index] ?? points[0]!.index;
}

function holdControl({ index, short, points }: FigureAxis, value: number, canVary: boolean): Control {
  const options = points.map((point) => ({ value: point.index, label: point.label }));
  return {
    key: `hold ${index}`,
    label: short,
    value,
    options: [...(canVary ? [{ value: every, label: 'each a line' }] : []), ...options],
  };
}

const offered = ['validationLoss', 'generalizationGap', 'validationAccuracy', 'dataLoss'] as const;
export type OfferedMetric = (typeof offered)[number] & JudgedMetricKey;

/** The metric by which a figure compares; validation loss by default. */
export function metricControl(
  choices: Choices,
  label: string,
): { readonly metric: OfferedMetric; readonly control: Control } {
  const metric = offered.find((key) => key === choices['metric']) ?? 'validationLoss';
  const options = offered.map((value) => ({ value, label: judgedMetrics[value].label }));
  return { metric, control: { key: 'metric', label, value: metric, options } };
}
