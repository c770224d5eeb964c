import type { Connection } from './connection.ts';

/** Settings of the interface, kept with the data so that they survive another port or window. */
export function createPreferences(db: Connection) {
  const selectAll = db.prepare<[], { key: string; value: string }>(`SELECT key, value FROM preferences`);
  const write = db.prepare(
    `INSERT INTO preferences (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return {
    getPreferences(): Record<string, unknown> {
      return Object.fromEntries(selectAll.all().map(({ key, value }) => [key, JSON.parse(value) as unknown]));
    },
    setPreference: (key: string, value: unknown): void => void write.run(key, JSON.stringify(value)),
  };
}
