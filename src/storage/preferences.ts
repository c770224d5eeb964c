import type { Connection } from './connection.ts';
import { readJson } from './stored-value.ts';

/** Settings of the interface, kept with the data so that they survive another port or window. */
export function createPreferences(db: Connection) {
  const selectAll = db.prepare<[], { key: string; value: string }>(`SELECT key, value FROM preferences`);
  const write = db.prepare(
    `INSERT INTO preferences (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return {
    /** Those that can be read: for another the interface takes what it has by default, until it is set again. */
    getPreferences(): Record<string, unknown> {
      return Object.fromEntries(selectAll.all().flatMap(readPreference));
    },
    setPreference: (key: string, value: unknown): void => void write.run(key, JSON.stringify(value)),
  };
}

function readPreference({ key, value }: { key: string; value: string }): [key: string, value: unknown][] {
  try {
    return [[key, readJson(key, value)]];
  } catch {
    return [];
  }
}
