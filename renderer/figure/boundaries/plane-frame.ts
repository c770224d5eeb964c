import type { PlaneGrid } from '#api';
import { formatTicks, linearTicks } from '../ticks.ts';

/** The position of a square plane on a canvas, in pixels, and its axes. */
export interface PlaneFrame {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly xTicks: readonly PlaneTick[];
  readonly yTicks: readonly PlaneTick[];
  /** From plane coordinates to pixels. */
  toX(x: number): number;
  toY(y: number): number;
}

export interface PlaneTick {
  readonly at: number;
  readonly label: string;
}

const axes = { left: 44, bottom: 34, top: 8, right: 14 };
const bare = { left: 0, bottom: 0, top: 0, right: 0 };
const pxPerTick = 60;

/** The largest square that fits with axes on the left and below, or without axes if `plain`. The room for axes grows with the text. */
export function planeFrame(
  plane: PlaneGrid,
  widthPx: number,
  heightPx: number,
  plain = false,
  textScale = 1,
): PlaneFrame {
  const margin = plain ? bare : { ...axes, left: axes.left * textScale, bottom: axes.bottom * textScale };
  const side = Math.max(
    1,
    Math.min(widthPx - margin.left - margin.right, heightPx - margin.top - margin.bottom),
  );
  const left = margin.left + Math.round((widthPx - margin.left - margin.right - side) / 2);
  const top = margin.top + Math.round((heightPx - margin.top - margin.bottom - side) / 2);
  const toX = (x: number): number => left + ((x - plane.xMin) / (plane.xMax - plane.xMin)) * side;
  const toY = (y: number): number => top + ((plane.yMax - y) / (plane.yMax - plane.yMin)) * side;
  const ticks = (min: number, max: number, place: (value: number) => number): PlaneTick[] => {
    const values = linearTicks(
      { min, max },
      Math.max(2, Math.min(7, Math.floor(side / (pxPerTick * textScale)))),
    );
    const labels = formatTicks(values);
    return values.map((value, index) => ({ at: place(value), label: labels[index]! }));
  };
  return {
    left,
    top,
    side,
    toX,
    toY,
    xTicks: plain ? [] : ticks(plane.xMin, plane.xMax, toX),
    yTicks: plain ? [] : ticks(plane.yMin, plane.yMax, toY),
  };
}
