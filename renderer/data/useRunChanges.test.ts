import { expect, it, vi } from 'vitest';
import { AppError } from '#api';
import { type FakeClient, mountComposable, settle } from './composable-fixture.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { useRunChanges } from './useRunChanges.ts';
import { toasts, undoLatest } from './toasts.ts';

/** What the host stores, across all pages. */
function keeping() {
  const stored: Record<string, unknown> = {};
  return createPreferences.bind(null, {
    getPreferences: () => Promise.resolve({ ...stored }),
    setPreference: ({ key, ...change }) => {
      const entries = 'entries' in change ? change.entries : {};
      const all = Object.entries({ ...(stored[key] as object), ...entries });
      stored[key] = 'value' in change ? change.value : Object.fromEntries(all.filter(([, entry]) => entry));
      return Promise.resolve(null);
    },
  });
}

async function mountPage(client: FakeClient, preferences: Preferences) {
  const { result } = mountComposable(useRunChanges, client, { host: { preferences } });
  await preferences.load();
  return result;
}

const texts = (): string[] => toasts.map(({ text }) => text);

it('are offered again by the next page, latest first, and gone once they are undone', async () => {
  vi.useFakeTimers({ now: new Date('2026-03-04T14:03:00') });
  const open = keeping();
  const { tell } = await mountPage({}, open());
  tell('Renamed 1 run.', [['editRuns', { edits: [{ id: 'a', name: 'old' }] }]]);
  vi.advanceTimersByTime(1000);
  tell('Moved 1 run to the trash.', [['restoreRuns', { ids: ['a'] }]]);
  await vi.advanceTimersByTimeAsync(1000);

  const asked: unknown[] = [];
  const hear = (input: never) => Promise.resolve(asked.push(input));
  const { tellAgain } = await mountPage({ restoreRuns: hear, editRuns: hear }, open());
  expect(texts()).toEqual([]);
  for (const text of ['Moved 1 run to the trash.', 'Renamed 1 run.']) {
    expect(tellAgain()).toBe(true);
    expect(texts()).toEqual([`Last change, 14:03: ${text}`]);
    await undoLatest();
    expect(texts()).toEqual([]);
  }
  expect(asked).toEqual([{ ids: ['a'] }, { edits: [{ id: 'a', name: 'old' }] }]);
  expect(tellAgain()).toBe(false);
  vi.useRealTimers();
});

it('stay while the host is away, and go when it refuses to undo them', async () => {
  const answers = [
    new AppError('connectionLost', 'the host is away'),
    new AppError('notFound', 'there is no run a'),
  ];
  const restoreRuns = () => Promise.reject(answers.shift()!);
  const { tell, tellAgain } = await mountPage({ restoreRuns }, keeping()());
  tell('Moved 1 run to the trash.', [['restoreRuns', { ids: ['a'] }]]);
  await undoLatest();
  expect(tellAgain()).toBe(true);
  await undoLatest();
  await settle();
  expect(tellAgain()).toBe(false);
  expect(texts()).toEqual(['The host is away.', 'There is no run a.']);
});

it('are the last 20, and no more than every start can afford to read', async () => {
  const { tell, tellAgain } = await mountPage({ restoreRuns: () => Promise.resolve({}) }, keeping()());
  const clock = vi.spyOn(Date, 'now');
  const trash = (at: number, runs: number): void => {
    clock.mockReturnValue(at);
    const ids = Array.from({ length: runs }, (_, run) => String(run).padStart(10, '0'));
    tell(`Moved ${runs} runs to the trash.`, [['restoreRuns', { ids }]]);
    toasts.splice(0);
  };
  const takeAllBack = async (): Promise<number> => {
    let taken = 0;
    while (tellAgain() && (await undoLatest())) taken += 1;
    return taken;
  };
  for (let at = 0; at < 25; at++) trash(at, 1);
  expect(await takeAllBack()).toBe(20);
  trash(0, 1);
  trash(1, 20_000);
  trash(2, 20_000);
  expect(await takeAllBack()).toBe(1);
  clock.mockRestore();
});
