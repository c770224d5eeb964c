import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick } from 'vue';
import { preferenceList, type PreferenceKey } from './preference-list.ts';
import { createPreferences } from './preferences.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Saved = { key: string; value?: unknown; entries?: unknown };

/** Preferences of a window whose host stores these values, and fails while `host.isLost`. */
function openWindow(stored: Record<string, unknown> = {}) {
  const saved: Saved[] = [];
  const host = { stored, isLost: false };
  const preferences = createPreferences({
    getPreferences: () => Promise.resolve(host.stored),
    setPreference: ({ key, value, entries }) => {
      if (host.isLost) return Promise.reject(new Error('lost'));
      saved.push({ key, ...(entries ? { entries } : { value }) });
      return Promise.resolve(null);
    },
  });
  return { preferences, saved, host };
}
const heard = (key: string, value: unknown) =>
  ({ kind: 'preferenceChanged', key, value, source: 'another' }) as const;
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

describe('saving', () => {
  it('happens at once, and the last of a series a little later', async () => {
    const { preferences, saved } = openWindow();
    const smoothing = preferences.get('run.smoothing');
    for (const value of [0.1, 0.2, 0.3]) {
      smoothing.value = value;
      await nextTick();
    }
    expect(saved).toEqual([{ key: 'run.smoothing', value: 0.1 }]);
    await vi.advanceTimersByTimeAsync(250);
    expect(saved.slice(1)).toEqual([{ key: 'run.smoothing', value: 0.3 }]);
    await settled();
    expect(saved).toHaveLength(2);
  });

  it('continues after the screen that asked first is gone', async () => {
    const { preferences, saved } = openWindow();
    const first = effectScope();
    first.run(() => preferences.get('theme'));
    first.stop();
    preferences.get('theme').value = 'dark';
    await settled();
    expect(saved).toEqual([{ key: 'theme', value: 'dark' }]);
  });

  it('is retried when the host is back', async () => {
    const { preferences, saved, host } = openWindow();
    host.isLost = true;
    preferences.get('run.tab').value = 'notes';
    await settled();
    expect(saved).toEqual([]);
    host.isLost = false;
    await preferences.refresh();
    expect(saved).toEqual([{ key: 'run.tab', value: 'notes' }]);
  });

  it('leaves out half-typed and unchanged values', async () => {
    const { preferences, saved } = openWindow();
    const patience = preferences.get('run.patience');
    patience.value = '' as never;
    await settled();
    patience.value = 20;
    await settled();
    preferences.get('theme').value = 'dark';
    preferences.get('theme').value = 'system';
    await settled();
    expect(saved).toEqual([{ key: 'run.patience', value: 20 }]);
  });

  it('sends only the changed entries of a map, and removes those that are gone', async () => {
    const { preferences, saved } = openWindow({ 'compare.colours': { a: 1, b: 2, c: 3 } });
    await preferences.load();
    const colours = preferences.get('compare.colours');
    colours.value = { a: 1, b: 5, d: 4 };
    await settled();
    expect(saved).toEqual([{ key: 'compare.colours', entries: { b: 5, d: 4, c: null } }]);
  });
});

