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

/** Those that no config has. */
export const ownFields: readonly Field[] = [...runFields, ...metricFields];

let configFields: readonly Field[] | undefined;

/** All fields; paths of layers have `N` for the layer's number. The schema of configs is made for it. */
export function fieldTemplates(): readonly Field[] {
  configFields ??= configLeaves().map(({ path, type, values }): Field => {
    return { name: path, group: 'config', type, about: 'config', values };
  });
  return [...ownFields, ...configFields];
}

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
const byPlainName = (fields: readonly Field[]): Map<string, Field> =>
  new Map(fields.map((field) => [plainName(field.name), field]));
const ownByName = byPlainName(ownFields);
const epochByName = byPlainName(epochFields);
const usualNames = new Map(
  Object.entries(otherNames).map(([other, name]) => [plainName(other), plainName(name)]),
);

let allByName: ReadonlyMap<string, Field> | undefined;

/** Most that is asked for is in no config, and needs no schema of it. */
function findPlain(plain: string): Field | undefined {
  const usual = usualNames.get(plain) ?? plain;
  return ownByName.get(usual) ?? (allByName ??= byPlainName(fieldTemplates())).get(usual);
}

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
  if (at === null) return numbered(name, findPlain);
  const metric = numbered(at[1]!, (plain) => epochByName.get(plain));
  return metric && atEpoch(metric, Number(at[2]));
}

/** Of a layer's field the one of that layer. */
function numbered(name: string, find: (plain: string) => Field | undefined): Field | null {
  const layer = layerNumber.exec(name)?.[1];
  const field = find(plainName(layer === undefined ? name : name.replace(layerNumber, '.N')));
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
  return suggestAmong(name, fieldTemplates(), Object.keys(otherNames));
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
