import type { ChartConfiguration } from 'chart.js';
import { chartFont } from '../chart-setup.ts';
import type { ChartTheme } from '../chart-theme.ts';
import { newChart } from './register-figures.ts';

/** Pictures are made at twice their size on screen. */
export const pictureRatio = 2;
const marginPx = 16;
const titleHeightPx = 26;
const noteHeightPx = 20;

/** A chart drawn once, apart from the screen, at twice the given size. */
export function chartPicture(
  configuration: ChartConfiguration,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const still = { responsive: false, devicePixelRatio: pictureRatio, animation: false };
  const drawn = { ...configuration };
  drawn.options = Object.assign({}, configuration.options, still);
  const chart = newChart(canvas, drawn);
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** A picture of a figure to save or to put into a report: its title above, a line in words below. */
export function framePicture(
  plot: HTMLCanvasElement,
  {
    title,
    note,
    theme,
  }: { readonly title: string; readonly note?: string | undefined; readonly theme: ChartTheme },
): HTMLCanvasElement {
  const ratio = pictureRatio;
  const widthPx = plot.width / ratio + 2 * marginPx;
  const below = note === undefined ? 0 : noteHeightPx;
  const canvas = document.createElement('canvas');
  canvas.width = widthPx * ratio;
  canvas.height = plot.height + (2 * marginPx + titleHeightPx + below) * ratio;
  const context = canvas.getContext('2d')!;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, marginPx * ratio, (marginPx + titleHeightPx) * ratio);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  context.font = `600 13px ${theme.fontFamily}`;
  context.fillText(title, marginPx, marginPx + 9, widthPx - 2 * marginPx);
  if (note !== undefined) {
    context.fillStyle = theme.muted;
    context.font = chartFont(theme);
    context.fillText(note, marginPx, canvas.height / ratio - marginPx, widthPx - 2 * marginPx);
  }
  return canvas;
}

/** A canvas as the bytes of a PNG file. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))));
  });
}
