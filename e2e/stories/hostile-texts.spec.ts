import { readFileSync } from 'node:fs';
import { hostileTexts } from '../../src/fuzz-values.fixture.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { trainConfigs } from '../fixtures/launching.ts';
import { trainDefinition } from '../fixtures/sweeps.ts';

declare const ran: unknown;

const texts = hostileTexts
  .map((text) => text.trim().slice(0, 60).toWellFormed())
  .filter((text) => text !== '');
const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] as const;
const markup = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';

/** A table whose columns and classes are named by whoever wrote the file. */
async function importTable({ client }: RunningApp): Promise<string> {
  const { import: number } = await client.beginTableImport({ name: markup, header: true });
  const head = ['<b onclick=ran=1>', '"\u202e=1+1"', 'class'].join(',');
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row},${row % 7},${['<svg onload=ran=1>', '=2', markup][row % 3]!.replaceAll(',', '')}`,
  );
  const file = [head, ...rows.map((row) => row.replaceAll('"', "'"))].join('\n');
  await client.pushTableImport({ import: number, bytes: new TextEncoder().encode(file) });
  return (await client.finishTableImport({ import: number })).digest;
}

test('text from elsewhere runs on no screen and in no report', async ({ app, host }) => {
  test.skip(host === 'desktop', 'the page is the same');
  const digest = await importTable(app);
  const ids = await trainConfigs(
    app,
    ...[markup, ...texts.slice(9, 24)].map((name) => ({
      name,
      layers: [...layers],
      dataset: { kind: 'spiral', samplesPerClass: 4 } as const,
      epochs: 2,
    })),
  );
  await app.client.tagRuns({ ids, add: texts.slice(0, 40) });
  await app.client.updateRun({ id: ids[0]!, notes: [markup, ...texts].join('\n') });
  const sweep = await trainDefinition(app, {
    name: markup,
    base: { name: markup, layers: [...layers], dataset: { kind: 'spiral', samplesPerClass: 4 }, epochs: 2 },
    axes: [{ points: [0, 1e-3, 1e-2].map((value) => ({ 'layers.0.weightRegularizerL2': value })) }],
    seeds: [0, 1],
  });

  const screens = [
    ...['/runs', '/runs/new', '/sweeps', '/sweeps/new', '/settings', '/data', `/data?table=${digest}`],
    ...ids.slice(0, 3).map((id) => `/runs/${id}`),
    ...[
      `/compare?runs=${ids.slice(0, 6).join(',')}`,
      `/sweeps/${sweep}`,
      `/sweeps/${sweep}/grid`,
      `/runs/new?from=run:${ids[0]}`,
    ],
    `/${encodeURIComponent(markup)}`,
    `/runs/${encodeURIComponent(markup)}`,
  ];
  for (const screen of screens) {
    await app.open(screen);
    await expect(app.page.getByRole('main')).toBeVisible();
    await expect(app.page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(
      await app.page.evaluate(() => [
        typeof ran,
        document.querySelectorAll('img[src="x"], svg[onload]').length,
      ]),
      screen,
    ).toEqual(['undefined', 0]);
  }

  await app.open(`/sweeps/${sweep}`);
  const report = await app.saveFile('report.html', async () => {
    await app.page.getByRole('button', { name: 'Export report' }).click();
    await app.page.getByRole('menuitem', { name: 'Report as one HTML file' }).click();
  });
  expect(readFileSync(report, 'utf8')).not.toMatch(/<(img src=x|script|svg onload)/);
  // There is no run with that name, which is just a 404 answer.
  expect(app.pageErrors.filter((error) => !error.includes('404 (Not Found)'))).toEqual([]);
});
