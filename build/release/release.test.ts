import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, getArtifactArchName } from 'builder-util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/temporary-folder.fixture.ts';
import { builderConfig } from '../packaging/builder-config.ts';
import { artifactFaults, artifactsOf, type System, systems } from './artifacts.ts';
import { packageVersion, readChangelog, sectionOf } from './changelog.ts';
import { tagFault } from './check-tag.ts';
import { checksumsOf } from './checksums.ts';
import { releaseNotes } from './release-notes.ts';

const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-28

### Added

- Lambda, for one.

## [1.1.0] - 2026-10-01

- The first.
`;

describe('a section of the changelog', () => {
  test('is the text between two versions', () => {
    expect(sectionOf(changelog, '1.2.0')).toBe('### Added\n\n- Lambda, for one.');
    expect(sectionOf(changelog, '1.1.0')).toBe('- The first.');
  });

  test.each(['Unreleased', '1.2', '1x2x0', '2.0.0', ''])('does not exist for %j', (version) => {
    expect(sectionOf(changelog, version)).toBeNull();
  });

  test('of the project covers what is to be released next, or this version', () => {
    const text = readChangelog();
    expect(sectionOf(text, packageVersion()) ?? sectionOf(text, 'Unreleased')).not.toBeNull();
  });
});

test.each([
  ['v1.2.0', '1.2.0', null],
  [
    '1.2.0',
    '1.2.0',
    'the tag is 1.2.0 and package.json has 1.2.0: tag the commit that has v1.2.0, or change',
  ],
  ['v1.2.1', '1.2.0', 'the tag is v1.2.1 and package.json has 1.2.0'],
  [
    'v2.0.0',
    '2.0.0',
    'CHANGELOG.md has nothing under "## [2.0.0]": move there what is under "## [Unreleased]"',
  ],
])('the tag %s on version %s: %s', (tag, version, fault) => {
  if (fault === null) expect(tagFault(tag, version, changelog)).toBeNull();
  else expect(tagFault(tag, version, changelog)).toContain(fault);
});

test('the notes are the section and how to check a download', () => {
  const notes = releaseNotes(changelog, '1.2.0');
  expect(notes).toMatch(/^### Added\n\n- Lambda, for one\.\n\n### Check a download\n/);
  expect(notes).toContain('`Lambdascope-1.2.0.cdx.json`');
  expect(() => releaseNotes(changelog, '9.9.9')).toThrow('CHANGELOG.md has no section of 9.9.9');
});

test('checksums are those of sha256sum, sorted, without their own file', async () => {
  const folder = temporaryFolder();
  await expect(checksumsOf(folder)).rejects.toThrow('there is nothing to release');
  writeFileSync(join(folder, 'b.zip'), 'abc');
  writeFileSync(join(folder, 'a.yml'), '');
  writeFileSync(join(folder, 'SHA256SUMS'), 'of an earlier time');
  // Examples from FIPS 180-4.
  expect(await checksumsOf(folder)).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.yml\n' +
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.zip\n',
  );
});

describe('the files of a release', () => {
  const extensions: Readonly<Record<string, string>> = { nsis: 'exe' };
  const installers = (system: System, version: string): string[] => {
    const config = builderConfig({});
    const targets = config[system]?.target as { target: string; arch: ('x64' | 'arm64')[] }[];
    return targets.flatMap(({ target, arch }) =>
      arch.map((name) => {
        const ext = extensions[target] ?? target;
        const words: Readonly<Record<string, string>> = {
          ...{ productName: config.productName!, version, os: system, ext },
          arch: getArtifactArchName(Arch[name], ext),
        };
        return config.artifactName!.replace(/\$\{(\w+)\}/g, (_, word: string) => words[word]!);
      }),
    );
  };

  test.each(systems)('are those that electron-builder makes for %s', (system) => {
    const own = artifactsOf(system, '1.2.0').filter((name) => !/\.(blockmap|yml)$/.test(name));
    expect(own.sort()).toEqual(installers(system, '1.2.0').sort());
  });

  test('are all there, or each missing one is named', () => {
    const all = systems.flatMap((system) => artifactsOf(system, '1.2.0'));
    expect(artifactFaults(all, '1.2.0')).toEqual([]);
    const wrong = [...all.filter((name) => name !== 'latest.yml'), 'builder-debug.yml'];
    expect(artifactFaults(wrong, '1.2.0')).toEqual([
      'latest.yml is not there',
      'builder-debug.yml is not part of a release',
    ]);
  });
});

test('the steps of a release run from a folder to its notes', () => {
  const folder = join(temporaryFolder(), 'release');
  mkdirSync(folder);
  const run = (script: string, ...args: string[]): string =>
    execFileSync(process.execPath, [join(import.meta.dirname, script), ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const version = packageVersion();
  for (const name of systems.flatMap((system) => artifactsOf(system, version)))
    writeFileSync(join(folder, name), name);
  expect(run('artifacts.ts', folder)).toBe('');
  expect(run('checksums.ts', folder)).toBe('');
  expect(() => run('artifacts.ts', folder)).toThrow('SHA256SUMS is not part of a release');
  expect(() => run('check-tag.ts', 'v0.0.0')).toThrow('error: the tag is v0.0.0 and package.json has');
});
