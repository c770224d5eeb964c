import { afterEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable, settle } from './composable-fixture.ts';
import { useRunActions } from './useRunActions.ts';
import { toasts, undoLatest } from './toasts.ts';

afterEach(() => void toasts.splice(0));

function mountActions(client: Parameters<typeof mountComposable>[1]) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] });
  return mountComposable(() => useRunActions(), client, { plugins: [router] }).result;
}
const texts = (): string[] => toasts.map(({ text }) => text);

it('undoes a change of tags exactly where it changed something', async () => {
  const tagRuns = vi.fn(() => Promise.resolve({ runs: [] }));
  const { tag } = mountActions({ tagRuns });
  const runs = [
    { id: 'a', tags: ['old'] },
    { id: 'b', tags: ['new', 'old'] },
    { id: 'c', tags: [] },
  ];
  await tag(runs, ['new'], ['old', 'none']);
  expect(tagRuns).toHaveBeenLastCalledWith({ ids: ['a', 'b', 'c'], add: ['new'], remove: ['old', 'none'] });
  expect(texts()).toEqual(['Changed the tags of 3 runs.']);
  tagRuns.mockClear();
  await undoLatest();
  expect(tagRuns.mock.calls).toEqual([
    [{ ids: ['a', 'c'], remove: ['new'] }],
    [{ ids: ['a', 'b'], add: ['old'] }],
  ]);
});

it('counts the runs that a stop really stopped, and resumes those when undone', async () => {
  const stopRuns = vi.fn(() =>
    Promise.resolve({
      runs: [
        { id: 'a', status: 'stopped' },
        { id: 'b', status: 'completed' },
      ],
    }),
  );
  const resumeRuns = vi.fn(() => Promise.resolve({ runs: [] }));
  const { stop } = mountActions({ stopRuns, resumeRuns });
  await stop();
  expect(stopRuns).toHaveBeenCalledWith(undefined);
  expect(texts()).toEqual(['Stopped 1 run.']);
  await undoLatest();
  expect(resumeRuns).toHaveBeenCalledWith({ ids: ['a'] });
});

it('says nothing of a stop that stopped nothing, and shows why one failed', async () => {
  const answers = [Promise.resolve({ runs: [] }), Promise.reject(new Error('no such run'))];
  answers.forEach((answer) => answer.catch(() => undefined));
  const { stop } = mountActions({ stopRuns: () => answers.shift() });
  await stop(['a']);
  expect(texts()).toEqual([]);
  await stop(['a']);
  await settle();
  expect(toasts.map(({ kind, text }) => [kind, text])).toEqual([['error', 'No such run.']]);
});
