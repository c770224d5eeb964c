import type { Chart } from 'chart.js';
import { chartFont } from '../chart-theme.ts';
import type { ChartTheme } from '../chart-theme.ts';
import type { Cell, CellsMark } from '../figure.ts';
import { tintColor } from '../tint.ts';
import { textOnViridis, viridisColor } from '../viridis.ts';
import type { Drawn } from './draw-chart.ts';

/** The gap between squares; many squares leave no room for one. */
const gapOf = (stepPx: number): number => (stepPx > 10 ? 2 : stepPx > 5 ? 1 : 0);
/** Smaller squares have no room for text or a dashed edge. */
const minLabelPx = 14;
const minEdgePx = 7;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Squares of equal size, so that 0 and every factor get the same room. */
export function cellsDataset(mark: CellsMark, theme: ChartTheme): object {
  const fill = ({ raw }: { raw?: unknown }): string => {
    const { share, tint } = (raw as Drawn).datum as Cell;
    if (tint) return tintColor(tint, theme);
    return share === null ? 'transparent' : viridisColor(share);
  };
  return {
    data: mark.data.map((datum) => ({ x: datum.x, y: datum.y, datum })),
    backgroundColor: fill,
    hoverBackgroundColor: fill,
    borderWidth: 0,
    hoverBorderWidth: 2,
    hoverBorderColor: theme.text,
    width: ({ chart }: { chart: Chart }) => sizeOf(chart, mark).width,
    height: ({ chart }: { chart: Chart }) => sizeOf(chart, mark).height,
  };
}

function sizeOf({ chartArea }: Chart, { columns, rows }: CellsMark): { width: number; height: number } {
  const [width, height] = [(chartArea?.width ?? 0) / columns, (chartArea?.height ?? 0) / rows];
  return { width: Math.max(1, width - gapOf(width)), height: Math.max(1, height - gapOf(height)) };
}

/** Everything about the squares except their colour: text where it fits, outlines, dots, crosses. */
export function drawCells(chart: Chart, mark: CellsMark, theme: ChartTheme): void {
  const { ctx, scales } = chart;
  const { width, height } = sizeOf(chart, mark);
  for (const cell of mark.data) {
    const left = scales['x']!.getPixelForValue(cell.x) - width / 2;
    const top = scales['y']!.getPixelForValue(cell.y) - height / 2;
    drawCell(ctx, cell, { left, top, width, height }, theme);
  }
}

function drawCell(context: CanvasRenderingContext2D, cell: Cell, box: Box, theme: ChartTheme): void {
  const { left, top, width, height } = box;
  const side = Math.min(width, height);
  if (cell.isFaint) {
    context.fillStyle = theme.surface;
    context.globalAlpha = 0.72;
    context.fillRect(left, top, width, height);
    context.globalAlpha = 1;
  }
  if (cell.share === null && !cell.tint && side >= minEdgePx) {
    context.strokeStyle = theme.axis;
    context.lineWidth = 1;
    context.setLineDash([3, 3]);
    context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    context.setLineDash([]);
  }
  const ink = cell.share === null || cell.isFaint ? theme.text : textOnViridis(cell.share);
  if (side >= minLabelPx) {
    const [centre, middle] = [left + width / 2, top + height / 2];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = ink;
    const scale = theme.textScale;
    context.font = `${9 * scale}px ${theme.fontFamily}`;
    const hasNote =
      cell.note !== '' && height >= 34 * scale && width >= context.measureText(cell.note).width + 6;
    if (hasNote) context.fillText(cell.note, centre, middle + 9 * scale);
    context.font = chartFont(theme);
    const isRoomy = height >= minLabelPx * scale && width >= context.measureText(cell.text).width + 6;
    if (isRoomy) context.fillText(cell.text, centre, hasNote ? middle - 4 * scale : middle);
  }
  if (cell.hasDiverged) drawCross(context, cell.share === null, box, theme);
  if (cell.edge === 'best') drawOutline(context, box, theme);
  else if (cell.edge === 'near' && side >= minLabelPx) drawDots(context, box, ink);
}

function drawOutline(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  theme: ChartTheme,
): void {
  context.strokeStyle = theme.surface;
  context.lineWidth = 5;
  context.strokeRect(left + 1, top + 1, width - 2, height - 2);
  context.strokeStyle = theme.text;
  context.lineWidth = 2.5;
  context.strokeRect(left, top, width, height);
}

function drawDots(context: CanvasRenderingContext2D, box: Box, ink: string): void {
  context.fillStyle = ink;
  for (const x of [box.left + 6, box.left + box.width - 6]) {
    for (const y of [box.top + 6, box.top + box.height - 6]) {
      context.beginPath();
      context.arc(x, y, 1.75, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** In the middle if all runs diverged, otherwise small in a corner; on a disc, since many eyes cannot tell red from viridis. */
function drawCross(
  context: CanvasRenderingContext2D,
  isAlone: boolean,
  { left, top, width, height }: Box,
  theme: ChartTheme,
): void {
  const [x, y] = isAlone ? [left + width / 2, top + height / 2] : [left + width - 10, top + 10];
  const radius = isAlone ? 5 : 3;
  if (!isAlone) {
    context.fillStyle = theme.surface;
    context.beginPath();
    context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.strokeStyle = theme.danger;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - radius, y - radius);
  context.lineTo(x + radius, y + radius);
  context.moveTo(x + radius, y - radius);
  context.lineTo(x - radius, y + radius);
  context.stroke();
}
