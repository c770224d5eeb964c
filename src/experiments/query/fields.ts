import { configLeaves } from './config-fields.ts';
import { atEpoch, epochFields, metricFields } from './metric-fields.ts';
import { nearestWord } from './nearest-word.ts';
import { runFields } from './run-fields.ts';

/** `text` is compared ignoring case, `time` is a moment, `duration` a number of milliseconds. */
export type FieldType = 'number' | 'text' | 'time' | 'duration';

/** Something about a run that a filter can query, and that a table can show and sort by. */
export interface Field {
  /**
   * The name as written: `validation_loss`, `validation_loss@200`, `layers.0.units`. Case and underscores do not matter, nor do dots in
   * metric names.
   */
  readonly name: string;
  /** `run`: a property of the run itself; `metric`: something it measured; `config`: a path of its config. */
  readonly group: 'run' | 'metric' | 'config';
  readonly type: FieldType;
  /** A short description. */
  readonly about: string;
  /** All values that a text field can have; empty if it accepts any text. */
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

/** Aliases, most of them names used by commands and table columns. */
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

/** A layer's index, between dots or at the end. */
const layerNumber = /\.(\d{1,2})(?=\.|$)/;
const layerPlace = /\.N(?=[.@]|$)/;

/** True for a template that stands for a field of each layer. */
export function isOfLayers({ name }: Field): boolean {
  return layerPlace.test(name);
}

/** The field with the given name; null if there is none. */
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

/** The field for one layer. */
export function ofLayer(field: Field, layer: number): Field {
  return {
    ...field,
    name: field.name.replace(layerPlace, `.${layer}`),
    about: field.about.replace('layer N', `layer ${layer}`),
  };
}

/** The field name that was probably meant; null if none is near. */
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
