import type { DenseParameters, Histogram } from '#api';
import type { PlaneContent } from './boundaries/plane-content.ts';
import type { PlaneTiles } from './boundaries/plane-tile.ts';
import { emptyPlot, type ChartPlot, type Tint } from './chart-plot.ts';
import type { PanelContent } from './chart-state.ts';
import type { ColourScale, KeyMark } from './figure-legend.ts';
import type { FigureTable, TableSource } from './figure-table.ts';
import type { MarkerShape } from './palette.ts';
import type { AxisRange, AxisTick } from './ticks.ts';
import type { UnitMaps } from './units/unit-maps.ts';
import type { Option } from '#words';

export * from './chart-plot.ts';

/** Lines over epochs. */
export interface CurvesPlot {
  readonly kind: 'curves';
  readonly content: PanelContent;
  /** Drawn as separate charts instead. */
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
  /** Runs to highlight; null for none in particular. */
  readonly selected: ReadonlySet<string> | null;
}

/** The plane of two features, as a network sees it at one moment. */
export interface PlanePlot {
  readonly kind: 'plane';
  readonly content: PlaneContent;
  /** Spoken when it receives the focus, if it has keys; the screen handles them. */
  readonly keys?: string;
}

/** Outputs of a layer's units over the plane of two features at one moment, side by side. */
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

/** One unit: `broken` computes no number anywhere, `dead` outputs 0 for every sample. */
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

/** How values are distributed, with zero in the middle: small, next to others. */
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
  readonly ticks: readonly AxisTick[];
  /** A place in words. */
  describe(place: number): string;
}

/** A run across all columns; NaN where it has no place. */
export interface ColumnLine {
  readonly runId: string;
  readonly places: readonly number[];
  readonly tint: Tint;
  readonly isFaint: boolean;
  /** It ends in a cross before the first column where it has no place. */
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

/** The range of an axis covered by a brush, in places of that axis; `key` is the column's, or `x` or `y`. */
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
  /** A pale band behind what happened within it. */
  readonly isBand: boolean;
  /** Lies on a band. */
  readonly isOnBand: boolean;
  /** Written after it if there is room. */
  readonly name: string;
  /** The page it links to. */
  readonly path: string;
  /** Runs that a time range selects if they first start here; empty for the continuation of a run. */
  readonly runIds: readonly string[];
  describe(): readonly string[];
}

/** What happened when. */
export interface SpansPlot {
  readonly kind: 'spans';
  /** Milliseconds since 1970. */
  readonly range: AxisRange;
  /** The part of the range shown until the user zooms, and again whenever the name changes; null for all of it. */
  readonly opens: { readonly name: string; readonly range: AxisRange | null };
  readonly rows: number;
  /** By row, then by start; a band comes before the bars on it. */
  readonly bars: readonly SpanBar[];
  /** From one row down to another, at a time. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly at: number }[];
  /** Moments worth a mark. */
  readonly moments: readonly { readonly row: number; readonly at: number }[];
  ticks(range: AxisRange, most: number): readonly AxisTick[];
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

/** A mark and its meaning. */
export interface LegendEntry {
  readonly label: string;
  readonly tint: Tint;
  readonly mark: KeyMark;
  /** The group of marks that it switches. */
  readonly group?: string;
  /** The marker along its line, for lines that share a colour. */
  readonly marker?: MarkerShape;
}

/** A choice offered by a figure; its value comes back in the choices the figure is made from. */
export interface Control {
  readonly key: string;
  readonly label: string;
  readonly value: string | number;
  readonly options: readonly Option<string | number>[];
  /** Few options, shown side by side. */
  readonly isSegmented?: boolean;
  /** The options speak for themselves: the label is only for screen readers. */
  readonly isBare?: boolean;
}

/** The chosen values, by the control's key; the figure has a default for any that are missing. */
export type Choices = Readonly<Record<string, string | number>>;

/** A figure as a value: everything shown, said and saved. Plain data, so that it can be tested, stored and drawn anywhere. */
export interface Figure {
  /** Base name of saved files. */
  readonly key: string;
  readonly title: string;
  readonly unit?: string | undefined;
  /** What is shown and when it is misleading. */
  readonly explanation?: string | undefined;
  /** Shown beside the title: how to read the figure. */
  readonly note?: string | undefined;
  /** What the numbers say; null until they are complete, absent if they are not put into words. */
  readonly finding?: string | null | undefined;
  /** Shown instead of the plot if there is nothing to draw. */
  readonly message?: string | null | undefined;
  readonly controls?: readonly Control[] | undefined;
  /** Whether values are on a logarithmic axis; absent if they cannot be. The choice has the key `scaleChoice`. */
  readonly isLogarithmic?: boolean | undefined;
  /** The name of that choice; `log y` by default. */
  readonly scaleLabel?: string;
  /** A few values far from all others: the most extreme, and whether they may leave the frame. The choice's key is `outliersChoice`. */
  readonly outliers?: { readonly extreme: number; readonly isIgnored: boolean } | undefined;
  readonly legend?: readonly LegendEntry[];
  /** `title`: beside the title if short. `pictures`: only in saved pictures, as the page names its lines. By default below the title. */
  readonly legendPlace?: 'title' | 'pictures' | undefined;
  readonly scale?: ColourScale | undefined;
  readonly plot: Plot;
  /** The numbers shown: exactly these go into the CSV. */
  readonly table: TableSource;
  /** The table lacks recorded points: a file made from it would be wrong. */
  readonly isThinned?: boolean | undefined;
  /** Everything recorded, minus what is switched off, if the table lacks some of it: this goes into a file. */
  readonly wholeTable?: ((hidden: ReadonlySet<string>) => Promise<FigureTable>) | undefined;
}

/** What a figure shows that has nothing but a message. */
export const nothingShown: Pick<Figure, 'plot' | 'table'> = {
  plot: emptyPlot,
  table: { columns: [], rows: [] },
};

/** The choice next to a figure's title between `linear` and `logarithmic` values. */
export const scaleChoice = 'scale';

/** The choice, in the same place, between outliers that are `shown` and `ignored`. */
export const outliersChoice = 'outliers';

/** A figure's title with its unit. */
export function fullTitle({ title, unit }: Pick<Figure, 'title' | 'unit'>): string {
  return unit === undefined ? title : `${title} (${unit})`;
}
