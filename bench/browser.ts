import { existsSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';

const debian = '/usr/bin/chromium';

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debian) ? debian : undefined);
  return chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}
