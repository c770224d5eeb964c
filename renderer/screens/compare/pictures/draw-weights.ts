import { chartFont, type ChartTheme } from '#figure';
import { drawHistogram } from '../../../figure/weights/draw-histogram.ts';
import {
  drawNetwork,
  drawnWidths,
  widestDrawn,
  type Sheet,
} from '../../../figure/weights/network-drawing.ts';
import type { RunWeights } from './weight-tiles.ts';

export type WeightsLook = 'histograms' | 'network';

const titlePx = 15;
const gapPx = 6;

/** The weights of a run: one histogram per layer, from top to bottom, or the network with its edges by weight. */
export function drawWeights(
  sheet: Sheet,
  weights: RunWeights,
  look: WeightsLook,
  color: string,
  theme: ChartTheme,
): void {
  if (look === 'histograms') drawLayers(sheet, weights, color, theme);
  else if (drawnWidths(weights.parameters))
    drawNetwork(sheet, { layers: weights.parameters, marked: null }, theme);
  else say(sheet, `a layer has more than ${widestDrawn} units`, theme);
}

function drawLayers(
  { context, width, height }: Sheet,
  { layers }: RunWeights,
  color: string,
  theme: ChartTheme,
): void {
  const step = (height + gapPx) / layers.length;
  const title = titlePx * theme.textScale;
  layers.forEach(({ label, counted }, at) => {
    context.save();
    context.translate(0, at * step);
    context.font = chartFont(theme);
    context.fillStyle = theme.muted;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillText(label, 0, 1, width);
    context.translate(0, title);
    drawHistogram({ context, width, height: step - gapPx - title }, counted, color, theme);
    context.restore();
  });
}

function say({ context, width, height }: Sheet, words: string, theme: ChartTheme): void {
  context.font = chartFont(theme);
  context.fillStyle = theme.muted;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(words, width / 2, height / 2, width);
}
