// `node build/release/artifacts.ts FOLDER`: exits with 1 and prints a line for each file that a release lacks or should not have.
import { readdirSync } from 'node:fs';
import { packageVersion } from './changelog.ts';

/** Systems as named by electron-builder's `${os}`: one machine of each packages everything for its system. */
export const systems = ['linux', 'win', 'mac'] as const;
export type System = (typeof systems)[number];

/**
 * Files that electron-builder makes for a system: what people download, with electron-builder's name for each architecture, then what an
 * installed app reads to update itself.
 */
export function artifactsOf(system: System, version: string): string[] {
  const named = (...endings: string[]): string[] =>
    endings.map((ending) => `Lambdascope-${version}-${system}-${ending}`);
  switch (system) {
    case 'linux':
      return [
        ...named('x86_64.AppImage', 'arm64.AppImage', 'amd64.deb', 'arm64.deb'),
        ...['latest-linux.yml', 'latest-linux-arm64.yml'],
      ];
    case 'win':
      return [...withBlockmaps(named('x64.exe', 'arm64.exe')), 'latest.yml'];
    case 'mac':
      return [...withBlockmaps(named('x64.dmg', 'arm64.dmg', 'x64.zip', 'arm64.zip')), 'latest-mac.yml'];
  }
}

/** Which blocks of a file changed, so that an update downloads only these. An AppImage includes its own. */
const withBlockmaps = (names: readonly string[]): string[] =>
  names.flatMap((name) => [name, `${name}.blockmap`]);

/** One line for each file that is missing, or is not part of a release. */
export function artifactFaults(found: readonly string[], version: string): string[] {
  const wanted = systems.flatMap((system) => artifactsOf(system, version));
  return [
    ...wanted.filter((name) => !found.includes(name)).map((name) => `${name} is not there`),
    ...found.filter((name) => !wanted.includes(name)).map((name) => `${name} is not part of a release`),
  ];
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  const faults = artifactFaults(readdirSync(folder), packageVersion());
  for (const fault of faults) process.stderr.write(`error: ${folder}: ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
