import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { chromiumPath } from '../fixtures/chromium.ts';
import { app } from './app.ts';

/** The Chromium that shows the windows, and where a test can attach to it. */
export interface Browser {
  readonly context: BrowserContext;
  readonly debuggingUrl: string;
}

let launched: Promise<Browser> | null = null;

/** Launches Chromium for the first window. Its profile lies in userData, as Electron's would. */
export function openBrowser(): Promise<Browser> {
  return (launched ??= launch());
}

async function launch(): Promise<Browser> {
  const profile = mkdtempSync(join(app.getPath('userData'), 'stand-in-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    viewport: null,
    args: ['--remote-debugging-port=0'], // beside Playwright's own pipe
    handleSIGINT: false, // quitting is the app's business
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // Windows answer for themselves; what a page opens beside them gets nothing.
  await context.route('**/*', (route) => route.abort());
  app.participants.add({ close: () => context.close().then(() => true) });
  return { context, debuggingUrl: `http://127.0.0.1:${await debuggingPort(profile)}` };
}

async function debuggingPort(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (;;) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port) return port;
    await delay(10);
  }
}
