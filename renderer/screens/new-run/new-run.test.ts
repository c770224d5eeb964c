import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shallowRef } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { AppError, presets, type DatasetPreview, type RunConfig } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { dismiss, toasts } from '../../data/toasts.ts';
import { useDatasetPreview } from './useDatasetPreview.ts';
import { useDraft } from './useDraft.ts';
import { useLaunch } from './useLaunch.ts';
import { useStoredDraft } from './useStoredDraft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const preset = presets[0]!;
const config = preset.config as RunConfig;

describe('the preview of the data', () => {
  function mountPreview() {
    const shown = shallowRef<RunConfig | null>(config);
    const previewDataset = answeredLater<{ seed: number }, DatasetPreview>();
    const { result } = mountComposable(() => useDatasetPreview({ config: shown } as never), {
      previewDataset,
    });
    const change = async (next: RunConfig | null): Promise<void> => {
      shown.value = next;
      await vi.advanceTimersByTimeAsync(150);
    };
    return { ...result, change, previewDataset };
  }

  it('shows the current fields, and no error about fields that were changed since', async () => {
    const { preview, note, change, previewDataset } = mountPreview();
    await previewDataset.asked[0]!.answer('first' as never);
    await change({ ...config, seed: 1 });
    await change({ ...config, seed: 2 });
    await previewDataset.asked[2]!.answer('seed 2' as never);
    await previewDataset.asked[1]!.fail('late');
    expect([preview.value, note.value]).toEqual(['seed 2', null]);
    await change({ ...config, seed: 3 });
    await previewDataset.asked[3]!.fail('no samples');
    expect([preview.value, note.value]).toEqual(['seed 2', 'no samples']);
  });

  it('stays, and says so, while a field is wrong or there are too many samples', async () => {
    const { preview, note, change, previewDataset } = mountPreview();
    await change(null);
    expect(note.value).toBe('The samples appear once every field is right.');
    await change(config);
    await previewDataset.asked.at(-1)!.answer('last valid' as never);
    await change(null);
    expect([preview.value, note.value]).toEqual(['last valid', 'The last valid data are shown.']);
    await change({ ...config, dataset: { ...config.dataset, samplesPerClass: 1e6 } as never });
    expect(note.value).toContain('too many to draw');
    expect(previewDataset.asked).toHaveLength(2);
  });
});

function memoryRouter(): Router {
  const component = {};
  return createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)', component }] });
}

describe('launching', () => {
  it('sends a draft once, and goes to its run', async () => {
    const router = memoryRouter();
    const createRuns = answeredLater<object, { runs: { id: string }[] }>();
    let launched = 0;
    const { result } = mountComposable(
      () =>
        useLaunch(useDraft(config), {
          fork: () => undefined,
          place: () => 'both',
          launched: () => launched++,
        }),
      { createRuns },
      { plugins: [router] },
    );
    const [first, second] = [result.launch(), result.launch()];
    await second;
    expect([createRuns.asked.length, result.launching.value]).toEqual([1, true]);
    expect(createRuns.asked[0]!.input).toMatchObject({ place: 'both' });
    await createRuns.asked[0]!.answer({ runs: [{ id: 'new' }] });
    await vi.advanceTimersByTimeAsync(0);
    await first;
    expect([launched, router.currentRoute.value.path, result.launching.value]).toEqual([
      1,
      '/runs/new',
      false,
    ]);
  });

  it('keeps the draft if the host refuses it, and says why', async () => {
    const { result } = mountComposable(
      () =>
        useLaunch(useDraft(config), {
          fork: () => undefined,
          place: () => 'here',
          launched: () => expect.unreachable(),
        }),
      { createRuns: () => Promise.reject(new AppError('invalidInput', 'it does not fit')) },
      { plugins: [memoryRouter()] },
    );
    await result.launch();
    expect([toasts.at(-1)?.text, result.launching.value]).toEqual(['It does not fit.', false]);
    dismiss(toasts.at(-1)!.id);
  });

  it('sends nothing while a field or the JSON is wrong', async () => {
    const { result } = mountComposable(
      () => {
        const form = useDraft(config);
        return {
          form,
          ...useLaunch(form, { fork: () => undefined, place: () => 'here', launched: () => undefined }),
        };
      },
      { createRuns: () => expect.unreachable() },
      { plugins: [memoryRouter()] },
    );
    result.form.setText('{ "epochs": ');
    expect(result.ready.value).toBe(false);
    await result.launch();
    result.form.discardText();
    expect(result.ready.value).toBe(true);
  });
});

describe('the start of a new run', () => {
  it('is what the address asks for, otherwise the latest draft that is not a fork, otherwise the first preset', async () => {
    const getRun = ({ id }: { id: string }) => Promise.resolve({ id, name: `run ${id}`, config });
    const { result: drafts } = mountComposable(useStoredDraft, { getRun });
    const keyOf = async (query: object): Promise<string> => (await drafts.findSource(query)).key;
    expect(await keyOf({})).toBe(`preset:${preset.name}`);
    drafts.keep('run:a', 'text');
    await vi.advanceTimersByTimeAsync(1);
    drafts.keep('fork:b', 'text');
    await settle();
    expect(await keyOf({})).toBe('run:a');
    expect(await keyOf({ from: 'c' })).toBe('run:c');
    const fork = await drafts.findSource({ fork: 'd' });
    expect([fork.key, fork.config.name, fork.parent?.id]).toEqual(['fork:d', undefined, 'd']);
  });
});
