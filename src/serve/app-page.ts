import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalPage } from './sign-in-page.ts';

/** The app's page for the browser that opened the link. It carries the page's key in an attribute that the page removes. */
export function pageWithKey(rendererDir: string, key: string): string {
  try {
    const page = readFileSync(join(rendererDir, 'index.html'), 'utf8');
    return page.replace('<html', `<html data-key="${key}"`);
  } catch {
    return refusalPage('the interface is not built; build it and start the server again for a new link');
  }
}
