import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mountComposable } from './composable-fixture.ts';
import { useKeptDrafts } from './useKeptDrafts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('are found by their starting point, latest first, and the oldest beyond ten are dropped', () => {
  const { result: drafts } = mountComposable(() => useKeptDrafts('newRun.drafts'));
  for (let at = 0; at < 12; at++) {
    vi.advanceTimersByTime(1);
    drafts.keep(`run:${at}`, `text ${at}`);
  }
  expect([drafts.find('run:1'), drafts.find('run:2')]).toEqual([undefined, 'text 2']);
  vi.advanceTimersByTime(1);
  drafts.keep('fork:2', 'a fork');
  drafts.keep('run:2', 'newer');
  expect([drafts.find('run:2'), drafts.find('run:4')]).toEqual(['newer', 'text 4']);
  expect(drafts.latest((start) => start.startsWith('fork:'))).toBe('fork:2');
  drafts.drop('run:11');
  drafts.drop('never kept');
  expect(drafts.find('run:11')).toBeUndefined();
});
