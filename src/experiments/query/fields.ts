import { configLeaves } from './config-fields.ts';
import { metricFields } from './metric-fields.ts';
import { nearestWord } from './nearest-word.ts';
import { runFields } from './run-fields.ts';

/** `text` is compared without case, `time` is a moment, `duration` a number of milliseconds. */
export type FieldType = 'number' | 'text' | 'time' | 'duration';

/** What a filter can ask of a run, and a table can show and sort by. */
export interface Field {
  /** As it is written: `validation_loss`, `layers.0.units`. Case and underscores do not matter, nor dots in names of metrics. */
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
for (const [other, name] of Object.entries(otherNames))
  byPlainName.set(plainName(other), byPlainName.get(plainName(name))!);

/** The field of a name; null where there is none. */
export function findField(name: string): Field | null {
  const layer = /^layers\.(\d{1,2})\.(.+)$/i.exec(name);
  if (layer === null) {
    const field = byPlainName.get(plainName(name));
    return field === undefined || field.name.includes('.N.') ? null : field;
  }
  const template = byPlainName.get(plainName(`layers.N.${layer[2]!}`));
  if (template === undefined) return null;
  return { ...template, name: template.name.replace('N', String(Number(layer[1]))) };
}

/** A field's name that was probably meant; null where none is near. */
export function suggestField(name: string): string | null {
  const near = nearestWord(name.replace(/^layers\.\d+/i, 'layers.N'), [
    ...fieldTemplates.map((field) => field.name),
    ...Object.keys(otherNames),
  ]);
  const ending =
    near ??
    fieldTemplates.find((field) => plainName(field.name.split('.').at(-1)!) === plainName(name))?.name;
  return ending?.replace('N', /^layers\.(\d+)/i.exec(name)?.[1] ?? '0') ?? null;
}
