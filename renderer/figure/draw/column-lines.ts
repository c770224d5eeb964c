import { addLine, createRaster, writeImage } from '../column-raster.ts';
import { pixelOfCss } from '../crowd-layer.ts';
import type { Projection } from '../line-path.ts';
import { type ColumnsPicture, drawEnd, shownCorners, strokeLine, styledLines } from './draw-columns.ts';

/** Beyond this many lines, each is one device pixel wide: thousands of strokes take seconds. */
const mostStrokes = 400;
/** The number of lines drawn before the caller may check the clock. */
const linesAStep = 20;

/** Draws the lines of `picture` on an empty canvas with `ratio` device pixels per CSS pixel, some at each step. */
export function linesInSteps(
  context: CanvasRenderingContext2D,
  picture: ColumnsPicture,
  ratio: number,
): Iterator<undefined> {
  const isCrowd = picture.plot.lines.length > mostStrokes;
  return isCrowd ? crowd(context, picture, ratio) : strokes(context, picture);
}

function* strokes(context: CanvasRenderingContext2D, picture: ColumnsPicture): Generator<undefined> {
  let drawn = 0;
  for (const one of styledLines(picture)) {
    strokeLine(context, picture, one);
    if (++drawn % linesAStep === 0) yield;
  }
}

const inPixels: Projection = { logarithmic: false, offset: 0, scale: 1 };

function* crowd(
  context: CanvasRenderingContext2D,
  picture: ColumnsPicture,
  ratio: number,
): Generator<undefined> {
  const { plot, layout } = picture;
  const raster = createRaster(context.canvas.width, context.canvas.height);
  const across = Float64Array.from(plot.columns, (_, at) => (layout.left + at * layout.step) * ratio);
  const down = new Float64Array(across.length);
  let drawn = 0;
  for (const { line, color, opacity } of styledLines(picture)) {
    const corners = shownCorners(picture, line);
    corners.forEach(([, y], at) => (down[at] = y * ratio));
    const [xs, ys] = [across.subarray(0, corners.length), down.subarray(0, corners.length)];
    addLine(raster, xs, ys, inPixels, inPixels, { word: pixelOfCss(color), opacity, dash: [] });
    if (++drawn % linesAStep === 0) yield;
  }
  const image = new ImageData(raster.width, raster.height);
  writeImage(raster, image);
  context.putImageData(image, 0, 0);
  yield;
  // Line ends go on top of all lines: few of so many would be visible otherwise.
  for (const { line, color, width } of styledLines(picture)) {
    if (!line.isBroken || line.isFaint) continue;
    context.strokeStyle = color;
    context.lineWidth = width;
    drawEnd(context, layout, line, shownCorners(picture, line));
    if (++drawn % linesAStep === 0) yield;
  }
}
