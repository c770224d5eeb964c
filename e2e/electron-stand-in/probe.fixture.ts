import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPageQueue, type PageQueue } from '../fixtures/page-queue.ts';
import { startStandInProcess, type StandInProcess, type StandInStart } from '../fixtures/stand-in-process.ts';

/** A small app on the stand-in, which does what the test evaluates in it. */
export interface Probe extends StandInProcess {
  readonly folder: string;
  /** Its userData. */
  readonly dataDir: string;
  readonly pages: PageQueue;
  /** How it ends. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Its stderr output. */
  stderr(): string;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

export interface ProbeOptions extends Pick<StandInStart, 'args' | 'env' | 'hardness'> {
  /** Runs before the app is ready, with Electron's module as `electron`. */
  readonly atStart?: string;
  readonly preload?: string;
  readonly html?: string;
  readonly privileges?: object;
}

const allPrivileges = { standard: true, secure: true, supportFetchAPI: true };

/** Starts the app; it opens no window by itself, and app://ui/ shows `html`. */
export function startProbe(options: ProbeOptions = {}, folder = probeFolder(options)): Probe {
  const dataDir = join(folder, 'data');
  const { args = [`--user-data-dir=${dataDir}`], env = {}, hardness } = options;
  const mainScript = join(folder, 'main.js');
  const standIn = startStandInProcess({ mainScript, args, env, hardness, output: 'pipe' });
  const { child } = standIn;
  const pages = createPageQueue();
  standIn.onNotice('pageOpened', pages.opened);
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said += String(data)));
  child.stdout?.resume();
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  return {
    ...standIn,
    ...{ folder, dataDir, pages, ended, stderr: () => said },
    async remove() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function probeFolder({
  atStart = '',
  preload = '',
  html = '',
  privileges = allPrivileges,
}: ProbeOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-probe-'));
  const about = { name: 'probe', productName: 'Probe', version: '1.2.3', type: 'module', main: 'main.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  writeFileSync(join(folder, 'preload.cjs'), preload);
  writeFileSync(
    join(folder, 'main.js'),
    `import * as electron from 'electron';
    const { app, protocol, BrowserWindow } = electron;
    protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: ${JSON.stringify(privileges)} }]);
    const html = ${JSON.stringify(`<!doctype html><title>probe</title><body>${html}`)};
    globalThis.heard = []; // what happened, in order
    globalThis.openWindow = (options = {}) => {
      const window = new BrowserWindow({
        width: 800, height: 600, show: false, ...options,
        webPreferences: { preload: ${JSON.stringify(join(folder, 'preload.cjs'))}, contextIsolation: true, sandbox: true, nodeIntegration: false },
      });
      return window;
    };
    app.on('window-all-closed', () => heard.push('window-all-closed'));
    app.whenReady().then(() => protocol.handle('app', () => new Response(html, { headers: { 'content-type': 'text/html' } })));
    ${atStart}\n`,
  );
  return folder;
}

declare global {
  /** What happened in the probe, in order. */
  var heard: unknown[];
  /** Opens a hidden window of the probe. */
  var openWindow: (options?: object) => Electron.BrowserWindow;
}
