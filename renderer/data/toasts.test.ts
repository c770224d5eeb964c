import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attempt } from './attempt.ts';
import { useAction } from './useAction.ts';
import { act, dismiss, toast, toasts, undoLatest } from './toasts.ts';

const texts = (): string[] => toasts.map(({ text }) => text);
const clear = (): void => [...toasts].forEach(({ id }) => dismiss(id));

beforeEach(() => {
  clear();
  vi.useFakeTimers();
});
afterEach(() => {
  clear();
  vi.useRealTimers();
});

it('about what was done go away by themselves, while errors stay and are shown once', () => {
  toast.info('Done.');
  toast.error(new Error('it broke'));
  toast.error(new Error('it broke'));
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(['It broke.']);
});

it('are at most four, the latest', () => {
  for (let at = 0; at < 6; at++) toast.info(`${at}`);
  expect(texts()).toEqual(['2', '3', '4', '5']);
});

it('undo the latest action that can be undone, and show what fails', async () => {
  const undone: string[] = [];
  toast.info('first', { undo: () => void undone.push('first') });
  toast.info('second', { undo: () => Promise.reject(new Error('too late')) });
  toast.info('third');
  expect(await undoLatest()).toBe(true);
  expect(texts()).toEqual(['first', 'third', 'Too late.']);
  expect([await undoLatest(), await undoLatest(), undone]).toEqual([true, false, ['first']]);
});

it('do what they offer, then go away unless they are to stay', async () => {
  let done = 0;
  toast.error('once', { label: 'Do', run: () => void done++ });
  toast.error('again', { label: 'Do', run: () => void done++, stays: true });
  for (const shown of [...toasts]) await act(shown);
  expect([done, texts()]).toEqual([2, ['Again.']]);
});

it('show the failure of an attempt, which resolves all the same', async () => {
  expect(await attempt(() => Promise.resolve(7))).toBe(7);
  expect(await attempt(() => Promise.reject(new Error('no host')))).toBeUndefined();
  expect(texts()).toEqual(['No host.']);
});

it('come from an action that runs only once at a time', async () => {
  const { promise, reject } = Promise.withResolvers<null>();
  let begun = 0;
  const { run, busy } = useAction(() => (begun++, promise));
  const [first, second] = [run(), run()];
  await second;
  expect([begun, busy.value]).toEqual([1, true]);
  reject(new Error('it failed'));
  await first;
  expect([busy.value, texts()]).toEqual([false, ['It failed.']]);
});
