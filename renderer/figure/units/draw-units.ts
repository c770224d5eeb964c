import { chartFont, type ChartTheme } from '../chart-theme.ts';
import type { UnitsPlot } from '../figure.ts';
import { tileCorner, tileLayout, type TileLayout } from './tile-layout.ts';
import type { Sheet } from '../weights/network-drawing.ts';

const hatchPx = 7;
/** Said after a unit's name where there is room. */
const stateWords = { live: '', dead: ' dead', broken: ' NaN' } as const;

/** Where the tiles of a plot stand on a sheet. */
export function unitsLayout(
  { tiles }: UnitsPlot,
  { width, height }: Pick<Sheet, 'width' | 'height'>,
  theme: ChartTheme,
): TileLayout {
  return tileLayout(tiles.length, width, height, 14 * theme.textScale);
}

/** Draws every unit's outputs over the plane, its name below: crossed out where it is dead, hatched where it computes no number. */
export function drawUnits(sheet: Sheet, plot: UnitsPlot, theme: ChartTheme): void {
  const { context } = sheet;
  const { maps, tiles, marked } = plot;
  const layout = unitsLayout(plot, sheet, theme);
  const { side } = layout;
  if (!maps || side < 1) return;
  context.font = chartFont(theme);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineCap = 'butt';
  tiles.forEach(({ name, state }, index) => {
    const { x, y } = tileCorner(layout, index);
    context.save();
    context.translate(x, y);
    context.beginPath();
    context.rect(0, 0, side, side);
    context.clip();
    if (state === 'broken') hatch(context, side, theme);
    if (state === 'dead') {
      context.fillStyle = theme.grid;
      context.fillRect(0, 0, side, side);
      context.globalAlpha = 0.3;
    }
    const { cells } = maps;
    context.drawImage(maps.picture, 0, index * cells, cells, cells, 0, 0, side, side);
    strokeLines(context, maps.lines[index]!, side, theme);
    context.globalAlpha = 1;
    if (state === 'dead') crossOut(context, side, theme);
    context.restore();
    const isMarked = index === marked;
    context.strokeStyle = isMarked ? theme.text : theme.axis;
    context.lineWidth = isMarked ? 2 : 1;
    context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
    context.fillStyle = isMarked ? theme.text : theme.muted;
    const said = `${name}${stateWords[state]}`;
    const shown = context.measureText(said).width <= side + 4 ? said : name;
    context.fillText(shown, x + side / 2, y + side + layout.textPx / 2 + 1, side + 4);
  });
}

function strokeLines(
  context: CanvasRenderingContext2D,
  lines: Float32Array,
  side: number,
  theme: ChartTheme,
) {
  if (lines.length === 0) return;
  context.beginPath();
  for (let index = 0; index < lines.length; index += 4) {
    context.moveTo(lines[index]! * side, (1 - lines[index + 1]!) * side);
    context.lineTo(lines[index + 2]! * side, (1 - lines[index + 3]!) * side);
  }
  context.lineWidth = 1;
  context.strokeStyle = theme.muted;
  context.stroke();
}

function crossOut(context: CanvasRenderingContext2D, side: number, theme: ChartTheme): void {
  context.beginPath();
  context.moveTo(0, side);
  context.lineTo(side, 0);
  context.lineWidth = 1;
  context.strokeStyle = theme.axis;
  context.stroke();
}

function hatch(context: CanvasRenderingContext2D, side: number, theme: ChartTheme): void {
  context.beginPath();
  for (let at = hatchPx / 2; at < 2 * side; at += hatchPx) {
    context.moveTo(at, 0);
    context.lineTo(at - side, side);
  }
  context.lineWidth = 1;
  context.strokeStyle = theme.axis;
  context.stroke();
}
