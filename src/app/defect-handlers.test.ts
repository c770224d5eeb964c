import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDefectHandlers } from './defect-handlers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('writes what a page reports to the log, but at most ten reports a minute', () => {
  const lines: string[] = [];
  const write = (level: string, text: string): void => void lines.push(`${level} ${text}`);
  const { reportDefect } = createDefectHandlers({ log: { write } as never });
  for (let at = 0; at < 50; at++) void reportDefect({ text: `defect ${at}` });
  expect(lines).toHaveLength(11);
  expect([lines[0], lines[9], lines[10]]).toEqual([
    'error page: defect 0',
    'error page: defect 9',
    'warning page: further errors in this minute are not logged',
  ]);
  vi.advanceTimersByTime(60_000);
  void reportDefect({ text: 'another' });
  expect(lines[11]).toBe('error page: another');
});
