import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { chromiumPath } from '../fixtures/chromium.ts';
import { getPath } from './app-paths.ts';
import { app } from './app.ts';

/** The Chromium that shows the windows, and where a test can attach to it. */
interface Browser {
  readonly context: BrowserContext;
  readonly debuggingUrl: string;
  readonly downloadsPath: string;
}

let launched: Promise<Browser> | null = null;
let isBlankUsed = false;

/** Opens a page, in a Chromium that is launched for the first one. Like Electron's, its profile is in sessionData. */
export async function openPage(): Promise<Omit<Browser, 'context'> & { readonly page: Page }> {
  const { context, ...place } = await (launched ??= launch());
  const blank = isBlankUsed ? undefined : context.pages()[0];
  isBlankUsed = true;
  return { page: blank ?? (await context.newPage()), ...place };
}

async function launch(): Promise<Browser> {
  const { chromium } = await import('@playwright/test'); // takes a second, and not every app opens a window
  const profile = mkdtempSync(join(getPath('sessionData'), 'stand-in-profile-'));
  const downloadsPath = join(profile, 'downloads');
  const context = await chromium.launchPersistentContext(profile, {
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    viewport: null,
    downloadsPath,
    args: [
      '--remote-debugging-port=0', // in addition to Playwright's own pipe
      '--block-new-web-contents', // a window that opens and is closed at once can take its opener with it
    ],
    handleSIGINT: false, // quitting is the app's business
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // Windows answer their own requests; anything else they open gets nothing.
  await context.route('**/*', (route) => route.abort());
  app.lastDeeds.push(() => context.close());
  return { context, debuggingUrl: `http://127.0.0.1:${await debuggingPort(profile)}`, downloadsPath };
}

async function debuggingPort(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort');
  for (;;) {
    const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[0] : '';
    if (port) return port;
    await delay(10);
  }
}
