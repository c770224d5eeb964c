import { z } from 'zod';
import { maxFilterLength, later } from '#experiments';
import { defaultTableLayout, tableLayout, type LayoutColumn, type TableLayout } from './table-layout.ts';

/** The preference that stores views, by their ids. */
export const runViewsKey = 'runs.views';

const viewName = later(() => z.string().trim().min(1).max(60));

/** Metrics that the curves beside the history can show. */
export const viewCharts = ['loss', 'accuracy', 'gap'] as const;
export type ViewChart = (typeof viewCharts)[number];

/** A saved view of the history: which runs, the layout of their table, and the pane beside it. */
export interface RunView {
  readonly name: string;
  /** In the filter language; a filter that this version cannot parse is kept as it is. */
  readonly filter: string;
  readonly layout: TableLayout;
  /** Whether the pane with the curves is open; null leaves it unchanged. */
  readonly isPeekOpen: boolean | null;
  /** The metric of its curves; null leaves it unchanged. */
  readonly chart: ViewChart | null;
}

/** The view as far as it could be read, and the parts that could not, as the end of a sentence: `its columns`. */
export interface ReadView {
  readonly view: RunView;
  readonly lost: readonly string[];
}

/** `place` is the view's position among the others. */
const knownFields = new Set(['name', 'filter', 'layout', 'isPeekOpen', 'chart', 'place']);
const layoutFields = tableLayout.shape;

/**
 * Reads a view as far as this version supports it: unknown parts of one that was edited or written by a newer version are skipped. Null if
 * it has no name.
 */
export function readRunView(stored: unknown): ReadView | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const given = stored as Readonly<Record<string, unknown>>;
  const name = viewName.safeParse(given['name']);
  if (!name.success) return null;
  const lost: string[] = [];
  const filter = z.string().max(maxFilterLength).default('').safeParse(given['filter']);
  if (!filter.success) lost.push('its filter');
  const isPeekOpen = z.boolean().nullable().default(null).safeParse(given['isPeekOpen']);
  if (!isPeekOpen.success) lost.push('its pane');
  const chart = z.enum(viewCharts).nullable().default(null).safeParse(given['chart']);
  if (!chart.success) lost.push('its chart');
  const layout = readLayout(given['layout'], lost);
  const others = Object.keys(given).filter((key) => !knownFields.has(key));
  if (others.length > 0) lost.push(...others);
  return {
    view: {
      name: name.data,
      filter: filter.data ?? '',
      layout,
      isPeekOpen: isPeekOpen.data ?? null,
      chart: chart.data ?? null,
    },
    lost,
  };
}

/** `view` in the form that replaces the stored one, keeping what this version could not read. */
export function replacedView(stored: unknown, view: RunView): Readonly<Record<string, unknown>> {
  const given = z.looseObject({ layout: z.looseObject({ columns: z.unknown() }) }).safeParse(stored).data;
  if (given === undefined) return { ...view };
  const { columns } = given.layout;
  const unread = Array.isArray(columns) ? columns.filter((column) => !isReadable(column)) : [];
  return {
    ...view,
    layout: { ...given.layout, ...view.layout, columns: [...view.layout.columns, ...(unread as unknown[])] },
  };
}

const isReadable = (column: unknown): boolean => layoutFields.columns.safeParse([column]).success;

function readLayout(stored: unknown, lost: string[]): TableLayout {
  if (stored === undefined) return defaultTableLayout;
  if (typeof stored !== 'object' || stored === null) {
    lost.push('its columns');
    return defaultTableLayout;
  }
  const given = stored as Readonly<Record<string, unknown>>;
  const read = <Key extends keyof TableLayout>(key: Key, words: string): TableLayout[Key] => {
    if (given[key] === undefined) return defaultTableLayout[key];
    const parsed = layoutFields[key].safeParse(given[key]);
    if (!parsed.success) lost.push(words);
    return (parsed.data ?? defaultTableLayout[key]) as TableLayout[Key];
  };
  lost.push(...Object.keys(given).filter((key) => !Object.hasOwn(layoutFields, key)));
  return {
    columns: readColumns(given['columns'], lost),
    sort: read('sort', 'its order'),
    groupBy: read('groupBy', 'its groups'),
    foldsSweeps: read('foldsSweeps', 'how it folds sweeps'),
    onlyDiffering: read('onlyDiffering', 'which columns it shows'),
  };
}

/** The columns that can be read. */
function readColumns(stored: unknown, lost: string[]): LayoutColumn[] {
  if (stored === undefined) return [...defaultTableLayout.columns];
  const whole = layoutFields.columns.safeParse(stored);
  if (whole.success) return whole.data;
  lost.push('some of its columns');
  if (!Array.isArray(stored)) return [...defaultTableLayout.columns];
  const columns = stored.flatMap((column: unknown): LayoutColumn[] => {
    const alone = layoutFields.columns.safeParse([column]);
    return alone.success ? alone.data : [];
  });
  return [...new Map(columns.map((column) => [column.id, column])).values()].slice(0, 200);
}

const format = 'lambdascope-views';
const version = 1;
/** A file of views, for a colleague or another machine. */
const viewsFile = later(() =>
  z.looseObject({
    format: z.literal(format),
    version: z.int().min(1),
    views: z.array(z.unknown()).max(1000),
  }),
);

export function writeViewsFile(views: readonly RunView[]): string {
  const plain = views.map(({ name, filter, layout, isPeekOpen, chart }) => {
    return { name, filter, layout, isPeekOpen, chart };
  });
  return `${JSON.stringify({ format, version, views: plain }, null, 2)}\n`;
}

/** The views in a file, and a sentence on what was skipped, or why there are none. */
export interface ReadViewsFile {
  readonly views: readonly RunView[];
  readonly notice: string | null;
}

export function readViewsFile(text: string): ReadViewsFile {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { views: [], notice: 'This is not JSON; allowed: a file of views, as written by Export views.' };
  }
  const file = viewsFile.safeParse(given);
  if (!file.success) {
    return {
      views: [],
      notice: 'This file contains no views; allowed: a file of views, as written by Export views.',
    };
  }
  const read = file.data.views.map(readRunView);
  const views = read.flatMap((one) => (one ? [one.view] : []));
  const lost = new Set(read.flatMap((one) => one?.lost ?? []));
  const unnamed = read.filter((one) => one === null).length;
  return { views, notice: lostSentence({ lost: [...lost], unnamed, isNewer: file.data.version > version }) };
}

/** A sentence on what was skipped in one or several views; null if nothing was. */
export function lostSentence({
  lost,
  unnamed = 0,
  isNewer = false,
}: {
  readonly lost: readonly string[];
  readonly unnamed?: number;
  readonly isNewer?: boolean;
}): string | null {
  const parts = [
    ...(lost.length > 0 ? [`skipped, as this version does not support it: ${lost.join(', ')}`] : []),
    ...(unnamed > 0 ? [`${unnamed} without a name`] : []),
  ];
  if (parts.length === 0)
    return isNewer ? 'Written by a newer version; everything in it could be read.' : null;
  return `${isNewer ? 'Written by a newer version: ' : ''}${parts.join('; ')}.`.replace(/^./, (first) => first.toUpperCase()); // oxfmt-ignore
}
