import { expect, it } from 'vitest';
import { unreadableNotices } from './unreadable-notices.ts';

const run = { id: 'a', name: 'calm-sail-1', createdAt: '', trashedAt: null, problem: 'best_loss holds "x"' };

it('says what of a sweep cannot be read, runs of its confirmations included, and nothing about a sound one', () => {
  const sound = { unreadable: [], confirmations: [], unreadableConfirmations: [] };
  expect(unreadableNotices(sound)).toEqual([]);
  expect(unreadableNotices({ ...sound, unreadable: [run] })).toEqual([
    {
      title: '1 run cannot be read',
      text: 'It counts as missing, and no mean includes it. calm-sail-1: best_loss holds "x". The list of runs shows what can be done.',
    },
  ]);
  const unreadableConfirmations = [{ id: 'c', createdAt: '', problem: 'plan holds "{}"' }];
  const both = { ...sound, unreadable: [run, run], unreadableConfirmations };
  expect(unreadableNotices(both).map(({ title }) => title)).toEqual([
    '2 runs cannot be read',
    '1 confirmation cannot be read',
  ]);
});
