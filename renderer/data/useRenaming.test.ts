import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '#api';
import { useRenaming } from './useRenaming.ts';
import { act, dismiss, toasts } from './toasts.ts';

const clear = (): void => [...toasts].forEach(({ id }) => dismiss(id));
beforeEach(clear);
afterEach(clear);

it('is based on the name that was edited', async () => {
  const update = vi.fn(() => Promise.resolve('renamed'));
  expect(await useRenaming()('next', update, 'before')).toBe('renamed');
  expect(update).toHaveBeenCalledExactlyOnceWith({ basedOn: { name: 'before' } });
});

it('keeps the typed name on screen if another was set meanwhile, with a way to set it anyway', async () => {
  const update = vi.fn((basedOn: object) =>
    'basedOn' in basedOn ? Promise.reject(new AppError('conflict', 'changed')) : Promise.resolve(null),
  );
  expect(await useRenaming()('next', update, 'before')).toBeUndefined();
  expect(toasts[0]?.text).toContain('not renamed to “next”');
  await act(toasts[0]!);
  expect(update).toHaveBeenLastCalledWith({});
  expect(toasts).toHaveLength(0);
});

it('keeps the typed name on screen after any other failure, with a way to retry', async () => {
  const update = vi
    .fn((given: object) => Promise.resolve(given))
    .mockRejectedValueOnce(new Error('no host'))
    .mockRejectedValueOnce(new Error('still none'));
  await useRenaming()('next', update, 'before');
  expect(toasts.map(({ text }) => text)).toEqual(['“before” was not renamed to “next”: no host.']);
  await act(toasts[0]!);
  expect(toasts.map(({ text }) => text)).toEqual(['“before” was not renamed to “next”: still none.']);
  await act(toasts[0]!);
  expect([update.mock.calls.length, toasts.length]).toEqual([3, 0]);
  expect(update).toHaveBeenLastCalledWith({ basedOn: { name: 'before' } });
});
