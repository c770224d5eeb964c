import { svgOf, writeAlong } from './svg-context.ts';

/** Pictures are made at twice their on-screen size. */
export const pictureRatio = 2;

let isWriting = false;

/** An off-screen canvas for a picture. */
export function newCanvas(widthPx = 300, heightPx = 150): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  if (isWriting) writeAlong(canvas);
  return canvas;
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
