import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type * as Electron from 'electron';
import { appPath, getPath, productName, setPath, version } from './app-paths.ts';
import { hardness } from './asked.ts';
import { commandLine } from './command-line.ts';
import { exitNode } from './node-exit.ts';
import { takeOverProcess } from './process-ends.ts';
import { lockInstance, releaseInstance } from './single-instance.ts';
import { preventable, type Fits } from './surface.ts';

/** A window, as seen by the app's shutdown (shell/browser/window_list.cc, v45). */
export interface ListedWindow {
  /** Asks first; whatever refuses calls `app.closeRefused`. */
  close(): void;
  /** Does not ask. */
  destroy(): void;
}

/**
 * Chromium was started without its sandbox but the app wants one: its zygote cannot provide it, and the first renderer ends the app
 * (RemoveNoSandboxSwitch in shell/browser/api/electron_api_app.cc, v45; microsoft/vscode#184687).
 */
const startedUnsandboxed =
  commandLine.hasSwitch('no-sandbox') || process.env.ELECTRON_DISABLE_SANDBOX !== undefined;

class StandInApp extends EventEmitter {
  readonly commandLine = commandLine;
  /** Members used only by other parts of the stand-in. */
  readonly windows = new Set<ListedWindow>();
  readonly lastDeeds: (() => Promise<unknown>)[] = [];
  readonly recentDocuments: string[] = [];
  readonly metrics = new Map<number, { readonly type: string; readonly name?: string }>();
  isQuitting = false;
  #exitCode: number | null = null;
  #isShutDown = false;
  #isReady = false;
  #isRunning = false;
  #mustSandbox = false;
  #isAccelerated = true;
  readonly #ready = new Promise<void>((resolve) => {
    setImmediate(() => {
      this.emit('will-finish-launching');
      getPath('userData'); // creates the folder (shell/browser/browser.cc, v45)
      this.#isReady = true;
      resolve();
      this.emit('ready', {}, {});
      setImmediate(() => (this.#isRunning = true));
    });
  });

  /** Determined as in Electron by the executable's name (shell/browser/api/electron_api_app.cc, v45). */
  get isPackaged(): boolean {
    return hardness.isPackaged || process.env.ELECTRON_FORCE_IS_PACKAGED !== undefined;
  }

  get name(): string {
    return productName;
  }

  getName(): string {
    return productName;
  }

  getVersion(): string {
    return version;
  }

  getAppPath(): string {
    return appPath;
  }

  getLocale(): string {
    return 'en-US';
  }

  getPath(name: string): string {
    return getPath(name);
  }

  setPath(name: string, path: string): void {
    setPath(name, path);
  }

  /** Nothing is registered with the system. */
  setAsDefaultProtocolClient(): boolean {
    return false;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  enableSandbox(): void {
    this.#beforeReady('enableSandbox');
    commandLine.removeSwitch('no-sandbox');
    commandLine.appendSwitch('enable-sandbox');
    this.#mustSandbox = true;
  }

  /** For a renderer that starts. */
  checkSandbox(): void {
    if (this.#mustSandbox && startedUnsandboxed) process.kill(process.pid, 'SIGTRAP');
  }

  disableHardwareAcceleration(): void {
    this.#beforeReady('disableHardwareAcceleration');
    commandLine.appendSwitch('disable-gpu');
    this.#isAccelerated = false;
  }

  isHardwareAccelerationEnabled(): boolean {
    return this.#isAccelerated;
  }

  setAppUserModelId(): void {}

  addRecentDocument(path: string): void {
    if (existsSync(path)) this.recentDocuments.unshift(path);
  }

  clearRecentDocuments(): void {
    this.recentDocuments.length = 0;
  }

  /** On Linux and Windows the panel is a dialog of the app's own. */
  showAboutPanel(): void {
    this.emit('stand-in-about-panel');
  }

  setAboutPanelOptions(): void {}

  getAppMetrics(): Electron.ProcessMetric[] {
    const own = [process.pid, { type: 'Browser' }] as const;
    return [own, ...this.metrics].map(([pid, { type, ...rest }]) => ({
      ...{ pid, type: type as Electron.ProcessMetric['type'], creationTime: 0 },
      ...{ cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 } },
      ...{ memory: { workingSetSize: 0, peakWorkingSetSize: 0 }, ...rest },
    }));
  }

  getGPUFeatureStatus(): Electron.GPUFeatureStatus {
    const status = this.#isAccelerated ? 'enabled' : 'disabled_software';
    return { gpu_compositing: status } as Electron.GPUFeatureStatus;
  }

  /** Brings a visible window to the front, and does nothing if there is none (shell/browser/browser.cc, v45). */
  focus(): void {
    this.emit('stand-in-focus');
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return lockInstance(additionalData, ({ argv, workingDirectory, additionalData: data }) => {
      void this.#ready.then(() =>
        this.emit('second-instance', preventable({}), argv, workingDirectory, data),
      );
    });
  }

  releaseSingleInstanceLock(): void {
    releaseInstance();
  }

  /** Starts nothing: what would be started is reported to the test. */
  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.emit('stand-in-relaunch', options);
  }

  /** Asks the app, then its windows; a second call while quitting does nothing (shell/browser/browser.cc, v45). */
  quit(): void {
    if (this.isQuitting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    this.isQuitting = !event.defaultPrevented;
    if (!this.isQuitting) return;
    if (this.windows.size === 0) this.#askAndShutDown();
    else for (const window of [...this.windows]) window.close();
  }

  /** Before the loop runs this ends the process at once; later it returns, and windows are destroyed without being asked. */
  exit(code = 0): void {
    if (!this.#isRunning) exitNode(code);
    this.isQuitting = true;
    this.#exitCode = code;
    if (this.windows.size === 0) this.#shutDown();
    else for (const window of [...this.windows]) window.destroy();
  }

  /** A window that stays open keeps the app running. */
  closeRefused(): void {
    this.isQuitting = false;
  }

  lastWindowClosed(): void {
    if (this.#exitCode !== null) this.#shutDown();
    else if (this.isQuitting) this.#askAndShutDown();
    else if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #askAndShutDown(): void {
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.isQuitting = false;
    else this.#shutDown();
  }

  #shutDown(): void {
    if (this.#isShutDown) return;
    this.#isShutDown = true;
    const code = this.#exitCode ?? 0;
    this.emit('quit', {}, code);
    releaseInstance();
    // The loop ends when it is idle, but it must have run: even an app that quits early becomes 'ready'.
    const end = async (): Promise<void> => {
      await this.#ready;
      await new Promise(setImmediate);
      for (const deed of this.lastDeeds) await deed().catch(() => undefined);
    };
    void end().finally(() => exitNode(code));
  }

  #beforeReady(method: string): void {
    if (this.#isReady) throw new Error(`app.${method}() can only be called before app is ready`);
  }
}

export const app = new StandInApp();

takeOverProcess(app);

export type AppSurface = Fits<StandInApp, Electron.App, 'commandLine'>;
