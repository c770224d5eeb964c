import { AppError, formatIssues, parseRunConfig, presets, studies, type Client, type RunConfig } from '#api';
import { tellUnread } from '#data';
import { suggestedValues } from './sweepable-paths.ts';
import { checkSweep, writeDraft, type SweepDraft } from './sweep-draft.ts';

/** A starting point that can be chosen, as encoded in the address. */
export type SweepBase = { preset: string } | { from: string } | { study: string };

/** What a new sweep starts from. */
export interface SweepSource {
  /** `preset:NAME`, `run:ID`, `sweep:ID`, `study:KIND` or `config:JSON`. */
  readonly key: string;
  /** Display name. */
  readonly label: string;
  readonly draft: SweepDraft;
  /** The draft before any edit. */
  readonly original: SweepDraft;
}

/** A sweep of one thing over five seeds: of `paths`, otherwise of the first layer's L2, the question most people come with. */
export function firstSweep(base: RunConfig, paths: readonly string[] = firstPenalty(base)): SweepDraft {
  const [first] = paths;
  return {
    name: '',
    base: JSON.stringify(base, null, 2),
    axes: first === undefined ? [] : [{ paths: [...paths], values: suggestedValues(first, base) }],
    seeds: '0-4',
  };
}

function firstPenalty({ layers }: RunConfig): string[] {
  const index = layers.findIndex(({ kind }) => kind === 'dense');
  return index === -1
    ? []
    : ['weightRegularizerL2', 'biasRegularizerL2'].map((field) => `layers.${index}.${field}`);
}

/**
 * Reads what the address names: a preset, a run, a config as JSON, a guided study or another sweep; otherwise the first preset. `vary` has
 * the paths of the first axis, separated by commas.
 */
export async function findSource(
  client: Pick<Client, 'getRun' | 'getSweep'>,
  query: Readonly<Partial<Record<'preset' | 'from' | 'config' | 'study' | 'sweep' | 'vary', unknown>>>,
): Promise<SweepSource> {
  const paths = typeof query.vary === 'string' ? query.vary.split(',') : undefined;
  if (typeof query.from === 'string') {
    const { config, name } = await client.getRun({ id: query.from });
    return source(`run:${query.from}`, name, firstSweep(config, paths));
  }
  if (typeof query.config === 'string') {
    const { name = 'a new run', ...config } = readConfig(query.config);
    return source(`config:${query.config}`, name, firstSweep(config, paths));
  }
  const study = studies.find(({ kind }) => kind === query.study);
  if (study) return source(`study:${study.kind}`, study.title, writeDraft(study.definition));
  if (typeof query.sweep === 'string') {
    const { definition, name } = await client.getSweep({ id: query.sweep });
    return source(`sweep:${query.sweep}`, name, writeDraft({ ...definition, name: '' }));
  }
  const found = presets.find(({ name }) => name === query.preset);
  if (typeof query.study === 'string') tellUnread('study', query.study);
  if (typeof query.preset === 'string' && !found) tellUnread('preset', query.preset);
  const preset = found ?? presets[0]!;
  return source(`preset:${preset.name}`, preset.name, firstSweep(preset.config));
}

function readConfig(text: string): RunConfig {
  const result = parseRunConfig(parseJson(text));
  if (result.ok) return result.config;
  throw new AppError('invalidInput', formatIssues(result.issues), { details: { issues: result.issues } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalidInput', 'the config in the address is not JSON: the link may have been cut');
  }
}

function source(key: string, label: string, draft: SweepDraft): SweepSource {
  return { key, label, draft, original: draft };
}

/** A draft moved to another base: axes that the base cannot have are dropped. */
export function withBase(draft: SweepDraft, base: RunConfig): SweepDraft {
  const { name, axes: written, seeds } = draft;
  const changed: SweepDraft = { name, axes: written, seeds, base: JSON.stringify(base, null, 2) };
  const { issues } = checkSweep(changed);
  const axes = written.filter(
    (_axis, index) => !issues.some(({ path }) => path.startsWith(`axes.${index}.`)),
  );
  return { ...changed, axes: axes.length > 0 ? axes : firstSweep(base).axes };
}
