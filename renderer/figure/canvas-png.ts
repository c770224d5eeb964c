import { svgOf, writeAlong } from './svg-context.ts';

/** In CSS pixels. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Pictures are made at twice their on-screen size. */
export const pictureRatio = 2;

/** Options of a chart that is drawn once. */
export const stillOptions = { responsive: false, devicePixelRatio: pictureRatio, animation: false } as const;

let isWriting = false;

/** An off-screen canvas for a picture. */
export function newCanvas(widthPx = 300, heightPx = 150): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  if (isWriting) writeAlong(canvas);
  return canvas;
}

/** A canvas for a picture of this size, to be drawn on in CSS pixels. */
export function newSheet(widthPx: number, heightPx: number, ratio = pictureRatio) {
  const canvas = newCanvas(widthPx * ratio, heightPx * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  return { canvas, context };
}

/** The context of a canvas on the page, cleared, and as sharp as the screen, to be drawn on in CSS pixels. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
  ratio = window.devicePixelRatio, // it changes with the page's zoom, and between screens
): CanvasRenderingContext2D {
  const [columns, rows] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, columns / ratio, rows / ratio);
  return context;
}

/** A picture of a chart that `make` draws on a canvas with `stillOptions`. */
export function pictureOfChart(
  { widthPx, heightPx }: PictureSize,
  make: (canvas: HTMLCanvasElement) => { destroy(): void },
): HTMLCanvasElement {
  const canvas = newCanvas(widthPx, heightPx);
  const chart = make(canvas);
  const copy = newCanvas(canvas.width, canvas.height);
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** Whatever `draw` draws on new canvases, as an SVG file; null if it draws nothing. */
export function svgFrom(draw: () => HTMLCanvasElement | null): Blob | null {
  isWriting = true;
  try {
    const canvas = draw();
    return canvas && new Blob([svgOf(canvas, pictureRatio)], { type: 'image/svg+xml' });
  } finally {
    isWriting = false;
  }
}

/** A canvas as the bytes of a PNG file. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))));
  });
}
