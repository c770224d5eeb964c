import { AppError, formatIssues, parseRunConfig, presets, type RunConfigInput } from '#api';
import { heldOutDefaults, readJson } from './draft.ts';

/** The first preset's network on other data, given as the JSON of a dataset. Throws AppError when it is none. */
export function configOnData(text: string): { readonly label: string; readonly config: RunConfigInput } {
  const json = readJson(text);
  if (!json.ok) throw new AppError('invalidInput', `data: ${json.message}`);
  const { layers, ...base } = presets[0]!.config;
  const { kind, name, classes } = (json.value ?? {}) as Readonly<Record<string, unknown>>;
  const output = layers.findLastIndex((layer) => layer.kind === 'dense');
  const config = {
    ...base,
    name: undefined,
    dataset: json.value,
    validation: heldOutDefaults(kind),
    layers: layers.map((layer, index) => (index === output ? { ...layer, units: classes } : layer)),
  };
  const result = parseRunConfig(config);
  if (!result.ok) throw new AppError('invalidInput', formatIssues(result.issues));
  return { label: String(name ?? kind), config: result.config };
}
