import { AppError, formatIssues, onDataset, parseRunConfig, presets, type RunConfigInput } from '#api';
import { readJson } from './draft.ts';

/** The first preset's network on other data, given as the JSON of a dataset. Throws AppError if the JSON is not a dataset. */
export function configOnData(text: string): { readonly label: string; readonly config: RunConfigInput } {
  const json = readJson(text);
  if (!json.ok) throw new AppError('invalidInput', `data: ${json.message}`);
  const dataset = (json.value ?? {}) as Readonly<Record<string, unknown>>;
  const result = parseRunConfig({ ...onDataset(presets[0]!.config, dataset), name: undefined });
  if (!result.ok) throw new AppError('invalidInput', formatIssues(result.issues));
  return { label: String(dataset['name'] ?? dataset['kind']), config: result.config };
}
