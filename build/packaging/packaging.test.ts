import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { extractAll, extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appId } from '../../electron/app-id.ts';
import { main, version } from '../../package.json';
import { packageFor } from './package-app.ts';
import { archs, type PackagedApp, type Platform, platforms, thisTarget } from './target.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lambdascope-packaging-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** On Windows electron-builder refuses to package for macOS. */
const canPackage = (platform: Platform): boolean => platform !== 'darwin' || process.platform !== 'win32';

describe.each(platforms.filter(canPackage))('packages for %s', (platform) => {
  let apps: readonly PackagedApp[];
  beforeAll(async () => void (apps = await packageFor(platform, archs, folder)));

  describe.each(archs)('on %s', (arch) => {
    let app: PackagedApp;
    let packed: string[];
    beforeAll(() => {
      app = apps.find(({ target }) => target.arch === arch)!;
      packed = listPackage(app.asar, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    });

    test('has what the app loads', () => {
      expect(packed).toEqual(
        expect.arrayContaining([
          '/package.json',
          `/${main}`,
          '/out/main/trainer.js',
          '/out/main/storage.js',
          '/out/preload/index.cjs',
          '/out/renderer/index.html',
          '/node_modules/better-sqlite3/package.json',
        ]),
      );
    });

    test('has everything that its files import from each other', () => {
      const files = packed.filter((path) => path.startsWith('/out/main/') && path.endsWith('.js'));
      const imports = files.flatMap((file) => {
        const code = extractFile(app.asar, join(...file.slice(1).split('/'))).toString();
        const paths = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g);
        return [...paths].map(([, path]) => posix.join(posix.dirname(file), path!));
      });
      expect(imports.length).toBeGreaterThan(10);
      expect(imports.filter((path) => !packed.includes(path))).toEqual([]);
    });

    test('has nothing that is not for users', () => {
      const unwanted =
        /^\/(src|electron|renderer|e2e|bench|docs|migrations|build)\/|^\/out\/main\/cli|\.test\.|\.map$|\/node-(linux|win)-/;
      expect(packed.filter((path) => unwanted.test(path))).toEqual([]);
    });

    test('has the one native module of its system, where it can be loaded', () => {
      const binaries = packed.filter((path) => path.endsWith('.node'));
      expect(binaries).toEqual([`/node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`]);
      expect(existsSync(join(`${app.asar}.unpacked`, binaries[0]!))).toBe(true);
    });

    test('says which windows are its own, and whether macOS lets it replace itself', () => {
      const packed = JSON.parse(extractFile(app.asar, 'package.json').toString()) as object;
      const desktopName = 'lambdascope.desktop';
      expect(packed).toMatchObject({ desktopName, name: 'lambdascope', version, isSignedForMac: false });
    });

    test('has the updater, to be loaded when it is needed', () => {
      expect(packed.filter((path) => /^\/out\/main\/chunks\/app-updater-.+\.js$/.test(path))).toHaveLength(1);
    });

    // Only on Linux does electron-builder treat a folder as something that can be updated.
    test.runIf(platform === 'linux')('says where newer versions are', () => {
      expect(readFileSync(join(app.resources, 'app-update.yml'), 'utf8')).toBe(
        'owner: lambdascope\nrepo: lambdascope\nprovider: github\nreleaseType: draft\nupdaterCacheDirName: lambdascope-updater\n',
      );
    });

    test('has English as its only language', () => {
      const isMac = platform === 'darwin';
      const languages = isMac ? app.resources : join(dirname(app.executable), 'locales');
      const left = readdirSync(languages).filter((name) => /\.(pak|lproj)$/.test(name));
      expect(left).toEqual([isMac ? 'en.lproj' : 'en-US.pak']);
    });

    // For macOS electron-builder takes them from the archive that it downloads, which the fake is not.
    test.skipIf(platform === 'darwin')("keeps Electron's and Chromium's licences", () => {
      const files = readdirSync(dirname(app.executable));
      expect(files).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));
    });

    test('has the licences of its packages where other programs can show them', () => {
      const text = readFileSync(join(app.resources, 'licences.txt'), 'utf8');
      expect(text).toMatch(/^chart\.js \d+\.\d+\.\d+ \(MIT\)$/m);
      expect(packed.filter((path) => /licences/.test(path))).toEqual([]);
    });

    test.runIf(platform === 'darwin')(
      'offers to open tables, as one of several programs, and wants no devices',
      () => {
        const plist = readFileSync(join(app.resources, '../Info.plist'), 'utf8').replaceAll(/\s+/g, '');
        const has = (key: string, value: string): void =>
          expect(plist).toContain(`<key>${key}</key>${value}`);
        has('CFBundleIdentifier', `<string>${appId}</string>`);
        has('CFBundleTypeExtensions', '<array><string>csv</string></array>');
        has('CFBundleTypeRole', '<string>Viewer</string>');
        has('LSHandlerRank', '<string>Alternate</string>');
        expect(plist).not.toContain('NSCameraUsageDescription');
      },
    );

    // Electron refuses an app.asar whose header has a digest other than the one given in the binary or the bundle.
    test.skipIf(platform === 'linux')('states the digest of what it packs', async () => {
      const { headerString } = getRawHeader(app.asar);
      const digest = createHash('sha256').update(headerString).digest('hex');
      const named = platform === 'darwin' ? integrityOfBundle(app) : integrityOfBinary(app);
      expect(named).toBe(digest);
    });

    test('has its fuses set', async () => {
      const wire = await getCurrentFuseWire(app.executable);
      const expected: Partial<Record<keyof typeof FuseV1Options, boolean>> = {
        RunAsNode: false,
        EnableCookieEncryption: false,
        EnableNodeOptionsEnvironmentVariable: false,
        EnableNodeCliInspectArguments: false,
        EnableEmbeddedAsarIntegrityValidation: true,
        OnlyLoadAppFromAsar: true,
        GrantFileProtocolExtraPrivileges: false,
      };
      const found = Object.keys(expected).map((name) => [
        name,
        wire[FuseV1Options[name as keyof typeof FuseV1Options]] === FuseState.ENABLE,
      ]);
      expect(Object.fromEntries(found)).toEqual(expected);
    });

    test.runIf(platform === thisTarget.platform && arch === thisTarget.arch)(
      'works without what was left out of its packages: SQLite opens',
      () => {
        const extracted = join(folder, 'extracted');
        extractAll(app.asar, extracted);
        const probe = join(extracted, 'out/main/probe.js');
        const open = "console.log(new Database(':memory:').pragma('user_version'))";
        writeFileSync(probe, `import Database from 'better-sqlite3'; ${open};`);
        expect(execFileSync(process.execPath, [probe], { encoding: 'utf8' })).toContain('user_version: 0');
      },
    );
  });
});

function integrityOfBundle({ resources }: PackagedApp): string | undefined {
  const plist = readFileSync(join(resources, '../Info.plist'), 'utf8').replaceAll(/\s+/g, '');
  const entry =
    /<key>Resources\/app\.asar<\/key><dict><key>algorithm<\/key><string>SHA256<\/string><key>hash<\/key><string>(\w+)/;
  return entry.exec(plist)?.[1];
}

function integrityOfBinary({ executable }: PackagedApp): unknown {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(executable)));
  const entry = entries.find(({ type }) => type === 'INTEGRITY');
  const listed = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString()) as {
    file: string;
    value: string;
  }[];
  return listed.find(({ file }) => file === 'resources\\app.asar')?.value;
}
