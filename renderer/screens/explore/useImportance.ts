import { onScopeDispose } from 'vue';
import { createWorkerCalls, type Latest, useLatest } from '#data';
import type { ImportanceAnswer, ImportanceRequest } from '../../figures/explore/importance-figure.ts';

export interface Answered extends ImportanceAnswer {
  readonly request: ImportanceRequest;
}

/** The importance of settings for the runs shown, computed in a worker: it takes a second for thousands of them. */
export function useImportance(request: () => ImportanceRequest | null): Latest<Answered> {
  const worker = createWorkerCalls<ImportanceRequest, ImportanceAnswer>(
    () => new Worker(new URL('./importance-worker.ts', import.meta.url), { type: 'module' }),
  );
  onScopeDispose(() => worker.end());
  return useLatest(request, async (asked) => ({ request: asked, ...(await worker.call(asked)) }));
}
