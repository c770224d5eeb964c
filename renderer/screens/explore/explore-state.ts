import { findField } from '#api';
import { computed, type ComputedRef, type Ref } from 'vue';
import { type AddressKind, oneOfKind, orNone, useAddress } from '#data';
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

/** What the screen shows, as encoded in the address; null means the default for the runs. */
export interface ExploreState {
  readonly figure: ExploreFigure;
  /** The metric that decides which run is best. */
  readonly metric: string;
  /** Columns of parallel coordinates, from the left. */
  readonly columns: readonly string[] | null;
  readonly x: string | null;
  readonly y: string | null;
  readonly color: string | null;
  /** Scales and ends of axes, by field. */
  readonly axes: ReadonlyMap<string, AxisChoice>;
}

const mostColumns = 20;

const fieldKind: AddressKind<string> = { read: (name) => findField(name)?.name, write: String };

const fieldsKind: AddressKind<readonly string[]> = {
  read(text) {
    const names = allOf(text.split(',').map(fieldKind.read));
    return names && [...new Set(names)].slice(0, mostColumns);
  },
  write: (names) => names.join(),
};

/** `validation_loss:log:0.1:2,seed::3`; everything except the field may be empty. */
const axesKind: AddressKind<ExploreState['axes']> = {
  read(text) {
    const axes = allOf(text.split(',').map(readAxis));
    return axes && new Map(axes);
  },
  write: (axes) => [...axes].flatMap(([name, choice]) => writeAxis(name, choice) ?? []).join(),
};

/** Undefined if any item is. */
const allOf = <Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined =>
  items.every((item) => item !== undefined) ? items : undefined;

function readAxis(text: string): [string, AxisChoice] | undefined {
  const [given = '', scale = '', ...ends] = text.split(':');
  const name = fieldKind.read(given);
  const known = axisScales.find((one) => one === scale);
  const [from, to] = ends.map((end) => (end === '' ? undefined : Number(end)));
  const fits = ends.length <= 2 && [from, to].every((end) => end === undefined || Number.isFinite(end));
  if (name === undefined || (scale !== '' && known === undefined) || !fits) return undefined;
  return [name, { scale: known, from, to }];
}

function writeAxis(name: string, { scale, from, to }: AxisChoice): string | null {
  const text = [name, scale ?? '', from ?? '', to ?? ''].join(':').replace(/:+$/, '');
  return text === name ? null : text;
}

/** What the screen shows: it is in the address, so that Back, reload and a copied link show the same. */
export function useExploreState(): {
  readonly state: ComputedRef<ExploreState>;
  change(next: Partial<ExploreState>): void;
} {
  const field = (name: string) => useAddress(name, orNone(fieldKind), null);
  const parts: { readonly [Part in keyof ExploreState]: Ref<ExploreState[Part]> } = {
    figure: useAddress('figure', oneOfKind(exploreFigures.map(({ value }) => value)), 'parallel'),
    metric: useAddress('metric', fieldKind, 'validation_loss'),
    columns: useAddress('columns', orNone(fieldsKind), null),
    ...{ x: field('x'), y: field('y'), color: field('color') },
    axes: useAddress('axis', axesKind, new Map()),
  };
  const entries = Object.entries(parts) as [keyof ExploreState, Ref<unknown>][];
  return {
    state: computed(
      () => Object.fromEntries(entries.map(([name, part]) => [name, part.value])) as unknown as ExploreState,
    ),
    change(next) {
      for (const [name, part] of entries) if (name in next) part.value = next[name];
    },
  };
}
