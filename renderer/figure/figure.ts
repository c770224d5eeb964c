import type { DenseParameters, Histogram } from '#api';
import type { PlaneContent } from './boundaries/plane-content.ts';
import type { PlaneTiles } from './boundaries/plane-tile.ts';
import type { ChartPlot, Tint } from './chart-plot.ts';
import type { PanelContent } from './chart-state.ts';
import type { ColourScale, KeyMark } from './figure-legend.ts';
import type { FigureTable, TableSource } from './figure-table.ts';
import type { MarkerShape } from './palette.ts';
import type { AxisRange } from './ticks.ts';
import type { UnitMaps } from './units/unit-maps.ts';

export * from './chart-plot.ts';

/** Lines over epochs. */
export interface CurvesPlot {
  readonly kind: 'curves';
  readonly content: PanelContent;
  /** Drawn apart from each other instead. */
  readonly panels?: readonly CurvesPanel[];
}

/** One of several charts of curves. */
export interface CurvesPanel {
  readonly title: string;
  readonly content: PanelContent;
}

/** Decision regions side by side. */
export interface PlanesPlot {
  readonly kind: 'planes';
  readonly content: PlaneTiles;
  /** Runs to bring out; null for all alike. */
  readonly selected: ReadonlySet<string> | null;
}

/** The plane of two features, as a network sees it at one moment. */
export interface PlanePlot {
  readonly kind: 'plane';
  readonly content: PlaneContent;
  /** Said to whom it is focused by, where keys move it: they are the screen's. */
  readonly keys?: string;
}

/** What units of a layer put out over the plane of two features at one moment, side by side. */
export interface UnitsPlot {
  readonly kind: 'units';
  readonly label: string;
  /** null while they are worked out. */
  readonly maps: UnitMaps | null;
  readonly tiles: readonly UnitTile[];
  /** Index of the tile that is pointed at. */
  readonly marked: number | null;
  /** What is told of it. */
  readonly told: string;
  /** Said to whom it is focused by. */
  readonly keys: string;
}

/** One unit: `broken` computes no number anywhere, `dead` puts out 0 for every sample. */
export interface UnitTile {
  readonly name: string;
  readonly state: 'live' | 'dead' | 'broken';
}

/** A unit of a dense layer, both counted from 0. */
export interface MarkedUnit {
  readonly dense: number;
  readonly unit: number;
}

/** A network with its weights at one moment, each an edge. */
export interface NetworkPlot {
  readonly kind: 'network';
  readonly label: string;
  readonly layers: readonly DenseParameters[];
  /** Brought out, its edges before all others. */
  readonly marked: MarkedUnit | null;
}

/** How many values fall where, zero in the middle: small beside others. */
export interface SpreadPlot {
  readonly kind: 'spread';
  readonly label: string;
  readonly counted: Histogram;
  readonly tint: Tint;
}

/** A column of parallel coordinates. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly range: AxisRange;
  readonly ticks: readonly { readonly position: number; readonly label: string }[];
  /** A place in words. */
  describe(place: number): string;
}

/** A run across all columns; NaN where it has no place. */
export interface ColumnLine {
  readonly runId: string;
  readonly places: readonly number[];
  readonly tint: Tint;
  readonly isFaint: boolean;
  /** It ended in a cross before the first column on which it has no place. */
  readonly isBroken: boolean;
  /** The run in words. */
  describe(): string;
}

/** Parallel coordinates. */
export interface ColumnsPlot {
  readonly kind: 'columns';
  readonly columns: readonly Column[];
  readonly lines: readonly ColumnLine[];
}

/** A stretch of an axis that a brush covers, in its places; `key` is the column's, or `x` or `y`. */
export interface PlaceSpan {
  readonly key: string;
  readonly low: number;
  readonly high: number;
}

/** A stretch of time in a row. */
export interface SpanBar {
  readonly row: number;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly tint: Tint;
  readonly isFaint: boolean;
  /** A band with what happened inside it: it lies behind, and pale. */
  readonly isBand: boolean;
  /** On a band. */
  readonly isOnBand: boolean;
  /** Written after it where there is room. */
  readonly name: string;
  /** The page that it leads to. */
  readonly path: string;
  /** Runs that a range of time takes by their first start; none of what goes on with a run. */
  readonly runIds: readonly string[];
  describe(): readonly string[];
}

