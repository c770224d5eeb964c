import { presets, type RunConfigInput, type RunDetail } from '#api';
import { useClient } from '../../data/useClient.ts';
import { useKeptDrafts } from '../../data/useKeptDrafts.ts';
import { configOnData } from './data-source.ts';

export interface DraftSource {
  /** `preset:NAME`, `data:JSON`, `run:ID` or `fork:ID`. */
  readonly key: string;
  /** For people: the preset's or run's name. */
  readonly label: string;
  readonly config: RunConfigInput;
  /** The run that is forked. */
  readonly parent?: RunDetail;
}

/** Where a new run starts from, and what was written from there before. */
export function useStoredDraft() {
  const client = useClient();
  const drafts = useKeptDrafts('newRun.drafts');

  /** What the screen starts from: the query's preset or run, else the latest new run's, else the first preset. */
  async function findSource(query: {
    preset?: unknown;
    data?: unknown;
    from?: unknown;
    fork?: unknown;
  }): Promise<DraftSource> {
    if (typeof query.fork === 'string') {
      const parent = await client.getRun({ id: query.fork });
      return {
        key: `fork:${parent.id}`,
        label: parent.name,
        config: { ...parent.config, name: undefined },
        parent,
      };
    }
    const asked =
      typeof query.from === 'string'
        ? `run:${query.from}`
        : typeof query.preset === 'string'
          ? `preset:${query.preset}`
          : typeof query.data === 'string'
            ? `data:${query.data}`
            : (drafts.latest((start) => !start.startsWith('fork:')) ?? '');
    if (asked.startsWith('run:')) {
      const run = await client.getRun({ id: asked.slice(4) });
      return { key: asked, label: run.name, config: { ...run.config, name: run.name } };
    }
    if (asked.startsWith('data:')) return { key: asked, ...configOnData(asked.slice(5)) };
    const preset = presets.find(({ name }) => asked === `preset:${name}`) ?? presets[0]!;
    return { key: `preset:${preset.name}`, label: preset.name, config: preset.config };
  }

  return { ...drafts, findSource };
}
