import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { describeWith } from '../../src/system-needs.fixture.ts';
import { artifactsOf } from '../release/artifacts.ts';
import { packageApp } from './package-app.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'lambdascope-packaging-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** Writes an executable sh script below the folder, and returns its path. */
function script(path: string, body: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

// The tools that make the packages are downloads. Fakes record what they are given.
describeWith('linux')('packages for Linux', () => {
  beforeAll(async () => {
    const keep = `
      printf '%s\\n' "$@" > '${folder}/fpm-arguments'
      while [ $# -gt 0 ]; do
        case "$1" in
          --after-install) cp "$2" '${folder}/after-install';;
          --package) : > "$2";;
          *.desktop=*) cp "\${1%%=*}" '${folder}/deb.desktop'; echo "\${1#*=}" > '${folder}/desktop-place';;
        esac
        shift
      done`;
    const fpm = script('fpm', keep);
    script('appimage/mksquashfs', `cp -R "$1" '${folder}/stage'; : > "$2"`);
    script('appimage/desktop-file-validate', '');
    script('appimage/runtimes/runtime-x64', '');
    script('appimage/lib/x64/none', '');
    await packageApp({ platform: 'linux', arch: 'x64' }, folder, {
      formats: ['deb', 'AppImage'],
      env: { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: join(folder, 'appimage') },
    });
  });

  const entryOf = (path: string): unknown =>
    Object.fromEntries(
      read(path)
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(/=(.*)/, 2)),
    );
  const common = {
    Name: 'Lambdascope',
    Terminal: 'false',
    Type: 'Application',
    Icon: 'lambdascope',
    StartupWMClass: 'lambdascope',
    Comment: 'A desktop experiment manager for regularization and overfitting.',
    MimeType: 'text/csv;x-scheme-handler/lambdascope;',
    Categories: 'Science;ArtificialIntelligence;',
    Keywords: 'regularization;overfitting;neural network;',
  };

  test('have the names that a release requires, and the file that installed apps read about it', () => {
    const made = readdirSync(join(folder, 'dist')).filter((name) => /^(Lambdascope-|latest)/.test(name));
    const wanted = artifactsOf('linux', version).filter((name) => !name.includes('arm64'));
    expect(made.sort()).toEqual(wanted.sort());
  });

  test('the menu entry names the windows, and says that it opens tables', () => {
    expect(entryOf('deb.desktop')).toEqual({ ...common, Exec: '/opt/Lambdascope/lambdascope %U' });
    expect(read('desktop-place')).toBe('/usr/share/applications/lambdascope.desktop\n');
    expect(entryOf('stage/lambdascope.desktop')).toMatchObject({ ...common, Exec: 'AppRun %U' });
  });

  test('there is an icon of each size', () => {
    const sizes = [16, 32, 48, 64, 128, 256, 512].map((size) => `${size}x${size}`);
    for (const size of sizes)
      expect(read('fpm-arguments')).toContain(`=/usr/share/icons/hicolor/${size}/apps/lambdascope.png\n`);
    expect(new Set(readdirSync(join(folder, 'stage/usr/share/icons/hicolor')))).toEqual(new Set(sizes));
  });

  test('the deb requires the libraries that it was built with, and leaves file types alone', () => {
    const given = read('fpm-arguments');
    expect(given).toContain('\nlibc6 (>= 2.34)\n');
    expect(given).toContain('\nlibgbm1\n');
    expect(given).not.toContain('/usr/share/mime');
  });

  test('AppArmor lets the installed app create namespaces', () => {
    const profile = read('dist/linux-unpacked/resources/apparmor-profile');
    expect(profile).toContain(
      'profile "lambdascope" "/opt/Lambdascope/lambdascope" flags=(unconfined) {\n  userns,',
    );
  });

  describe('the post-install script', () => {
    /** Runs it on a system that has only fakes, and returns which of these were called. */
    function install(fakes: Readonly<Record<string, string>>): string[] {
      const calls = join(folder, 'calls');
      writeFileSync(calls, '');
      rmSync(join(folder, 'system'), { recursive: true, force: true, maxRetries: 10 });
      for (const [name, body] of Object.entries({ chmod: '', ln: '', cp: '', ...fakes }))
        script(`system/${name}`, `echo "${name} $*" >> '${calls}'\n${body}`);
      const { status, stderr } = spawnSync('/bin/sh', [join(folder, 'after-install')], {
        env: { PATH: join(folder, 'system') },
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
      return read('calls').trim().split('\n');
    }
    const always = [
      'ln -sf /opt/Lambdascope/lambdascope /usr/bin/lambdascope',
      'chmod 4755 /opt/Lambdascope/chrome-sandbox',
    ];
    const source = '/opt/Lambdascope/resources/apparmor-profile';
    const profile = '/etc/apparmor.d/lambdascope';

    test('gives the sandbox its helper', () => {
      expect(install({})).toEqual(always);
    });

    test('links the command through the alternatives of Debian, if these work', () => {
      const asked =
        'update-alternatives --install /usr/bin/lambdascope lambdascope /opt/Lambdascope/lambdascope 100';
      expect(install({ 'update-alternatives': '' })).toEqual([asked, always[1]]);
      expect(install({ 'update-alternatives': 'exit 2' })).toEqual([asked, ...always]);
    });

    test('loads the profile into an AppArmor that knows its rule', () => {
      expect(install({ apparmor_parser: '', ischroot: 'exit 1' })).toEqual([
        ...always,
        `apparmor_parser --skip-kernel-load ${source}`,
        `cp -f ${source} ${profile}`,
        'ischroot ',
        `apparmor_parser --replace --write-cache --skip-read-cache ${profile}`,
      ]);
    });

    test('leaves an older AppArmor alone', () => {
      expect(install({ apparmor_parser: 'exit 1' })).toEqual([
        ...always,
        `apparmor_parser --skip-kernel-load ${source}`,
      ]);
    });

    test('survives failures, and refreshes the menu', () => {
      const fakes = { apparmor_parser: '[ "$1" != --replace ]', 'update-desktop-database': 'exit 1' };
      expect(install(fakes).at(-1)).toBe('update-desktop-database /usr/share/applications');
    });
  });

  describe('the AppImage', () => {
    /** Starts it where `unshare` exits with this code, and returns the app's arguments. */
    function start(unshareEnds: number, ...args: string[]): string {
      const bin = dirname(script('bin/unshare', `exit ${unshareEnds}`));
      script('stage/lambdascope', 'echo "given:$*"');
      const { stdout } = spawnSync(join(folder, 'stage/AppRun'), args, {
        env: { PATH: `${bin}:/usr/bin:/bin`, HOME: folder },
        encoding: 'utf8',
      });
      return stdout.trim();
    }

    test('keeps the sandbox if every user may create namespaces', () => {
      expect(start(0, 'a.csv')).toBe('given:a.csv');
    });

    test('starts without it if they are refused', () => {
      expect(start(1, 'a.csv')).toBe('given:--no-sandbox a.csv');
    });
  });
});
