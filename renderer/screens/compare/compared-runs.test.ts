import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { ReadRuns, RunDetail, RunSummary } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { useRunStore } from '../../data/useRunStore.ts';
import { useAncestors } from './useAncestors.ts';
import { useComparedRuns } from './useComparedRuns.ts';

const runOf = (id: string, change: Partial<RunSummary> = {}): RunDetail =>
  ({ id, status: 'completed', branch: null, ...change }) as never;

describe('compared runs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function mountCompared(runs: string) {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/compare', component: {} }],
    });
    await router.push({ path: '/compare', query: { runs } });
    const readRuns = answeredLater<{ ids: string[] }, ReadRuns>();
    const mounted = mountComposable(useComparedRuns, { readRuns }, { plugins: [router] });
    const navigated = async (): Promise<void> => {
      await vi.advanceTimersByTimeAsync(0);
      await settle();
    };
    const failed = (): string[] => [...mounted.result.failures.value.values()].map(({ message }) => message);
    return { ...mounted, compared: mounted.result, router, readRuns, navigated, failed };
  }

  it('are those in the address, without duplicates, pinned ones first', async () => {
    const { compared, readRuns, router, navigated } = await mountCompared('a,b,a,,c');
    expect(readRuns.asked.map(({ input }) => input.ids)).toEqual([['a', 'b', 'c']]);
    await readRuns.asked[0]!.answer({ runs: ['a', 'b', 'c'].map((id) => runOf(id)), failures: [] });
    expect(compared.runs.value.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    compared.arrangement.togglePin('c');
    await navigated();
    expect([compared.ids.value, router.currentRoute.value.query['runs']]).toEqual([['c', 'a', 'b'], 'c,a,b']);
    compared.set([]);
    await navigated();
    expect([compared.ids.value, router.currentRoute.value.query]).toEqual([[], {}]);
  });

  it('are read again while they are believed to be training', async () => {
    const { compared, readRuns, navigated } = await mountCompared('a,b');
    await readRuns.asked[0]!.answer({ runs: [runOf('a', { status: 'running' }), runOf('b')], failures: [] });
    compared.set(['b', 'a']);
    await navigated();
    expect(readRuns.asked[1]!.input.ids).toEqual(['a']);
  });

  it('say which could not be read, whichever read ends last', async () => {
    const { readRuns, emit, failed, compared, navigated } = await mountCompared('a,b');
    emit({ kind: 'historyChanged' }); // both are read again before the first answers arrive
    await settle();
    const [first, second] = readRuns.asked;
    const gone = { id: 'a', error: { code: 'notFound', message: 'a is gone' } } as const;
    await second!.answer({ runs: [runOf('b')], failures: [gone] });
    await first!.answer({ runs: [runOf('b')], failures: [gone] });
    expect(failed()).toEqual(['a is gone']);
    compared.set(['b']);
    await navigated();
    expect(failed()).toEqual([]);
  });
});

describe('ancestors', () => {
  it('are read back to the first, each once, when requested', async () => {
    const wanted = ref(false);
    const getRun = answeredLater<{ id: string }, RunDetail>();
    const branchOf = (parentId: string, epoch: number) => ({ parentId, parentName: parentId, epoch });
    const fork = runOf('c', { branch: branchOf('b', 20) });
    const { result } = mountComposable(
      () => ({
        store: useRunStore(),
        chains: useAncestors(
          () => [fork],
          () => wanted.value,
        ),
      }),
      { getRun },
    );
    await settle();
    expect([getRun.asked, result.chains.value.size]).toEqual([[], 0]);
    wanted.value = true;
    await settle();
    await getRun.asked[0]!.answer(runOf('b', { branch: branchOf('a', 10) }));
    await getRun.asked[1]!.fail('deleted');
    const chain = result.chains.value.get('c')!;
    expect(chain.map(({ run, until }) => [run.id, until])).toEqual([['b', 20]]);
    result.store.byId.set('b', runOf('b', { branch: branchOf('a', 10), name: 'renamed' }));
    await settle();
    expect(getRun.asked.map(({ input }) => input.id)).toEqual(['b', 'a']);
  });
});
