import { guideRunName, guideStudy, isGuideRunKey, studies, type Client, type GuideRunKey } from '#api';
import type { RouteLocationRaw } from 'vue-router';

/** Where to find what was trained for the guide, or what has to be trained first. */
export type Trained =
  | { readonly at: RouteLocationRaw }
  | { readonly missing: GuideRunKey | typeof guideStudy }
  | { readonly unknown: string };

/**
 * Finds what the keys in a guide link name, separated by commas: runs, the newest of each name, on their own page or compared; or the
 * guide's study.
 */
export async function findTrained(
  client: Pick<Client, 'listRuns' | 'listSweeps'>,
  text: string,
): Promise<Trained> {
  if (text === guideStudy) return findStudy(client);
  const keys = text.split(',');
  const ids: string[] = [];
  for (const key of keys) {
    if (!isGuideRunKey(key)) return { unknown: key };
    const { runs } = await client.listRuns({ filter: `name = "${guideRunName(key)}"`, limit: 1 });
    if (!runs[0]) return { missing: key };
    ids.push(runs[0].id);
  }
  if (ids.length === 1) return { at: `/runs/${ids[0]}` };
  return { at: { path: '/compare', query: { runs: ids.join(',') } } };
}

async function findStudy({ listSweeps }: Pick<Client, 'listSweeps'>): Promise<Trained> {
  const title = studies.find(({ kind }) => kind === guideStudy)?.title;
  const { sweeps } = await listSweeps({});
  const found = sweeps.find(({ name }) => name === title);
  return found ? { at: `/sweeps/${found.id}` } : { missing: guideStudy };
}