describe('other windows', () => {
  it('are followed in shared settings, and not in what each is looking at', async () => {
    const { preferences, saved } = openWindow();
    const [theme, tab] = [preferences.get('theme'), preferences.get('run.tab')];
    preferences.hear(heard('theme', 'dark'));
    preferences.hear(heard('run.tab', 'notes'));
    await settled();
    expect([theme.value, tab.value, saved]).toEqual(['dark', 'numbers', []]);
  });

  it('keep their entries of a map, and this window those it has set but not stored yet', async () => {
    const { preferences, saved, host } = openWindow({ 'newRun.drafts': {} });
    await preferences.load();
    const drafts = preferences.get('newRun.drafts');
    const [mine, theirs] = [
      { text: 'mine', editedAt: 2 },
      { text: 'theirs', editedAt: 1 },
    ];
    host.isLost = true;
    drafts.value = { 'run:a': mine };
    await settled();
    preferences.hear(heard('newRun.drafts', { 'run:b': theirs }));
    expect(drafts.value).toEqual({ 'run:a': mine, 'run:b': theirs });
    host.isLost = false;
    host.stored = { 'newRun.drafts': { 'run:b': theirs } };
    await preferences.refresh();
    await settled();
    expect(saved).toEqual([{ key: 'newRun.drafts', entries: { 'run:a': mine } }]);
    preferences.hear(heard('newRun.drafts', { 'run:a': mine }));
    expect(drafts.value).toEqual({ 'run:a': mine });
  });

  it('do not revert what is set here and on its way', async () => {
    const { preferences, host } = openWindow();
    const theme = preferences.get('theme');
    host.isLost = true;
    theme.value = 'dark';
    await settled();
    preferences.hear(heard('theme', 'light'));
    expect(theme.value).toBe('dark');
  });

  it('are heard before anyone asks, while a window ignores its own changes', async () => {
    const sources: (string | undefined)[] = [];
    const preferences = createPreferences({
      getPreferences: () => Promise.resolve({}),
      setPreference: ({ source }) => (sources.push(source), Promise.resolve(null)),
    });
    preferences.hear(heard('theme', 'dark'));
    const theme = preferences.get('theme');
    expect(theme.value).toBe('dark');
    theme.value = 'light';
    await settled();
    preferences.hear({ ...heard('theme', 'dark'), source: sources[0]! });
    expect(theme.value).toBe('light');
  });
});

const wrong: readonly unknown[] = [
  ...[null, true, 7, -1, 1e300, 'x', ''],
  ...[[], [1], [null], [{ key: 1 }], {}, { a: null }, { a: 'x' }, { a: [] }, { key: 'name' }],
  ...[{ key: 'nothing', descending: true }, { key: 'a', draft: 1 }, { training: 'yes' }],
];
/** `number`, `list`, ...: what a screen relies on. */
function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}

describe.each(Object.keys(preferenceList) as PreferenceKey[])('what is stored as %s', (key) => {
  const isNullable = preferenceList[key].default === null;

  it('is used only if it is of the right kind, and otherwise refused by name', async () => {
    for (const stored of wrong) {
      const { preferences, saved } = openWindow({ [key]: stored });
      await preferences.load();
      const used: unknown = preferences.get(key).value;
      const isRefused = preferences.refused.value.includes(key);
      if (isRefused) expect(used).toEqual(preferenceList[key].default);
      else expect(preferenceList[key].read(used)).toEqual(used);
      expect(isNullable ? ['null', 'number'] : [kindOf(preferenceList[key].default)]).toContain(kindOf(used));
      await settled();
      expect(saved).toEqual([]); // what nobody has set stays untouched
    }
  });
});

describe('older formats', () => {
  it('are read, and replaced as a whole by the first change', async () => {
    const { preferences, saved } = openWindow({
      'compare.pinned': ['a', 'b'],
      'newRun.drafts': [
        { key: 'run:a', text: 'newer' },
        { key: 'run:b', text: 'older' },
      ],
      'newSweep.draft': { key: 'preset:p', draft: { name: 'n' } },
    });
    await preferences.load();
    const pinned = preferences.get('compare.pinned');
    expect(pinned.value).toEqual({ a: true, b: true });
    const drafts = Object.entries(preferences.get('newRun.drafts').value);
    expect(drafts.toSorted(([, a], [, b]) => b.editedAt - a.editedAt).map(([start]) => start)).toEqual([
      'run:a',
      'run:b',
    ]);
    expect(preferences.get('newSweep.draft').value['preset:p']?.text).toBe('{"name":"n"}');
    expect(preferences.refused.value).toEqual([]);

    pinned.value = { ...pinned.value, c: true };
    await settled();
    pinned.value = { b: true, c: true };
    await settled();
    expect(saved).toEqual([
      { key: 'compare.pinned', value: { a: true, b: true, c: true } },
      { key: 'compare.pinned', entries: { a: null } },
    ]);
  });
});
