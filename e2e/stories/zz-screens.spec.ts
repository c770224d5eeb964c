import { test, expect } from '../fixtures/app.ts';

const now = Date.now();
const iso = (t: number) => new Date(t).toISOString();
function fake(count: number, slots = 2) {
  const workers = Array.from({ length: count }, (_, i) => ({
    id: `00000000-0000-4000-8000-0000000000${String(i).padStart(2, '0')}`,
    name: i % 7 === 3 ? `node-${i}.very-long-cluster-name.physics` : `node-${i}`,
    machine: i % 5 ? `box-${i % 9}` : 'workstation.lab.example.org',
    pid: 1000 + i, slots: i === 4 ? 16 : slots, cores: i === 4 ? 8 : 8, v8Version: '13.6.233.17-node.37',
    engineVersion: i === 2 ? '6' : '7', kernelVariants: ['float64', 'float32'],
    state: i === 5 ? 'draining' : i === 6 ? 'leaving' : 'ready',
    refusal: i === 2 ? 'its engine is 6, and runs of this host need 7 to be repeated bit by bit' : null,
    trouble: null, lastSeenAt: iso(now - i * 300), silentMs: i === 7 ? 9000 : (i * 300) % 3000,
    epochsPerSecond: i === 2 ? 0 : 1234.5 + i,
    training: i === 2 || i === 8 ? [] : Array.from({ length: i === 4 ? 12 : slots }, (_, j) => ({
      run: j === 1 && i === 3 ? null : { id: `run${i}${j}`, name: `l2-study 1e-${j + 3} seed ${i}`, epochs: 10001 },
      state: 'training', epoch: 1200 * (j + 1), epochsPerSecond: 600,
    })),
  }));
  return workers;
}
function stints(count: number, slots = 2) {
  const list: any[] = [];
  let seed = 1;
  const rnd = () => ((seed = (seed * 16807) % 2147483647) / 2147483647);
  for (let i = -1; i < count; i++)
    for (let s = 0; s < slots; s++) {
      let t = now - 3600_000 * (0.3 + 0.7 * rnd());
      while (t < now) {
        const d = 60_000 * (1 + 8 * rnd());
        const lost = rnd() < 0.04 && i >= 0;
        const open = t + d > now;
        list.push({
          worker: i < 0 ? null : { id: `w${i}`, name: `node-${i}`, machine: `box-${i % 9}` },
          startedAt: iso(t), endedAt: open ? null : iso(t + d), ending: open ? null : lost ? 'lost' : 'ended',
          fromEpoch: lost ? 1200 : 0, run: { id: `r${list.length}`, name: `l2-study run ${list.length}` },
          sweep: rnd() < 0.1 ? null : rnd() < 0.5 ? { id: 'a', name: 'L2 against noise' } : { id: 'b', name: 'Width study' },
        });
        t += d + 5000 * rnd();
        if (lost) t += 300_000;
      }
    }
  return list;
}
for (const [count, width, theme] of [[40, 1440, 'light'], [1, 900, 'dark'], [8, 900, 'light'], [8, 1440, 'dark'], [0, 1440, 'light']] as const)
  test(`look ${count} ${width} ${theme}`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height: width === 900 ? 600 : 900 });
    await page.emulateMedia({ colorScheme: theme });
    const queue = { address: 'redis://lab.example.org:6379', source: 'commandLine', trouble: null, waitingRuns: 1843, trainingRuns: 2 * count, epochsLeft: 9e6, remainingMs: count ? 5.4e6 : null, otherHosts: count > 5 ? 1 : 0 };
    await page.route('**/api/listWorkers', (route) => route.fulfill({ json: { queue, workers: fake(count) } }));
    await page.route('**/api/readStints', (route) => route.fulfill({ json: { from: iso(now - 3600_000), until: iso(now), stints: count ? stints(count) : [], left: 0 } }));
    await page.reload();
    await page.getByRole('link', { name: 'Workers' }).click();
    await expect(page.getByRole('heading', { name: 'Workers', exact: true })).toBeVisible();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/screens-workers-${count}-${width}-${theme}.png` });
    if (count === 8) {
      await page.getByRole('button', { name: 'Actions on node-0' }).click();
      await page.screenshot({ path: `/tmp/screens-menu-${width}-${theme}.png` });
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
      await page.waitForTimeout(200);
      await page.screenshot({ path: `/tmp/screens-remove-${width}-${theme}.png` });
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('application').focus();
      await page.keyboard.press('ArrowDown'); await page.keyboard.press('ArrowRight'); await page.keyboard.press('ArrowRight');
      await page.screenshot({ path: `/tmp/screens-key-${width}-${theme}.png` });
    }
    await page.goto(page.url().replace('#/workers', '#/runs/new'));
    await page.waitForTimeout(800);
    if (count === 0) await page.getByRole('radio', { name: 'Workers' }).click();
    await page.screenshot({ path: `/tmp/screens-newrun-${count}-${width}-${theme}.png` });
    await page.goto(page.url().replace('#/runs/new', '#/sweeps/new'));
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/screens-newsweep-${count}-${width}-${theme}.png` });
  });
