import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { onControl } from './control.ts';
import { preventable, type Fits } from './surface.ts';

const { productName, version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { productName: string; version: string };

/** Who must be asked, and waited for, before the app may end. */
export interface QuitParticipant {
  /** False when the window refuses to close. */
  close(): Promise<boolean>;
}

class StandInApp extends EventEmitter {
  readonly isPackaged = false;
  readonly name = productName;
  /** Windows and the browser, in the order in which they end. */
  readonly participants = new Set<QuitParticipant>();
  readonly #paths: Record<string, string> = {
    home: homedir(),
    temp: tmpdir(),
    downloads: join(homedir(), 'Downloads'),
    userData: join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), productName),
  };
  #isReady = false;
  readonly #ready = new Promise<void>((resolve) => {
    setImmediate(() => {
      this.#isReady = true;
      this.emit('ready');
      resolve();
    });
  });

  getName(): string {
    return productName;
  }

  getVersion(): string {
    return version;
  }

  getPath(name: string): string {
    const path = this.#paths[name];
    if (path === undefined) throw new Error(`the stand-in knows no path ${name}`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths[name] = path;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() must be called before the app is ready');
  }

  disableHardwareAcceleration(): void {
    if (this.#isReady)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
  }

  /** Starts nothing. */
  relaunch(): void {}

  /** One instance per userData folder. The second one taps the first on the shoulder with SIGUSR2. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.getPath('userData'), { recursive: true });
    const file = join(this.getPath('userData'), 'stand-in.pid');
    const holder = processIn(file);
    if (holder !== null) {
      process.kill(holder, 'SIGUSR2');
      return false;
    }
    writeFileSync(file, String(process.pid));
    process.on('exit', () => rmSync(file, { force: true }));
    process.on('SIGUSR2', () => this.emit('second-instance', {}, [], ''));
    return true;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (!event.defaultPrevented) void this.#closeAllAndExit();
  }

  exit(code = 0): void {
    process.exit(code);
  }

  async #closeAllAndExit(): Promise<void> {
    for (const participant of [...this.participants]) {
      if (!(await participant.close())) return;
    }
    this.emit('will-quit', preventable({}));
    this.emit('quit', {}, 0);
    process.exit(0);
  }
}

function processIn(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null; // no file, or a process that is gone
  }
}

export const app = new StandInApp();

onControl('quit', () => app.quit());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

export type AppSurface = Fits<
  StandInApp,
  Electron.App,
  | 'disableHardwareAcceleration'
  | 'enableSandbox'
  | 'exit'
  | 'getName'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'name'
  | 'quit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady'
>;
