import type { Connection } from './connection.ts';
import { readJson } from './stored-value.ts';

/** Settings of the interface, stored with the data so that they survive a change of port or window. */
export function createPreferences(db: Connection) {
  const selectAll = db.prepare<[], { key: string; value: string }>(`SELECT key, value FROM preferences`);
  const write = db.prepare(
    `INSERT INTO preferences (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  const selectOne = db.prepare<[string], { value: string }>(`SELECT value FROM preferences WHERE key = ?`);

  /** Returns `value`. */
  function setPreference(key: string, value: unknown): unknown {
    write.run(key, JSON.stringify(value));
    return value;
  }

  return {
    /** All readable preferences: for the others the interface uses its defaults, until they are set again. */
    getPreferences(): Record<string, unknown> {
      return Object.fromEntries(selectAll.all().flatMap(readPreference));
    },
    setPreference,
    /**
     * Sets entries of a map, or removes those that are null, and keeps the others; anything that is not a map becomes one. Returns the
     * whole map.
     */
    setPreferenceEntries: db.transaction(
      (key: string, entries: Readonly<Record<string, unknown>>): unknown => {
        const row = selectOne.get(key);
        const before = row && readPreference({ key, value: row.value })[0]?.[1];
        const all = Object.entries({ ...(isMap(before) ? before : {}), ...entries });
        return setPreference(key, Object.fromEntries(all.filter(([, entry]) => entry !== null)));
      },
    ).immediate,
  };
}

function readPreference({ key, value }: { key: string; value: string }): [key: string, value: unknown][] {
  try {
    return [[key, readJson(key, value)]];
  } catch {
    return [];
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
