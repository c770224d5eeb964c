import { configLeaves } from './config-fields.ts';
import { atEpoch, epochFields, metricFields } from './metric-fields.ts';
import { nearestWord } from './nearest-word.ts';
import { runFields } from './run-fields.ts';

/** `text` is compared without case, `time` is a moment, `duration` a number of milliseconds. */
export type FieldType = 'number' | 'text' | 'time' | 'duration';

/** What a filter can ask of a run, and a table can show and sort by. */
export interface Field {
  /** As it is written: `validation_loss`, `validation_loss@200`, `layers.0.units`. Case and underscores do not matter, nor dots in names of metrics. */
  readonly name: string;
  /** `run`: what a run is; `metric`: what it measured; `config`: a path of its config. */
  readonly group: 'run' | 'metric' | 'config';
  readonly type: FieldType;
  /** What it is, in a few words. */
  readonly about: string;
  /** All values that a text can have; none where it is free. */
  readonly values: readonly string[];
}

/** All fields; paths of layers have `N` for the layer's number. */
export const fieldTemplates: readonly Field[] = [
  ...runFields,
  ...metricFields,
  ...configLeaves.map(({ path, type, values }): Field => {
    return { name: path, group: 'config', type, about: 'config', values };
  }),
];

/** Other names, most of them those of the commands and of the table's columns. */
const otherNames: Readonly<Record<string, string>> = {
  createdAt: 'created',
  startedAt: 'started',
  endedAt: 'ended',
  durationMs: 'duration',
  tags: 'tag',
  layers: 'dense_layers',
  optimizer: 'optimizer.kind',
  learning_rate: 'optimizer.learningRate',
  generalization_gap: 'gap',
  'last.generalization_gap': 'gap',
};

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[_.]/g, '');
const byPlainName = new Map(fieldTemplates.map((field) => [plainName(field.name), field]));
const byEpochName = new Map(epochFields.map((field) => [plainName(field.name), field]));
for (const [other, name] of Object.entries(otherNames))
  byPlainName.set(plainName(other), byPlainName.get(plainName(name))!);

/** The number of a layer, between dots or at the end. */
const layerNumber = /\.(\d{1,2})(?=\.|$)/;
const layerPlace = /\.N(?=[.@]|$)/;

/** True for a template that stands for a field of each layer. */
export function isOfLayers({ name }: Field): boolean {
  return layerPlace.test(name);
}

/** The field of a name; null if there is none. */
export function findField(name: string): Field | null {
  const at = /^([^@]+)@(\d{1,8})$/.exec(name);
  if (at === null) return numbered(name, byPlainName);
  const metric = numbered(at[1]!, byEpochName);
  return metric && atEpoch(metric, Number(at[2]));
}

/** Of a layer's field the one of that layer. */
function numbered(name: string, known: ReadonlyMap<string, Field>): Field | null {
  const layer = layerNumber.exec(name)?.[1];
  const field = known.get(plainName(layer === undefined ? name : name.replace(layerNumber, '.N')));
  if (field === undefined || isOfLayers(field) !== (layer !== undefined)) return null;
  return layer === undefined ? field : ofLayer(field, Number(layer));
}

/** A layer's field, of one of them. */
export function ofLayer(field: Field, layer: number): Field {
  return {
    ...field,
    name: field.name.replace(layerPlace, `.${layer}`),
    about: field.about.replace('layer N', `layer ${layer}`),
  };
}

/** A field's name that was probably meant; null if none is near. */
export function suggestField(name: string): string | null {
  const at = /^([^@]+)(@\d{1,8})$/.exec(name);
  if (at !== null) {
    const metric = suggestAmong(at[1]!, epochFields, []);
    return metric && `${metric}${at[2]!}`;
  }
  return suggestAmong(name, fieldTemplates, Object.keys(otherNames));
}

function suggestAmong(name: string, fields: readonly Field[], others: readonly string[]): string | null {
  const near = nearestWord(name.replace(layerNumber, '.N'), [
    ...fields.map((field) => field.name),
    ...others,
  ]);
  const ending =
    near ?? fields.find((field) => plainName(field.name.split('.').at(-1)!) === plainName(name))?.name;
  return ending?.replace(layerPlace, `.${layerNumber.exec(name)?.[1] ?? '0'}`) ?? null;
}
