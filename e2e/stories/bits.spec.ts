import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { knownDigest } from '../../src/cli/doctor/known-digest.ts';
import { engineBits } from '../fixtures/engine-bits.ts';
import { expect, test } from '../fixtures/app.ts';

test('the engine has the same bits in Chromium as in Node', async ({ host, serveBrowser }) => {
  test.skip(host === 'desktop', 'the engine trains in no window');
  const page = await serveBrowser!.newPage();
  // Digests need a page from a secure origin; its requests are intercepted, so there need be no server.
  await page.route('https://bits.test/**', async (route) => {
    if (route.request().url().endsWith('.js')) {
      await route.fulfill({ contentType: 'text/javascript', body: await bundle() });
    } else await route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
  });
  await page.goto('https://bits.test/');
  const inChromium = await page.evaluate(async () => {
    const { engineBits } = (await import('https://bits.test/bits.js' as string)) as {
      engineBits: () => Promise<Record<string, string>>;
    };
    return engineBits();
  });
  await page.close();
  expect(inChromium['known run']).toBe(knownDigest);
  expect(inChromium).toEqual(await engineBits());
});

/** The engine and the code that queries it, as one module. */
async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('../fixtures/engine-bits.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'bits' } },
  });
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput;
  return output[0].code;
}
