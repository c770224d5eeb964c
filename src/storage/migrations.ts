/// <reference types="vite/types/importMeta.d.ts" />
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One file in migrations/. Never edited once released. */
export interface Migration {
  /** Becomes the database's user_version. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** How many times a migration reads the whole file, as measured on millions of epochs: once to check references, plus what it changes. */
const passes: Readonly<Record<number, number>> = { 6: 7.6, 15: 2 };
export const passesOf = ({ version }: Pick<Migration, 'version'>): number => passes[version] ?? 1;

/** All migrations in order, from version 1 without gaps. */
export function loadMigrations(): readonly Migration[] {
  // The bundler replaces the glob with the files' text; sources that run directly read the folder.
  const texts: Record<string, string> =
    import.meta.env === undefined
      ? readFolder(join(import.meta.dirname, '../../migrations'))
      : import.meta.glob<string>('/migrations/*.sql', { query: '?raw', import: 'default', eager: true });
  return orderMigrations(texts);
}

/** Migrations from a map of path to text. Throws if a number is missing or occurs twice. */
export function orderMigrations(texts: Readonly<Record<string, string>>): readonly Migration[] {
  const migrations = Object.entries(texts)
    .map(([path, sql]) => ({ version: Number.parseInt(basename(path), 10), name: basename(path), sql }))
    .sort((a, b) => a.version - b.version);
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`migration ${name} should have the number ${index + 1}`);
  });
  return migrations;
}

function readFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
