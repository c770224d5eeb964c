import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A package that ships with the app, as recorded by Vite for each part of the build. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** Its licence, by the identifier in package.json. */
  readonly identifier?: string;
  readonly text?: string;
}

/** Licences that require no more than their text. One that requires more needs a decision. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD'];

/** Packages under the MIT licence that lack its text, with the line that names the copyright holder. */
const ownersOfUnwritten: Readonly<Record<string, string>> = {
  'abstract-logging': 'Copyright (c) James Sumners',
  'lazy-val': 'Copyright (c) Vladimir Krivosheev',
};

const projectFolder = resolve(import.meta.dirname, '../..');
const rule = '-'.repeat(80);

/**
 * The licences of packages as one text; `own`, this project's, comes first. Throws if a package's licence is not allowed or its text is
 * missing, naming all such packages.
 */
export function licencesText(own: string, packages: readonly ShippedPackage[]): string {
  const problems: string[] = [];
  const parts = new Map<string, string>();
  for (const shipped of packages) {
    const { name, version, identifier } = shipped;
    const title = `${name} ${version} (${identifier})`;
    const text = shipped.text ?? unwrittenText(own, name);
    if (identifier === undefined || !allowed.includes(identifier))
      problems.push(`${title}: allowed are ${allowed.join(', ')}`);
    else if (text === undefined) problems.push(`${title}: the package does not contain its text`);
    else parts.set(title, text.trim());
  }
  if (problems.length > 0)
    throw new Error(
      `These packages cannot ship as they are; see ${import.meta.filename}:\n${problems.join('\n')}`,
    );
  const head =
    `Lambdascope\n\n${own.trim()}\n\n${rule}\nIt contains the packages below. Electron's licence is in LICENSE.electron.txt, ` +
    `and those of Chromium and all that it is\nmade of are in LICENSES.chromium.html, beside the installed app. SQLite, ` +
    `within better-sqlite3, is in the public domain.\n`;
  const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
  return head + sorted.map(([title, text]) => `\n${rule}\n${title}\n\n${text}\n`).join('');
}

/** Our own text is that of the MIT licence, except for the copyright holder. */
function unwrittenText(own: string, name: string): string | undefined {
  const owner = ownersOfUnwritten[name];
  return owner === undefined ? undefined : own.replace(/^Copyright.*$/m, owner);
}

/** Makes out/licences.txt from what each part of the build recorded, and deletes those records. */
export function writeLicences(): void {
  const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
  const lists = ['main', 'preload', 'renderer'].map((part) => `out/${part}/licences.json`);
  const bundled = lists.flatMap((list) => JSON.parse(read(list)) as ShippedPackage[]);
  const { name, version, license } = JSON.parse(read('node_modules/better-sqlite3/package.json')) as {
    name: string;
    version: string;
    license: string;
  };
  const native = { name, version, identifier: license, text: read('node_modules/better-sqlite3/LICENSE') };
  writeFileSync(join(projectFolder, 'out/licences.txt'), licencesText(read('LICENSE'), [...bundled, native]));
  for (const list of lists) rmSync(join(projectFolder, list));
}
