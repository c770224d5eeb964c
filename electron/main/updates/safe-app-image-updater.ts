import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import type { InstallOptions } from 'electron-updater/out/BaseUpdater';

/**
 * electron-updater's own class deletes the AppImage before moving the new one into place, which may fail; and to install on quit it starts
 * the new one, relying on that to exit by itself. This class puts the complete new file in place before removing the old one.
 */
export class SafeAppImageUpdater extends AppImageUpdater {
  readonly #args: readonly string[];

  /** `args` are those that the app was started with. */
  constructor(app: unknown, args: readonly string[]) {
    super(null, app);
    this.#args = args;
  }

  protected override doInstall({ isForceRunAfter }: InstallOptions): boolean {
    const old = process.env.APPIMAGE;
    const downloaded = this.installerPath;
    if (old === undefined || downloaded === null) throw new Error('there is no AppImage to replace');
    const place = placeOf(old, downloaded);
    const partial = `${place}.part`;
    try {
      copyFileSync(downloaded, partial);
      chmodSync(partial, 0o755);
      renameSync(partial, place);
    } catch (thrown) {
      rmSync(partial, { force: true });
      throw thrown;
    }
    if (place !== old) rmSync(old, { force: true });
    rmSync(downloaded, { force: true });
    if (isForceRunAfter) spawn(place, this.#args, { detached: true, stdio: 'ignore' }).unref();
    return true;
  }
}

/** A name without a version was chosen by the user, who starts the app by it. */
function placeOf(old: string, downloaded: string): string {
  const hasVersion = /\d+\.\d+\.\d+/.test(basename(old));
  return hasVersion ? join(dirname(old), basename(downloaded)) : old;
}
