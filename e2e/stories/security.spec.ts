import { expect, test } from '../fixtures/app.ts';

test('a page has no more rights than a web page and less reach; the desktop’s window stays on the app, has no devices, and opens none', async ({
  app,
  host,
}) => {
  await test.step('the page has nothing of Node or Electron', async () => {
    const found = await app.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
  });

  await test.step('the page cannot run code from text, embed frames or reach other hosts', async () => {
    const refusals = await app.page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violated.push(event.effectiveDirective),
      );
      const evaluated = await new Promise((resolve) => {
        // Later, because what a debugger evaluates is not subject to the policy.
        setTimeout(() => {
          try {
            resolve(window.eval('1 + 1'));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      });
      const fetched = await fetch('https://example.com/').catch((error: Error) => error.name);
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      const framed = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective === 'frame-src') resolve();
        });
      });
      document.body.append(frame);
      await framed;
      frame.remove();
      return { evaluated, fetched, violated };
    });
    expect(refusals.evaluated).toBe('EvalError');
    expect(refusals.fetched).toBe('TypeError');
    expect(refusals.violated).toEqual(expect.arrayContaining(['script-src', 'connect-src', 'frame-src']));
  });

  await test.step('no path leads out of the page’s own files', async () => {
    const answers = await app.page.evaluate(async () => {
      const paths = [
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%5c..%5cpackage.json',
        '/%zz',
      ];
      const bodies = await Promise.all(paths.map(async (path) => (await fetch(path)).text()));
      return bodies.filter((body) => body.includes('"version"'));
    });
    expect(answers).toEqual([]);
  });

  if (host === 'serve') return; // a browser has rules of its own
  await test.step('the preload offers named functions and nothing else', async () => {
    const bridge = await app.page.evaluate(() => {
      const { lambdascope } = window as unknown as { lambdascope: Record<string, unknown> };
      return Object.entries(lambdascope).map(([name, value]) => `${name}: ${typeof value}`);
    });
    const offered = ['onEvent', 'pathOf', 'request', 'saveExport'];
    expect(bridge.toSorted()).toEqual(offered.map((name) => `${name}: function`));
  });

  await test.step('the window stays on the app', async () => {
    await expect(app.page.getByRole('main')).toBeVisible(); // its address stays, too
    const before = app.page.url();
    await app.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
    });
    // If a navigation were let through, it would be under way before this answer.
    expect(await app.page.evaluate(() => 1 + 1)).toBe(2);
    expect(app.page.url()).toBe(before);
    await expect(app.page.getByRole('main')).toBeVisible();
  });

  await test.step('access to the system’s devices is refused', async () => {
    const states = await app.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      const answers = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.all(answers)).map(({ state }) => state);
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
  });

  await test.step('no window opens, and only links of the project go to the user’s browser', async () => {
    const own = 'https://github.com/lambdascope/lambdascope/issues';
    await app.page.evaluate((allowed) => {
      for (const url of ['https://example.com/', 'http://github.com/', 'file:///etc/passwd', allowed]) {
        window.open(url);
      }
    }, own);
    await expect.poll(() => app.desktop.openedOutside()).toEqual([own]);
    await expect.poll(() => app.page.context().pages().length).toBe(1);
  });
});

test.describe('in a browser', () => {
  test.skip(({ host }) => host === 'desktop', 'there is no cookie');
  test.use({ ownServer: true }); // and a browser of its own

  test('another program that overwrites the cookie locks nobody out, and one that reads it can do nothing', async ({
    app,
  }) => {
    const context = app.page.context();
    const [cookie] = await context.cookies();
    const { origin } = new URL(app.page.url());
    const asThief = { cookie: `${cookie!.name}=${cookie!.value}`, origin, 'x-lambdascope': '1' };
    expect((await fetch(`${origin}/api/listRuns`, { method: 'POST', headers: asThief })).status).toBe(401);

    await context.addCookies([{ ...cookie!, value: 'of-another-program' }]);
    await app.open('/data'); // its screen still comes from the server, and the command that lists the tables restores the cookie
    await expect(app.page).toHaveTitle(/^Data/);
    await expect.poll(async () => (await context.cookies())[0]!.value).toBe(cookie!.value);

    await context.clearCookies();
    const second = await context.newPage();
    await second.goto(`${origin}/#/runs/new`);
    await expect(second).toHaveTitle(/^New run/);
    expect(app.pageErrors).toEqual([]);
  });
});
