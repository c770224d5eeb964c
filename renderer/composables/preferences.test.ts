import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { createPreferences } from './preferences.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(stored: Record<string, unknown> = {}) {
  const saved: unknown[] = [];
  const preferences = createPreferences({
    getPreferences: () => Promise.resolve(stored),
    setPreference: (preference) => {
      saved.push(preference);
      return Promise.resolve(null);
    },
  });
  return { preferences, saved };
}

test('a change is stored at once, and of a series the last one a little later', async () => {
  const { preferences, saved } = setUp();
  const width = preferences.get('width', 10);
  for (const value of [11, 12, 13]) {
    width.value = value;
    await nextTick();
  }
  expect(saved).toEqual([{ key: 'width', value: 11 }]);
  vi.advanceTimersByTime(250);
  expect(saved).toEqual([
    { key: 'width', value: 11 },
    { key: 'width', value: 13 },
  ]);
  vi.advanceTimersByTime(1000);
  expect(saved).toHaveLength(2);
});

test('what the host has stored replaces the default, for everyone who asked', async () => {
  const { preferences } = setUp({ theme: 'dark' });
  const [first, second] = [preferences.get('theme', 'system'), preferences.get('theme', 'system')];
  await preferences.load();
  expect([first.value, second.value]).toEqual(['dark', 'dark']);
  expect(preferences.get('other', 'system').value).toBe('system');
});
