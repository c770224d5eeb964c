import { findField } from '#api';
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { AxisChoice } from '../../figures/explore/field-axis.ts';
import { axisScales } from '../../figures/explore/axis-scale.ts';

export const exploreFigures = [
  { value: 'parallel', label: 'Parallel' },
  { value: 'scatter', label: 'Scatter' },
  { value: 'importance', label: 'Importance' },
  { value: 'contour', label: 'Contour' },
  { value: 'slices', label: 'Slices' },
  { value: 'timeline', label: 'Timeline' },
] as const;
export type ExploreFigure = (typeof exploreFigures)[number]['value'];

/** What the screen shows, as the address has it; null is what suits the runs. */
export interface ExploreState {
  readonly figure: ExploreFigure;
  /** The metric that tells which run is best. */
  readonly metric: string;
  /** Of parallel coordinates, from the left. */
  readonly columns: readonly string[] | null;
  readonly x: string | null;
  readonly y: string | null;
  readonly color: string | null;
  /** Scales and ends of axes, by their field. */
  readonly axes: ReadonlyMap<string, AxisChoice>;
}

const defaultMetric = 'validation_loss';
const mostColumns = 20;

/** Reads an address; what nobody knows is left out, see `unknownParts`. */
export function readState(query: LocationQuery): ExploreState {
  const text = (key: string): string | null => (typeof query[key] === 'string' ? query[key] : null);
  const field = (key: string): string | null => fieldName(text(key));
  const columns = text('columns')
    ?.split(',')
    .flatMap((name) => fieldName(name) ?? []);
  return {
    figure: exploreFigures.find(({ value }) => value === text('figure'))?.value ?? 'parallel',
    metric: field('metric') ?? defaultMetric,
    columns:
      columns === undefined || columns.length === 0 ? null : [...new Set(columns)].slice(0, mostColumns),
    x: field('x'),
    y: field('y'),
    color: field('color'),
    axes: new Map([query['axis'] ?? []].flat().flatMap((axis) => readAxis(axis ?? ''))),
  };
}

/** What an address asks for that nobody knows, by the name of its entry. */
export function unknownParts(query: LocationQuery): [name: string, text: string][] {
  const known = (name: string, text: string): boolean => {
    if (name === 'figure') return exploreFigures.some(({ value }) => value === text);
    if (name === 'axis') return readAxis(text).length > 0;
    return fieldName(text) !== null;
  };
  return ['figure', 'metric', 'x', 'y', 'color', 'columns', 'axis'].flatMap((name) =>
    [query[name] ?? []]
      .flat()
      .flatMap((text) => (name === 'columns' ? (text?.split(',') ?? []) : (text ?? [])))
      .filter((text) => !known(name, text))
      .map((text): [string, string] => [name, text]),
  );
}

/** The entries of an address that say the same; those that are not given are taken out of it. */
export function writeState(state: ExploreState): LocationQueryRaw {
  const { figure, metric, columns, x, y, color, axes } = state;
  const choices = [...axes].flatMap(([name, choice]) => writeAxis(name, choice) ?? []);
  return {
    figure: figure === 'parallel' ? undefined : figure,
    metric: metric === defaultMetric ? undefined : metric,
    columns: columns?.join(','),
    x: x ?? undefined,
    y: y ?? undefined,
    color: color ?? undefined,
    axis: choices.length === 0 ? undefined : choices,
  };
}

function fieldName(name: string | null): string | null {
  return name === null ? null : (findField(name)?.name ?? null);
}

/** `validation_loss:log:0.1:2`; each part but the first may be empty. */
function readAxis(text: string): [string, AxisChoice][] {
  const [given = '', scale, from, to] = text.split(':');
  const name = fieldName(given);
  if (name === null) return [];
  const end = (value: string | undefined): number | undefined => {
    const number = value === undefined || value === '' ? NaN : Number(value);
    return Number.isFinite(number) ? number : undefined;
  };
  return [[name, { scale: axisScales.find((known) => known === scale), from: end(from), to: end(to) }]];
}

function writeAxis(name: string, { scale, from, to }: AxisChoice): string | null {
  const text = [name, scale ?? '', from ?? '', to ?? ''].join(':').replace(/:+$/, '');
  return text === name ? null : text;
}
