import type { DenseParameters } from '#api';
import type { ChartTheme } from '../chart-theme.ts';
import { largestOf } from './weight-reach.ts';

/** More units than this side by side no longer make a picture. */
export const widestDrawn = 64;
const maxEdges = 6_000;

type Layers = readonly DenseParameters[];

/** Units in each layer of a network, the features first. */
function widthsOf(layers: Layers): number[] {
  const [first] = layers;
  const features = first ? first.weights.length / first.biases.length : 0;
  return [features, ...layers.map(({ biases }) => biases.length)];
}

/** The same for a network that can be drawn; null for one that is too wide. */
export function drawnWidths(layers: Layers): number[] | null {
  const widths = widthsOf(layers);
  const edges = layers.reduce((sum, { weights }) => sum + weights.length, 0);
  return edges > maxEdges || Math.max(...widths) > widestDrawn ? null : widths;
}

export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

const marginPx = 10;
const widestEdgePx = 2.5;

/** Height of unit `index` of `count` on a sheet. */
function unitY(index: number, count: number, height: number): number {
  const room = height - 2 * marginPx;
  // A few units stay close to the middle, as far apart as they are from the edge.
  return marginPx + (room * (index + 0.5)) / count;
}

/**
 * Draws every unit as a dot, and every weight as a line: its width relative to the largest weight of its layer, with one colour above zero
 * and another below.
 */
export function drawNetwork({ context, width, height }: Sheet, layers: Layers, theme: ChartTheme): void {
  const widths = widthsOf(layers);
  const columnX = (column: number): number => marginPx + ((width - 2 * marginPx) * column) / layers.length;
  layers.forEach(({ weights }, column) => {
    const [inputs, units] = [widths[column]!, widths[column + 1]!];
    const largest = largestOf(weights);
    if (largest === 0) return;
    const [left, right] = [columnX(column), columnX(column + 1)];
    for (let input = 0; input < inputs; input++) {
      for (let unit = 0; unit < units; unit++) {
        const weight = weights[input * units + unit]! / largest;
        const size = Math.abs(weight);
        if (!(size >= 0.02 && size <= 1)) continue;
        context.globalAlpha = 0.15 + 0.75 * size;
        context.lineWidth = 0.4 + (widestEdgePx - 0.4) * size;
        context.strokeStyle = theme.series[weight > 0 ? 0 : 1]!;
        context.beginPath();
        context.moveTo(left, unitY(input, inputs, height));
        context.lineTo(right, unitY(unit, units, height));
        context.stroke();
      }
    }
  });
  context.globalAlpha = 1;
  context.fillStyle = theme.text;
  widths.forEach((count, column) => {
    const radius = Math.max(1, Math.min(4, (height - 2 * marginPx) / count / 3));
    for (let unit = 0; unit < count; unit++) {
      context.beginPath();
      context.arc(columnX(column), unitY(unit, count, height), radius, 0, 2 * Math.PI);
      context.fill();
    }
  });
}
