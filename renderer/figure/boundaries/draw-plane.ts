import type { PreviewPoints } from '#api';
import { chartFont, type ChartTheme } from '../chart-theme.ts';
import { classShape } from '../class-look.ts';
import { traceMarker } from '../line-path.ts';
import type { PlaneFrame } from './plane-frame.ts';
import type { Scene } from './scene.ts';

type Canvas = CanvasRenderingContext2D;

/** The class regions and the lines between them. */
export function drawRegions(
  context: Canvas,
  frame: PlaneFrame,
  scene: Pick<Scene, 'picture' | 'lines'>,
  theme: ChartTheme,
): void {
  const { left, top, side } = frame;
  const { picture, lines } = scene;
  context.imageSmoothingEnabled = true;
  context.drawImage(picture, left, top, side, side);
  context.beginPath();
  for (let index = 0; index < lines.length; index += 4) {
    context.moveTo(left + lines[index]! * side, top + (1 - lines[index + 1]!) * side);
    context.lineTo(left + lines[index + 2]! * side, top + (1 - lines[index + 3]!) * side);
  }
  context.strokeStyle = theme.text;
  context.lineWidth = 1.25;
  // At this width round caps would not join the segments any better, and cost a fifth of a frame's time.
  context.lineCap = 'butt';
  context.stroke();
}

/** Frame, ticks and axis titles. */
export function drawAxes(
  context: Canvas,
  frame: PlaneFrame,
  theme: ChartTheme,
  [xName = 'first feature', yName = 'second feature']: readonly string[] = [],
): void {
  const { left, top, side, xTicks, yTicks } = frame;
  const bottom = top + side;
  context.lineWidth = 1;
  context.strokeStyle = theme.axis;
  context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  context.fillStyle = theme.muted;
  context.font = chartFont(theme);
  context.textBaseline = 'top';
  context.textAlign = 'center';
  context.beginPath();
  for (const { at, label } of xTicks) {
    context.moveTo(Math.round(at) + 0.5, bottom);
    context.lineTo(Math.round(at) + 0.5, bottom + 4);
    context.fillText(label, at, bottom + 6);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, label } of yTicks) {
    context.moveTo(left, Math.round(at) + 0.5);
    context.lineTo(left - 4, Math.round(at) + 0.5);
    context.fillText(label, left - 7, at);
  }
  context.stroke();
  if (xTicks.length === 0) return;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillText(xName, left + side, bottom + 33 * theme.textScale, side);
  context.save();
  context.translate(left - 34 * theme.textScale, top);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'middle';
  context.fillText(yName, 0, 0, side);
  context.restore();
}

/** Samples in the colours and shapes of their classes: training filled, validation hollow. */
export function drawPoints(
  context: Canvas,
  frame: PlaneFrame,
  points: PreviewPoints,
  kind: 'training' | 'validation',
  theme: ChartTheme,
): void {
  const size = pointSizePx(frame, points);
  for (let index = 0; index < points.x.length; index++) {
    const label = points.labels[index]!;
    const color = theme.series[label % theme.series.length]!;
    context.beginPath();
    traceMarker(context, classShape(label), frame.toX(points.x[index]!), frame.toY(points.y[index]!), size);
    context.fillStyle = kind === 'training' ? color : theme.surface;
    context.fill();
    // A rim sets a point off from its own region; around a tiny dot, the rim would be all one sees.
    if (kind === 'training' && size < 2) continue;
    context.lineWidth = kind === 'training' ? 0.75 : 1.25;
    context.strokeStyle = kind === 'training' ? theme.surface : color;
    context.stroke();
  }
}

/** A cross over every sample that the network misclassifies. */
export function drawWrong(
  context: Canvas,
  frame: PlaneFrame,
  points: PreviewPoints,
  wrong: Uint32Array,
  theme: ChartTheme,
): void {
  const arm = pointSizePx(frame, points) + 1;
  context.beginPath();
  for (const index of wrong) {
    const [x, y] = [frame.toX(points.x[index]!), frame.toY(points.y[index]!)];
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
  }
  context.lineCap = 'butt';
  context.lineWidth = arm < 3 ? 1 : 1.5;
  context.strokeStyle = theme.text;
  context.stroke();
}

/** Half the width of a point: the more points, the smaller. */
function pointSizePx({ side }: PlaneFrame, { x }: PreviewPoints): number {
  const room = side / 420;
  return (
    Math.min(3.5, Math.max(1, 60 / Math.sqrt(Math.max(1, x.length)))) * Math.max(0.55, Math.min(1.3, room))
  );
}
