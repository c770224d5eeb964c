import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { Platform } from './target.ts';

/** What the fuses tool looks for in a binary: a sentinel, the version and the number of the fuses, and one digit for each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuses = '101100110';
const fuseWire = Buffer.from(`${sentinel}\u0001${String.fromCharCode(fuses.length)}${fuses}`, 'latin1');

/**
 * Writes the minimum that electron-builder and the fuses tool accept as an unpacked Electron for a platform into `folder`, and returns the
 * folder. It replaces a download of 100 MB where only our part of a package matters; it cannot be started.
 */
export function writeFakeElectron(platform: Platform, folder: string): string {
  for (const [path, content] of Object.entries(filesOf[platform]())) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
  mkdirSync(join(folder, 'resources'), { recursive: true });
  return folder;
}

const besides = { LICENSE: 'fake', 'LICENSES.chromium.html': 'fake', version: 'fake' };
const locales = { 'locales/en-US.pak': 'fake', 'locales/de.pak': 'fake' };
const fusedBinary = Buffer.concat([Buffer.from('fake'), fuseWire, Buffer.from('end')]);

type Files = Readonly<Record<string, string | Uint8Array>>;

const filesOf: Readonly<Record<Platform, () => Files>> = {
  linux: () => ({ ...besides, ...locales, 'chrome-sandbox': 'fake', electron: fusedBinary }),
  darwin: macFiles,
  win32: () => ({ ...besides, ...locales, 'electron.exe': windowsExecutable() }),
};

/** A bundle with the helper that electron-builder renames; the fuses are in the framework. */
function macFiles(): Files {
  const contents = 'Electron.app/Contents';
  const framework = `${contents}/Frameworks/Electron Framework.framework`;
  const helper = `${contents}/Frameworks/Electron Helper.app/Contents`;
  const plist =
    '<?xml version="1.0"?><plist version="1.0"><dict><key>NSCameraUsageDescription</key><string>fake</string></dict></plist>';
  return {
    ...besides,
    [`${contents}/Info.plist`]: plist,
    [`${contents}/MacOS/Electron`]: 'fake',
    [`${contents}/Resources/en.lproj/locale`]: 'fake',
    [`${contents}/Resources/de.lproj/locale`]: 'fake',
    [`${helper}/Info.plist`]: plist,
    [`${helper}/MacOS/Electron Helper`]: 'fake',
    [`${framework}/Electron Framework`]: fusedBinary,
    [`${framework}/Versions/A/Resources/en.lproj/locale.pak`]: 'fake',
    [`${framework}/Versions/A/Resources/de.lproj/locale.pak`]: 'fake',
  };
}

/** An executable without code, with the version that electron-builder edits. */
function windowsExecutable(): Uint8Array {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  executable.setExtraData(fusedBinary);
  return new Uint8Array(executable.generate());
}
