import {
  datasetSchema,
  layerSchema,
  newPositions,
  optimizerSchema,
  parseRunConfig,
  runConfigSchema,
  scheduleSchema,
  type ConfigResult,
  type RunConfig,
  type RunConfigInput,
} from '#api';
import { isObject } from '#data';
import { describeJsonMistake } from './json-mistake.ts';

type Fields = Record<string, unknown>;

/**
 * A run config being edited: its shape is certain, its values are not. A field may hold any text; the schema says what is wrong with it.
 */
export type Draft = Record<keyof RunConfig, unknown> & {
  dataset: Fields;
  validation: Fields;
  layers: Fields[];
  optimizer: Fields;
};

/** Every field with its default, for what a JSON leaves out. The layers are placeholders until replaced by the JSON's own. */
const defaults = runConfigSchema.parse({
  layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }],
} satisfies RunConfigInput);
const denseDefaults = defaults.layers[0] as unknown as Fields;

/** The defaults of one optimizer, e.g. for `sgd`. An unknown kind has none. */
export function optimizerDefaults(kind: unknown): Fields {
  const result = optimizerSchema.safeParse({ kind });
  return result.success ? { ...result.data } : { kind };
}

/**
 * Initial values for a schedule of this kind, fitted to a run of `updates`: steps at thirds of it, and a fall to a tenth (inverse time) or
 * a hundredth (exponential). The schema's own defaults if the number of updates is unknown, none for an unknown kind.
 */
export function scheduleDefaults(kind: unknown, updates?: number): Fields {
  const result = scheduleSchema.safeParse({ kind });
  if (!result.success) return { kind };
  return { ...result.data, ...(updates === undefined || updates < 2 ? {} : fitted(kind, updates)) };
}

function fitted(kind: unknown, updates: number): Fields {
  const last = updates - 1;
  if (kind === 'inverseTime') return { decay: Number((9 / last).toPrecision(2)) };
  if (kind === 'step') return { everyUpdates: Math.ceil(updates / 3) };
  // As many digits as needed to distinguish it from 1.
  if (kind === 'exponential')
    return { factor: Number((0.01 ** (1 / last)).toFixed(2 + String(updates).length)) };
  return {};
}

/** The schema's defaults for any table. */
const { standardize, stratified, trainingShare, labelNoise } = datasetSchema.parse({
  kind: 'table',
  digest: '0'.repeat(64),
  ...{ name: 'any', rows: 3, features: 1, classes: 2 },
}) as unknown as Fields;

/** The defaults of one kind of dataset, e.g. for `moons`. An unknown kind has none; for a table, only its file can tell. */
export function datasetDefaults(kind: unknown): Fields {
  if (kind === 'table') return { kind, standardize, stratified, trainingShare, labelNoise };
  const result = datasetSchema.safeParse({ kind });
  return result.success ? { ...result.data } : { kind };
}

/** One kind of dataset as someone who chooses it gets it. */
export function chosenDataset(kind: unknown): Fields {
  const fields = datasetDefaults(kind);
  return 'positions' in fields ? { ...fields, positions: newPositions } : fields;
}

/** The default size of a held-out set, in the form that this kind of dataset needs. */
export function heldOutDefaults(kind: unknown): Fields {
  return kind === 'table' ? { share: 0.2 } : { samplesPerClass: 100 };
}

/** One of several folds, for validating on a table. */
export function foldDefaults(): Fields {
  return { ...runConfigSchema.shape.validation.parse({ folds: 5 }) };
}

/** The defaults of a kind of layer, apart from what the user must type. Units are never made up; an unknown kind has none. */
export function layerDefaults(kind: unknown): Fields {
  if (kind === 'dense') return denseLayer(undefined);
  const result = layerSchema.safeParse({ kind });
  return result.success ? { ...result.data } : {};
}

/** Early stopping as initially switched on: with a patience that fits the epochs, if known. */
export function earlyStoppingDefaults(epochs?: unknown): Fields {
  const rule = { ...runConfigSchema.shape.earlyStopping.unwrap().unwrap().parse({}) };
  if (typeof epochs !== 'number' || !(epochs >= 1)) return rule;
  return { ...rule, patience: Math.min(rule.patience, Math.ceil(epochs / 5)) };
}

/** A dense layer without penalties. */
export function denseLayer(units: unknown): Fields {
  return { ...denseDefaults, units };
}

/**
 * A draft of any JSON value, with defaults for what is missing and everything else kept, right or wrong. Null if the value cannot be shown
 * as a form: `parseRunConfig` then gives the reasons.
 */
export function readDraft(value: unknown): Draft | null {
  if (!isObject(value)) return null;
  const { dataset = { kind: 'spiral' }, optimizer = { kind: 'adam' }, layers, earlyStopping = null } = value;
  if (!isObject(dataset) || !isObject(optimizer)) return null;
  const { kind = 'spiral' } = dataset;
  const { validation = heldOutDefaults(kind), test = null } = value;
  if (!isObject(validation)) return null;
  const { schedule = null } = optimizer;
  if (!Array.isArray(layers) || !layers.every(isObject)) return null;
  return {
    name: undefined,
    ...defaults,
    ...value,
    dataset: { ...datasetDefaults(kind), ...dataset },
    validation:
      Object.keys(validation).length === 0
        ? heldOutDefaults(kind)
        : { ...('folds' in validation ? foldDefaults() : {}), ...validation },
    test: isObject(test) ? { ...test } : test,
    optimizer: {
      ...optimizerDefaults(optimizer['kind']),
      ...optimizer,
      schedule: isObject(schedule) ? { ...scheduleDefaults(schedule['kind']), ...schedule } : schedule,
    },
    earlyStopping: isObject(earlyStopping) ? { ...earlyStoppingDefaults(), ...earlyStopping } : earlyStopping,
    layers: layers.map((layer) => ({ ...layerDefaults(layer['kind']), ...layer })),
  };
}

/** The draft as readable JSON: indented by two spaces, one layer per line, without an empty name. */
export function writeDraft(draft: Draft): string {
  return JSON.stringify(toConfigInput(draft), null, 2);
}

/** What is sent to the host. */
export function toConfigInput(draft: Draft): unknown {
  const { name, ...rest } = draft;
  return name === undefined || name === '' ? rest : { name, ...rest };
}

/** Checks a draft with the host's schema. */
export function checkDraft(draft: Draft): ConfigResult {
  return parseRunConfig(toConfigInput(draft));
}

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** Parses JSON; an error becomes one line that says where it is. */
export function readJson(text: string): JsonResult {
  const message = describeJsonMistake(text);
  return message === null ? { ok: true, value: JSON.parse(text) as unknown } : { ok: false, message };
}
