import { wrapText } from './wrap-text.ts';
import type { ChartConfiguration } from 'chart.js';
import { newCanvas, pictureRatio, pictureOfChart, stillOptions, type PictureSize } from './canvas-png.ts';
import { chartFont, type ChartTheme } from './chart-theme.ts';
import type { LegendEntry } from './figure.ts';
import { legendPicture, type ColourScale } from './figure-legend.ts';
import { newChart } from './register-figures.ts';
import { scaleColor } from './scale-color.ts';

const marginPx = 16;
const titleHeightPx = 26;
const lineHeightPx = 16;
const scaleHeightPx = 30;
const scaleWidthPx = 160;

/** A chart drawn once, off screen, at twice the given size. */
export function chartPicture(configuration: ChartConfiguration, size: PictureSize): HTMLCanvasElement {
  const options = Object.assign({}, configuration.options, stillOptions);
  return pictureOfChart(size, (canvas) => newChart(canvas, { ...configuration, options }));
}

/** What surrounds a figure's plot in its picture. */
export interface PictureFrame {
  /** Omitted if the title is text next to the picture. */
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly keys?: readonly LegendEntry[] | undefined;
  readonly scale?: ColourScale | undefined;
  readonly theme: ChartTheme;
}

/** A picture of a figure to save or to put into a report: title and legend above, finding below. */
export function framePicture(plot: HTMLCanvasElement, frame: PictureFrame): HTMLCanvasElement {
  const { title, note, keys = [], scale, theme } = frame;
  const [titlePx, linePx, scalePx] = [titleHeightPx, lineHeightPx, scaleHeightPx].map((px) => px * theme.textScale) as [number, number, number]; // oxfmt-ignore
  const ratio = pictureRatio;
  const innerPx = plot.width / ratio;
  const widthPx = innerPx + 2 * marginPx;
  const canvas = newCanvas();
  const context = canvas.getContext('2d')!;
  context.font = chartFont(theme);
  const lines = note === undefined ? [] : wrapText(note, innerPx, (text) => context.measureText(text).width);
  const legend = legendPicture(context, keys, innerPx, theme);
  const top = marginPx + (title === undefined ? 0 : titlePx);
  const plotTop = top + legend.heightPx + (scale ? scalePx : 0);
  const plotBottom = plotTop + plot.height / ratio;
  canvas.width = widthPx * ratio;
  canvas.height = (plotBottom + (lines.length > 0 ? 8 + lines.length * linePx : 0) + marginPx) * ratio;

  context.fillStyle = theme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, marginPx * ratio, plotTop * ratio);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  context.font = `600 ${13 * theme.textScale}px ${theme.fontFamily}`;
  if (title !== undefined) context.fillText(title, marginPx, marginPx + 9, innerPx);
  context.font = chartFont(theme);
  context.translate(marginPx, top);
  legend.draw();
  if (scale) drawScale(context, scale, theme, legend.heightPx);
  context.translate(0, -top);
  context.fillStyle = theme.muted;
  lines.forEach((line, index) => context.fillText(line, 0, plotBottom + 16 + index * linePx));
  return canvas;
}

function drawScale(
  context: CanvasRenderingContext2D,
  scale: ColourScale,
  theme: ChartTheme,
  top: number,
): void {
  const { title, ticks } = scale;
  context.fillStyle = theme.muted;
  context.fillText(title, 0, top + 7);
  const left = Math.ceil(context.measureText(title).width) + 12;
  for (let pixel = 0; pixel < scaleWidthPx; pixel++) {
    const share = pixel / (scaleWidthPx - 1);
    context.fillStyle = scaleColor(scale, share, theme);
    context.fillRect(left + pixel, top + 3, 1, 8);
  }
  context.fillStyle = theme.muted;
  for (const { share, label } of ticks) {
    // The outermost labels end with the scale.
    const width = context.measureText(label).width;
    context.fillText(label, left + share * (scaleWidthPx - width), top + 19);
  }
}
