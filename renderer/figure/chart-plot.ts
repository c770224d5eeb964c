import type { AxisRange, AxisTick } from './ticks.ts';

/** What a colour means; the theme decides how it looks. */
export type Tint = (
  | /** A run, a quantity or a layer: its place in the palette. */ { readonly slot: number }
  | /** A position on the scale of a lambda, 0 to 1. */ { readonly share: number }
  | { readonly role: 'text' | 'muted' | 'faint' | 'danger' | 'grid' }
) & {
  /** 0 to 1; the default is 1. */
  readonly opacity?: number;
};

/** Something a figure shows: its position, its tooltip, and the runs behind it. */
export interface Datum {
  readonly x: number;
  readonly y: number;
  /** Ends of an interval along y, or along x. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly lowX?: number | undefined;
  readonly highX?: number | undefined;
  readonly title: string;
  readonly lines: readonly string[];
  /** None by default. */
  readonly runIds?: readonly string[];
  /** Overrides that of its mark. */
  readonly tint?: Tint;
  readonly shape?: Shape;
  /** Faded, like everything that is not selected. */
  readonly isFaint?: boolean;
  /** It has no value and sits at the edge: no rectangle selects it. */
  readonly isOutside?: boolean;
  /** Choosing it goes to this epoch. */
  readonly epoch?: number;
}

export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
export type LineLook = 'solid' | 'dashed' | 'dotted';

export interface PointsMark {
  readonly kind: 'points';
  readonly name: string;
  /** Id of its panel; needed only if there are several. */
  readonly panel?: string;
  /** The group that the legend switches. */
  readonly group?: string;
  readonly tint: Tint;
  readonly shape?: Shape;
  readonly radiusPx?: number;
  /** The line that joins the points; without it they stand alone. */
  readonly line?: LineLook;
  /** Faded behind another that is highlighted. */
  readonly isFaint?: boolean;
  /** The x position each point is joined to. */
  readonly stemFrom?: number;
  readonly data: readonly Datum[];
}

/** A cell in a matrix of equal squares. */
export interface Cell extends Datum {
  /** Position on the colour scale; null if it has no value. */
  readonly share: number | null;
  /** Written inside if there is room. */
  readonly text: string;
  readonly note: string;
  readonly edge: 'best' | 'near' | null;
  readonly hasDiverged: boolean;
}

export interface CellsMark {
  readonly kind: 'cells';
  readonly columns: number;
  readonly rows: number;
  readonly data: readonly Cell[];
}

/** A line from top to bottom, with its label above. */
export interface RuleMark {
  readonly kind: 'rule';
  readonly x: number;
  readonly label?: string;
  readonly look?: LineLook;
}

/** Rectangles from `lowX` to `highX` and from `low` to `high`: bars, stretches of time. */
export interface BoxesMark {
  readonly kind: 'boxes';
  readonly name: string;
  readonly tint: Tint;
  readonly data: readonly Datum[];
}

/** The surface from its points down to those of the previous area, or for the first down to 0. */
export interface AreaMark {
  readonly kind: 'area';
  readonly name: string;
  readonly tint: Tint;
  readonly data: readonly Datum[];
}

/** Values over a plane, interpolated between measured points: filled by level, behind everything else. */
export interface SurfaceMark {
  readonly kind: 'surface';
  /** Positions of the points, each with its place on the colour scale, 0 to 1. */
  readonly data: readonly { readonly x: number; readonly y: number; readonly share: number }[];
  readonly triangles: readonly (readonly [a: number, b: number, c: number])[];
  /** Boundaries between levels, ascending, within 0 to 1. */
  readonly levels: readonly number[];
}

export type Mark = PointsMark | CellsMark | RuleMark | BoxesMark | AreaMark | SurfaceMark;

export interface Axis {
  readonly title: string;
  readonly range: AxisRange;
  /** Given if they are not round numbers. */
  readonly ticks?: readonly AxisTick[];
  readonly isLogarithmic?: boolean;
  /** Between a slot for 0 and the logarithmic rest. */
  readonly breakAt?: number | null;
  /** Many long labels are set steeply, so that all fit. */
  readonly isSteep?: boolean;
}

/** One of several y axes, stacked vertically. */
export interface Panel extends Axis {
  readonly id: string;
  /** Share of the height, relative to the other panels. */
  readonly weight: number;
}

export interface ChartPlot {
  readonly kind: 'chart';
  readonly x: Axis;
  /** Top to bottom. */
  readonly y: readonly Panel[];
  /** Topmost first: the first is painted over the others. */
  readonly marks: readonly Mark[];
  /** Dragging a rectangle selects the runs inside. */
  readonly isBrushable?: boolean;
  /** The pointer reads everything at its x position, however far above or below. */
  readonly isReadAlongX?: boolean;
  /** The height it needs: a lower pane scrolls, and the x axis is at the top. */
  readonly heightPx?: number;
  /** Size of a saved picture, if its shape matters. */
  readonly pictureSize?: { readonly widthPx: number; readonly heightPx: number };
}

/** Red crosses in place of what has no value; no mark without data. */
export function crosses(data: readonly Datum[], look: Partial<PointsMark> = {}): PointsMark[] {
  const mark = { kind: 'points', name: 'diverged', tint: { role: 'danger' }, shape: 'cross' } as const;
  return data.length === 0 ? [] : [{ ...mark, ...look, data }];
}

/** The value axis of a plot with only one. */
export const oneAxis = (axis: Axis): Panel[] => [{ id: 'y', weight: 1, ...axis }];

/** The plot of a figure with nothing but a message. */
export const emptyPlot: ChartPlot = {
  kind: 'chart',
  x: { title: '', range: { min: 0, max: 1 } },
  y: [],
  marks: [],
};
