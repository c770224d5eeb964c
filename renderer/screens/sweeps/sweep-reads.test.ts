import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { AppError, presets, type SweepDetail, type SweepPreview, type SweepSummary } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { dismiss, toasts } from '../../data/toasts.ts';
import { readStoredDraft, writeDraft } from './sweep-draft.ts';
import { useSweepActions } from './useSweepActions.ts';
import { useSweepDraft } from './useSweepDraft.ts';
import { useSweepList } from './useSweepList.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the list of sweeps', () => {
  function mountList() {
    const trashed = ref(false);
    const listSweeps = answeredLater<{ trashed: boolean; ids?: string[] }, { sweeps: SweepSummary[] }>();
    const mounted = mountComposable(() => useSweepList(() => trashed.value), { listSweeps });
    const names = (): unknown => mounted.result.sweeps.value?.map(({ name }) => name);
    return { ...mounted, trashed, listSweeps, names };
  }
  const sweepOf = (id: string, name = id): SweepSummary => ({ id, name }) as never;
  const moved = (...sweepIds: string[]) =>
    ({ kind: 'runsChanged', runs: sweepIds.map((sweepId) => ({ sweepId })) }) as never;

  it('reads again only the sweeps whose runs move', async () => {
    const { listSweeps, emit, names } = mountList();
    await listSweeps.asked[0]!.answer({ sweeps: [sweepOf('a'), sweepOf('b')] });
    emit(moved('b'));
    await vi.advanceTimersByTimeAsync(500);
    expect(listSweeps.asked[1]!.input).toEqual({ trashed: false, ids: ['b'] });
    await listSweeps.asked[1]!.answer({ sweeps: [sweepOf('b', 'b moved')] });
    expect(names()).toEqual(['a', 'b moved']);
    emit(moved('new'));
    await vi.advanceTimersByTimeAsync(500);
    expect(listSweeps.asked[2]!.input).toEqual({ trashed: false });
  });

  it('shows nothing of the other list, nor its errors', async () => {
    const { result, trashed, listSweeps, names } = mountList();
    trashed.value = true;
    await settle();
    await listSweeps.asked[0]!.answer({ sweeps: [sweepOf('not in the trash')] });
    expect(names()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(500);
    trashed.value = false;
    await settle();
    await listSweeps.asked[1]!.fail('late');
    expect(result.error.value).toBeNull();
    await vi.advanceTimersByTimeAsync(500);
    await listSweeps.asked[2]!.answer({ sweeps: [sweepOf('a')] });
    expect(names()).toEqual(['a']);
  });
});

const lambda = 'layers.0.weightRegularizerL2';
const draftOf = (values: string) => ({
  ...writeDraft({ name: 's', base: presets[0]!.config, axes: [], seeds: [0, 1] } as never),
  axes: [{ paths: [lambda], values }],
});

describe('a sweep being edited', () => {
  it('shows what the current grid would take, and what the host says against it', async () => {
    const previewSweep = answeredLater<object, SweepPreview>();
    const { result: form } = mountComposable(() => useSweepDraft(draftOf('0, 1e-3'), () => 'here'), {
      previewSweep,
    });
    form.draft.value.axes[0]!.values = '0, 1e-3, 1e-2';
    form.check();
    await settle();
    await previewSweep.asked[1]!.answer({ runs: 6 } as never);
    await previewSweep.asked[0]!.answer({ runs: 4 } as never);
    expect(form.preview.value?.runs).toBe(6);
    form.draft.value.axes[0]!.values = '0, 1e-3, 1e-2, 1e-1';
    form.check();
    await settle();
    await previewSweep.asked[2]!.fail('too many');
    expect([form.preview.value, form.issues.value]).toEqual([null, [{ path: '', message: 'too many' }]]);
    form.draft.value.axes[0]!.values = 'no number';
    form.check();
    await settle();
    expect([form.preview.value, form.errorAt('axes.0.values') === undefined]).toEqual([null, false]);
  });

  it('is read from what was stored, and refused if the editor could not show it', () => {
    const draft = draftOf('0, 1');
    expect(readStoredDraft(JSON.stringify({ ...draft, study: 'no study' }))).toEqual(draft);
    for (const wrong of [
      '',
      '{',
      'null',
      '[]',
      '{"name":1}',
      JSON.stringify({ ...draft, axes: [{ paths: 'x' }] }),
    ]) {
      expect(readStoredDraft(wrong)).toBeNull();
    }
    expect(readStoredDraft(undefined)).toBeNull();
  });
});

describe('actions on a sweep', () => {
  const sweep = { id: 's', name: 'sweep' };
  const detail = (...statuses: string[]): SweepDetail =>
    ({ members: statuses.map((status, at) => ({ id: `r${at}`, status })) }) as never;
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] });

  it('read its runs again if one of them has just ended', async () => {
    const stopped: unknown[] = [];
    const answers = [detail('running', 'queued', 'completed'), detail('running', 'completed', 'completed')];
    const { result: actions } = mountComposable(
      () => useSweepActions(() => undefined),
      {
        getSweep: () => Promise.resolve(answers.shift()),
        stopRuns: ({ ids }: { ids: string[] }) => {
          stopped.push(ids);
          return ids.length > 1
            ? Promise.reject(new AppError('conflict', 'one has ended'))
            : Promise.resolve({});
        },
      },
      { plugins: [router] },
    );
    await actions.stop(sweep);
    expect(stopped).toEqual([['r0', 'r1'], ['r0']]);
  });

  it('show what fails, and report a name set meanwhile', async () => {
    const asked: unknown[] = [];
    let changes = 0;
    const { result: actions } = mountComposable(
      () => useSweepActions(() => changes++),
      {
        trainMissing: () => Promise.reject(new Error('no host')),
        updateSweep: (patch: object) => {
          asked.push(patch);
          return Promise.reject(new AppError('conflict', 'renamed'));
        },
      },
      { plugins: [router] },
    );
    await actions.trainMissing(sweep);
    await actions.rename(sweep, 'mine', 'sweep');
    expect(asked).toEqual([{ id: 's', name: 'mine', basedOn: { name: 'sweep' } }]);
    expect([toasts.at(-2)?.text, toasts.at(-1)?.action?.label]).toEqual(['No host.', 'Rename all the same']);
    expect(changes).toBe(1); // the newer name is read
    [...toasts].forEach(({ id }) => dismiss(id));
  });
});
