import {
  AppError,
  formatIssues,
  guideRun,
  guideRunName,
  isGuideRunKey,
  onDataset,
  parseRunConfig,
  presets,
  type RunConfigInput,
  type RunDetail,
} from '#api';
import { tellUnread, useClient, useKeptDrafts } from '#data';
import { readJson } from './draft.ts';

export interface DraftSource {
  /** `preset:NAME`, `guide:KEY`, `data:JSON`, `run:ID` or `fork:ID`. */
  readonly key: string;
  /** Display name: the preset's or run's name. */
  readonly label: string;
  readonly config: RunConfigInput;
  /** The run that is forked. */
  readonly parent?: RunDetail;
}

/** The starting points that an address may name, and how their drafts are kept. */
const starts = ['from', 'preset', 'guide', 'data'] as const;
type Query = Readonly<Partial<Record<(typeof starts)[number] | 'fork', unknown>>>;

/** The starting point of a new run, and what was typed from there before. */
export function useStoredDraft() {
  const client = useClient();
  const drafts = useKeptDrafts('newRun.drafts');

  /** The screen's starting point: the query's preset or run, otherwise that of the latest new run's draft, otherwise the first preset. */
  async function findSource(query: Query): Promise<DraftSource> {
    if (typeof query.fork === 'string') {
      const parent = await client.getRun({ id: query.fork });
      const config = { ...parent.config, name: undefined };
      return { key: `fork:${parent.id}`, label: parent.name, config, parent };
    }
    const field = starts.find((name) => typeof query[name] === 'string');
    const asked =
      field === undefined
        ? (drafts.latest((start) => !start.startsWith('fork:')) ?? '')
        : `${field === 'from' ? 'run' : field}:${String(query[field])}`;
    if (asked.startsWith('run:')) {
      const run = await client.getRun({ id: asked.slice(4) });
      return { key: asked, label: run.name, config: { ...run.config, name: run.name } };
    }
    if (asked.startsWith('data:')) return { key: asked, ...configOnData(asked.slice(5)) };
    const key = asked.slice('guide:'.length);
    if (asked.startsWith('guide:') && isGuideRunKey(key))
      return { key: asked, label: guideRunName(key), config: guideRun(key) };
    const found = presets.find(({ name }) => asked === `preset:${name}`);
    if (field !== undefined && !found) tellUnread(field, String(query[field]));
    const preset = found ?? presets[0]!;
    return { key: `preset:${preset.name}`, label: preset.name, config: preset.config };
  }

  return { ...drafts, findSource };
}

/** The first preset's network on other data, given as the JSON of a dataset. Throws AppError if the JSON is not a dataset. */
export function configOnData(text: string): { readonly label: string; readonly config: RunConfigInput } {
  const json = readJson(text);
  if (!json.ok) throw new AppError('invalidInput', `data: ${json.message}`);
  const dataset = (json.value ?? {}) as Readonly<Record<string, unknown>>;
  const result = parseRunConfig({ ...onDataset(presets[0]!.config, dataset), name: undefined });
  if (!result.ok) throw new AppError('invalidInput', formatIssues(result.issues));
  return { label: String(dataset['name'] ?? dataset['kind']), config: result.config };
}
