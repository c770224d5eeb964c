// Packages the built app around a fake Electron, which needs no download, and looks at what came out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { project } from './paths.mjs';

const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
const folder = mkdtempSync(join(tmpdir(), 'lambdascope-packaging-'));
try {
  const app = packageApp(fakeElectron(join(folder, 'electron')), join(folder, 'dist'));
  checkContents(join(app, 'resources'));
  checkPackages(join(app, 'resources/app.asar'), join(folder, 'extracted'));
  await checkFuses(join(app, 'lambdascope'));
  process.stdout.write('packaging: contents, unpacked binary and fuses are right\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The least that electron-builder and the fuses tool take for an Electron: a sentinel, and a fuse per byte. */
function fakeElectron(path) {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const version = String.fromCharCode(1);
  const fuses = '101100110';
  mkdirSync(join(path, 'resources'), { recursive: true });
  mkdirSync(join(path, 'locales'));
  writeFileSync(
    join(path, 'electron'),
    `fake${sentinel}${version}${String.fromCharCode(fuses.length)}${fuses}end`,
  );
  chmodSync(join(path, 'electron'), 0o755);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'locales/de.pak'])
    writeFileSync(join(path, file), 'fake');
  return path;
}

function packageApp(electronDist, output) {
  const builder = project('node_modules/electron-builder/out/cli/cli.js');
  const options = [`-c.electronDist=${electronDist}`, `-c.directories.output=${output}`];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [builder, '--linux', 'dir', `--${arch}`, '--publish', 'never', ...options],
    { cwd: project('.'), encoding: 'utf8' },
  );
  assert.equal(status, 0, `electron-builder failed:\n${stdout}${stderr}`);
  return join(output, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
}

function checkContents(resources) {
  const packed = listPackage(join(resources, 'app.asar')).map((path) => path.replaceAll('\\', '/'));
  const needed = [
    '/package.json',
    '/out/main/index.js',
    '/out/main/trainer.js',
    '/out/main/storage.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/node_modules/better-sqlite3/package.json',
  ];
  assert.deepEqual(
    needed.filter((path) => !packed.includes(path)),
    [],
    'missing in app.asar',
  );
  const unwanted =
    /^\/(src|electron|renderer|e2e|bench|docs|migrations|build)\/|\.test\.|\.map$|\/node-(linux|win)-/;
  assert.deepEqual(
    packed.filter((path) => unwanted.test(path)),
    [],
    'not for users',
  );
  const binaries = packed.filter((path) => path.endsWith('.node'));
  assert.deepEqual(
    binaries,
    [`/node_modules/better-sqlite3/prebuilds/linux-${arch}.node`],
    'one binary, of this platform',
  );
  assert.ok(
    existsSync(join(resources, 'app.asar.unpacked', binaries[0])),
    'the binary can be loaded from outside the asar',
  );
  const { main } = JSON.parse(readFileSync(project('package.json'), 'utf8'));
  assert.ok(packed.includes(`/${main}`), `package.json names ${main}`);
}

/** What was left out of the packages is not missed: the app's imports load, and SQLite opens. */
function checkPackages(asar, folder) {
  if (process.platform !== 'linux') return; // another system cannot load what is packaged for Linux
  extractAll(asar, folder);
  const probe = join(folder, 'out/main/probe.js');
  writeFileSync(probe, "import Database from 'better-sqlite3'; new Database(':memory:').close();");
  const { status, stderr } = spawnSync(process.execPath, [probe], { encoding: 'utf8' });
  assert.equal(status, 0, `the packaged packages do not load:\n${stderr}`);
}

async function checkFuses(binary) {
  const wire = await getCurrentFuseWire(binary);
  const expected = {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  };
  for (const [name, isOn] of Object.entries(expected)) {
    assert.equal(wire[FuseV1Options[name]], isOn ? FuseState.ENABLE : FuseState.DISABLE, `fuse ${name}`);
  }
}
