import { svgOf, writeAlong } from './svg-context.ts';

/** Pictures are made at twice their size on screen. */
export const pictureRatio = 2;

let isWriting = false;

/** A canvas for a picture, apart from the screen. */
export function newCanvas(widthPx = 300, heightPx = 150): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  if (isWriting) writeAlong(canvas);
  return canvas;
}

/** What `draw` draws on new canvases, as an SVG file; null where it draws nothing. */
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
