import { accessSync, constants, existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { readKept } from '#app';
import type { UpdateFacts } from './update-way.ts';

/** The running copy. */
export interface RunningCopy {
  readonly platform: NodeJS.Platform;
  /** The binary, as `process.execPath`. */
  readonly executable: string;
  /** The AppImage that the copy runs from, as $APPIMAGE; undefined elsewhere. */
  readonly appImage: string | undefined;
  /** Where the app is, with its package.json. */
  readonly appFolder: string;
  /** The file that says where the releases are. */
  readonly feedFile: string | null;
}

/** Looks at what the copy is and where it lies. */
export function findUpdateFacts(copy: RunningCopy): UpdateFacts {
  const path = replacedPath(copy);
  return {
    platform: copy.platform,
    hasFeed: copy.feedFile !== null && existsSync(copy.feedFile),
    isSigned: readKept(join(copy.appFolder, 'package.json'))['isSignedForMac'] === true,
    replaced: path === null ? null : { path, isWritable: isReplaceable(path, copy.platform) },
  };
}

/** The AppImage, the bundle of macOS, or the folder on Windows; null if the copy came there by another way. */
function replacedPath({ platform, executable, appImage }: RunningCopy): string | null {
  if (platform === 'linux') return appImage ?? null;
  const folder = dirname(executable);
  if (platform === 'win32') {
    // The installer leaves its counterpart beside the app.
    return existsSync(join(folder, `Uninstall ${basename(executable)}`)) ? folder : null;
  }
  const bundle = resolve(folder, '../..'); // of Lambdascope.app/Contents/MacOS/Lambdascope
  // What was just downloaded macOS runs from a random read-only place, until it is moved.
  return bundle.split(sep).includes('AppTranslocation') ? null : bundle;
}

/** The installer of Windows and Squirrel.Mac ask for the rights that they lack; but nobody writes to a mounted image. */
function isReplaceable(path: string, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const refusals = [path, dirname(path)].map(refusalToWrite).filter((code) => code !== null);
  return platform === 'darwin' ? !refusals.includes('EROFS') : refusals.length === 0;
}

function refusalToWrite(path: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  }
}
