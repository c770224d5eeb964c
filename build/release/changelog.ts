import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The project's changelog, in the format of keepachangelog.com. */
export const readChangelog = (): string => readFileSync(join(root, 'CHANGELOG.md'), 'utf8');

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** What a changelog says about a version, without its heading; null if it says nothing. */
export function sectionOf(changelog: string, version: string): string | null {
  const [, ...sections] = changelog.split(/^(?=## )/m);
  const section = sections.find((text) => text.startsWith(`## [${version}]`));
  const body = section?.slice(section.indexOf('\n')).trim();
  return body === undefined || body === '' ? null : body;
}
