import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { packageApp } from '../../build/packaging/package-app.ts';
import { thisTarget } from '../../build/packaging/target.ts';
import { expect, test as base } from '../fixtures/app.ts';
import { realDesktop } from '../fixtures/desktop-under-test.ts';
import { completes, launch, statusOf } from '../fixtures/launching.ts';

// What electron-builder packs, without the project around it: main, preload, page, trainer, storage thread and native module.
const hasStandIn = realDesktop() === null;

const test = base.extend<object, { packagedMain: string }>({
  packagedMain: [
    async ({ host }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'lambdascope-packaged-'));
      const needed = host === 'desktop' && hasStandIn;
      await use(needed ? await unpackedApp(folder) : '');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
    { scope: 'worker' },
  ],
  mainScript: ({ packagedMain }, use) => use(packagedMain),
  hardness: { isPackaged: true },
});

/** The main script of a package whose archive is replaced by a folder: what was packed next to it is there, too. */
async function unpackedApp(folder: string): Promise<string> {
  const { asar, resources } = await packageApp(thisTarget, folder);
  extractAll(asar, join(resources, 'app'));
  return join(resources, 'app/out/main/index.js');
}

test.skip(({ host }) => host === 'serve' || !hasStandIn, 'a packaged app is driven by all stories');

test('the packaged files train, and show it again after a quit and after a kill', async ({ app }) => {
  const config = { name: 'packaged', dataset: { kind: 'spiral', samplesPerClass: 20 }, epochs: 50 } as const;
  const [id] = await launch(app, { ...config, layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] });
  await completes(app, id!);
  const row = () => app.page.getByRole('row').filter({ hasText: 'packaged' });
  await app.restart();
  await expect(row()).toBeVisible();
  await app.killHost();
  await app.restart();
  await expect(row()).toBeVisible();
  expect(statusOf(app, id!)).toBe('completed');
  expect(app.pageErrors).toEqual([]);
});