/** What happened when. */
export interface SpansPlot {
  readonly kind: 'spans';
  /** Milliseconds since 1970. */
  readonly range: AxisRange;
  /** The part of the range that is shown until somebody zooms, and again whenever it has another name; null for all. */
  readonly opens: { readonly name: string; readonly range: AxisRange | null };
  readonly rows: number;
  /** By row, then by their start; a band before what is on it. */
  readonly bars: readonly SpanBar[];
  /** From a row down to another, at a time. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly at: number }[];
  /** Moments worth a mark. */
  readonly moments: readonly { readonly row: number; readonly at: number }[];
  ticks(range: AxisRange, most: number): readonly { readonly position: number; readonly label: string }[];
}

export type Plot =
  | ChartPlot
  | CurvesPlot
  | PlanesPlot
  | PlanePlot
  | UnitsPlot
  | NetworkPlot
  | SpreadPlot
  | ColumnsPlot
  | SpansPlot;

/** A look and what it means. */
export interface LegendEntry {
  readonly label: string;
  readonly tint: Tint;
  readonly mark: KeyMark;
  /** The marks that it switches. */
  readonly group?: string;
  /** Along its line, where lines share a colour. */
  readonly marker?: MarkerShape;
}

/** A choice that a figure offers; its value comes back in the choices of which the figure is made. */
export interface Control {
  readonly key: string;
  readonly label: string;
  readonly value: string | number;
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
  /** Few options, seen side by side. */
  readonly isSegmented?: boolean;
  /** The options say what is chosen: the label is for those who do not see them. */
  readonly isBare?: boolean;
}

/** What was chosen, by the control's key; a figure has its own answer for what was not. */
export type Choices = Readonly<Record<string, string | number>>;

/** A figure as a value: all that is seen, said and saved. Plain data, so that it can be tested, stored and drawn anywhere. */
export interface Figure {
  /** Name of the files saved, without ending. */
  readonly key: string;
  readonly title: string;
  readonly unit?: string | undefined;
  /** What is shown and when it misleads. */
  readonly explanation?: string | undefined;
  /** Said beside the title: how to read it. */
  readonly note?: string | undefined;
  /** What the numbers say; null while they are not all there, absent where they are not put into words. */
  readonly finding?: string | null | undefined;
  /** Said instead of the plot while there is nothing to draw. */
  readonly message: string | null;
  readonly controls: readonly Control[];
  /** Whether values stand on a logarithmic axis; absent where they cannot. Chosen under `scaleChoice`. */
  readonly isLogarithmic?: boolean | undefined;
  /** What the choice of it is called; `log y` without it. */
  readonly scaleLabel?: string;
  /** A few values far from all others: the most extreme, and whether they may leave the frame. Chosen under `outliersChoice`. */
  readonly outliers?: { readonly extreme: number; readonly isIgnored: boolean } | undefined;
  readonly legend: readonly LegendEntry[];
  /** Beside the title where it is short, on saved pictures alone where the page names its lines; else below the title. */
  readonly legendPlace?: 'title' | 'pictures' | undefined;
  readonly scale?: ColourScale | undefined;
  readonly plot: Plot;
  /** The numbers shown: exactly these go into the CSV. */
  readonly table: TableSource;
  /** The table lacks points that were recorded: a file of it would say what is not so. */
  readonly isThinned?: boolean | undefined;
  /** All that was recorded, without what is switched off, where the table lacks some of it: a file has that. */
  readonly wholeTable?: ((hidden: ReadonlySet<string>) => Promise<FigureTable>) | undefined;
}

/** The choice, made beside a figure's title, between `linear` and `logarithmic` values. */
export const scaleChoice = 'scale';

/** The choice, made there as well, between outliers that are `shown` and `ignored`. */
export const outliersChoice = 'outliers';

/** A figure's title with its unit. */
export function fullTitle({ title, unit }: Pick<Figure, 'title' | 'unit'>): string {
  return unit === undefined ? title : `${title} (${unit})`;
}
