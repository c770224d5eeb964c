import { accessSync, constants, existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { readKept } from '#app';
import type { UpdateFacts } from './update-way.ts';

/** The running copy of the app. */
export interface RunningCopy {
  readonly platform: NodeJS.Platform;
  /** The binary, as in `process.execPath`. */
  readonly executable: string;
  /** The AppImage that the copy runs from, as in $APPIMAGE; undefined elsewhere. */
  readonly appImage: string | undefined;
  /** The folder that contains the app and its package.json. */
  readonly appFolder: string;
  /** The file that says where the releases are. */
  readonly feedFile: string | null;
}

/** Determines what kind of copy this is and where it is installed. */
export function findUpdateFacts(copy: RunningCopy): UpdateFacts {
  const path = replacedPath(copy);
  return {
    platform: copy.platform,
    hasFeed: copy.feedFile !== null && existsSync(copy.feedFile),
    isSigned: readKept(join(copy.appFolder, 'package.json'))['isSignedForMac'] === true,
    replaced: path === null ? null : { path, isWritable: isReplaceable(path, copy.platform) },
  };
}

/** The AppImage, the bundle on macOS, or the folder on Windows; null if the copy was installed another way. */
function replacedPath({ platform, executable, appImage }: RunningCopy): string | null {
  if (platform === 'linux') return appImage ?? null;
  const folder = dirname(executable);
  if (platform === 'win32') {
    // The installer puts its uninstaller beside the app.
    return existsSync(join(folder, `Uninstall ${basename(executable)}`)) ? folder : null;
  }
  const bundle = resolve(folder, '../..'); // of Lambdascope.app/Contents/MacOS/Lambdascope
  // macOS runs a newly downloaded app from a random read-only place until the user moves it.
  return bundle.split(sep).includes('AppTranslocation') ? null : bundle;
}

/** The Windows installer and Squirrel.Mac ask for the permissions they lack; but nobody can write to a mounted image. */
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
