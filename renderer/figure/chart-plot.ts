import type { AxisRange } from './ticks.ts';

/** What a colour means; the theme says what it looks like. */
export type Tint = (
  | /** A run, a quantity or a layer: its place in the palette. */ { readonly slot: number }
  | /** A place on the scale of a lambda, 0 to 1. */ { readonly share: number }
  | { readonly role: 'text' | 'muted' | 'faint' | 'danger' | 'grid' }
) & {
  /** 0 to 1; 1 without it. */
  readonly opacity?: number;
};

/** Something that a figure shows: where it stands, what is told of it, and the runs behind it. */
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
  readonly runIds: readonly string[];
  /** Takes the place of its mark's. */
  readonly tint?: Tint;
  readonly shape?: Shape;
  /** Steps back, as what is not selected does. */
  readonly isFaint?: boolean;
  /** It has no value and stands at the edge: no rectangle selects it. */
  readonly isOutside?: boolean;
  /** Choosing it goes to this epoch. */
  readonly epoch?: number;
}

export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
export type LineLook = 'solid' | 'dashed' | 'dotted';

export interface PointsMark {
  readonly kind: 'points';
  readonly name: string;
  /** Of the panels; the only one without it. */
  readonly panel?: string;
  /** What the legend switches. */
  readonly group?: string;
  readonly tint: Tint;
  readonly shape?: Shape;
  readonly radiusPx?: number;
  /** Joined by a line; without it they stand alone. */
  readonly line?: LineLook;
  /** Steps back behind another that is brought forward. */
  readonly isFaint?: boolean;
  /** Joined to this place on x. */
  readonly stemFrom?: number;
  readonly data: readonly Datum[];
}

/** A square of a matrix of equal squares. */
export interface Cell extends Datum {
  /** Place on the scale of colours; null where it has no value. */
  readonly share: number | null;
  /** Written into it where there is room. */
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

/** A line from top to bottom, with its word above. */
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

/** The surface below its points, down to those of the area before it, the first down to 0. */
export interface AreaMark {
  readonly kind: 'area';
  readonly name: string;
  readonly tint: Tint;
  readonly data: readonly Datum[];
}

/** Values over a plane, between points that were measured: filled by their level, behind all else. */
export interface SurfaceMark {
  readonly kind: 'surface';
  /** Places of the points, with how far up the scale of colours each is, 0 to 1. */
  readonly data: readonly { readonly x: number; readonly y: number; readonly share: number }[];
  readonly triangles: readonly (readonly [a: number, b: number, c: number])[];
  /** Where one level ends and the next begins, ascending within 0 to 1. */
  readonly levels: readonly number[];
}

export type Mark = PointsMark | CellsMark | RuleMark | BoxesMark | AreaMark | SurfaceMark;

export interface Axis {
  readonly title: string;
  readonly range: AxisRange;
  /** Where they are not round numbers. */
  readonly ticks?: readonly { readonly position: number; readonly label: string }[];
  readonly isLogarithmic?: boolean;
  /** Between a slot for 0 and a logarithmic rest. */
  readonly breakAt?: number | null;
  /** Many long labels stand steeply, so that all have room. */
  readonly isSteep?: boolean;
}

/** One of several y axes above each other. */
export interface Panel extends Axis {
  readonly id: string;
  /** Share of the height, relative to the others. */
  readonly weight: number;
}

export interface ChartPlot {
  readonly kind: 'chart';
  readonly x: Axis;
  /** From the top. */
  readonly y: readonly Panel[];
  /** From the top, too: the first is painted over the others. */
  readonly marks: readonly Mark[];
  /** A rectangle selects the runs inside. */
  readonly isBrushable?: boolean;
  /** The pointer reads everything at its place on x, however far above or below. */
  readonly isReadAlongX?: boolean;
  /** What it takes: a lower pane scrolls, and the x axis stands above. */
  readonly heightPx?: number;
  /** As it is saved, where its shape matters. */
  readonly pictureSize?: { readonly widthPx: number; readonly heightPx: number };
}

/** The plot of a figure that has only a message. */
export const emptyPlot: ChartPlot = {
  kind: 'chart',
  x: { title: '', range: { min: 0, max: 1 } },
  y: [],
  marks: [],
};
