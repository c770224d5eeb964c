import { presets, type Client, type RunConfig, type SweepDefinition } from '#api';
import { suggestedValues } from './sweepable-paths.ts';
import { checkSweep, writeDraft, type SweepDraft } from './sweep-draft.ts';

/** What a new sweep starts from. */
export interface SweepSource {
  /** `preset:NAME`, `run:ID` or `sweep:ID`. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  readonly draft: SweepDraft;
  /** The draft before any edit. */
  readonly original: SweepDraft;
}

/** A sweep of the first layer's L2 over five seeds: the question that most come with. */
export function firstSweep(base: RunConfig): SweepDraft {
  const index = base.layers.findIndex(({ kind }) => kind === 'dense');
  const paths = ['weightRegularizerL2', 'biasRegularizerL2'].map((field) => `layers.${index}.${field}`);
  return {
    name: '',
    base: JSON.stringify(base, null, 2),
    axes: index === -1 ? [] : [{ paths, values: suggestedValues(paths[0]!, base) }],
    seeds: '0-4',
  };
}

/** Reads what the address names: a preset, a run or another sweep; else the first preset. */
export async function findSource(
  client: Pick<Client, 'getRun' | 'getSweep'>,
  query: { preset?: unknown; from?: unknown; sweep?: unknown },
): Promise<SweepSource> {
  if (typeof query.from === 'string') {
    const { config, name } = await client.getRun({ id: query.from });
    return source(`run:${query.from}`, name, firstSweep(config));
  }
  if (typeof query.sweep === 'string') {
    const { definition, name } = await client.getSweep({ id: query.sweep });
    return source(`sweep:${query.sweep}`, name, writeDraft({ ...definition, name: '' }));
  }
  const preset = presets.find(({ name }) => name === query.preset) ?? presets[0]!;
  return source(`preset:${preset.name}`, preset.name, firstSweep(preset.config));
}

function source(key: string, label: string, draft: SweepDraft): SweepSource {
  return { key, label, draft, original: draft };
}

/** A draft under another base: axes that the base cannot have are dropped. */
export function withBase(draft: SweepDraft, base: RunConfig): SweepDraft {
  const changed = { ...draft, base: JSON.stringify(base, null, 2) };
  const { issues } = checkSweep(changed);
  const axes = draft.axes.filter(
    (_axis, index) => !issues.some(({ path }) => path.startsWith(`axes.${index}.`)),
  );
  return { ...changed, axes: axes.length > 0 ? axes : firstSweep(base).axes };
}

/** True when a stored sweep and a definition ask for other runs. */
export function asksForOthers(
  before: Pick<SweepDefinition, 'axes' | 'seeds'>,
  after: Pick<SweepDefinition, 'axes' | 'seeds'>,
): boolean {
  return JSON.stringify([before.axes, before.seeds]) !== JSON.stringify([after.axes, after.seeds]);
}
