import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectPage, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startProbe, type Probe } from './probe.fixture.ts';

const preload = `require('electron').contextBridge.exposeInMainWorld('alive', () => 'yes');`;
const html = `<textarea id="note">some words, some more</textarea>
<a id="save" href="data:text/plain,hello" download="hello.txt">save</a>
<p>Needle, needle and NEEDLE.</p>`;

let probe: Probe;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'stand-in-page-'));

beforeAll(async () => {
  probe = startProbe({ preload, html });
  await probe.evaluate(async ({ app }) => {
    await app.whenReady();
    const window = globalThis.openWindow();
    for (const name of ['ready-to-show', 'show', 'hide', 'focus', 'blur', 'app-command'] as const)
      window.on(name as never, (_event: unknown, command?: string) =>
        globalThis.heard.push(command === undefined ? name : `${name} ${command}`),
      );
    for (const name of ['dom-ready', 'did-finish-load'] as const)
      window.webContents.on(name as never, () => globalThis.heard.push(name));
    await window.loadURL('app://ui/');
  });
  page = await probe.pages.next();
});
afterAll(async () => {
  await probe.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => probe.evaluate(() => void (globalThis.heard = [])));

const heard = (): Promise<unknown[]> => probe.evaluate(() => globalThis.heard);
test('windows show, hide and take focus as told, and emit events for it', async () => {
  const states = await probe.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const state = (): boolean[] => [window!.isVisible(), window!.isFocused(), window!.isMinimized()];
    const seen = [state()];
    window!.focus(); // hidden: it does nothing
    seen.push(state());
    for (const act of ['show', 'minimize', 'restore', 'hide'] as const) {
      window![act]();
      seen.push(state());
    }
    await new Promise((resolve) => setTimeout(resolve));
    window!.maximize(); // shows it
    return [...seen, [window!.isVisible(), window!.isMaximized(), window!.isFullScreen()]];
  });
  expect(states).toEqual([
    [false, false, false],
    [false, false, false],
    [true, true, false],
    [true, false, true],
    [true, true, false],
    [false, false, false],
    [true, true, false],
  ]);
  expect(await heard()).toEqual(['show', 'hide', 'focus', 'blur', 'focus', 'blur', 'show']);
});

test('keys that the page does not handle go to the menu, but not to disabled items', async () => {
  await probe.evaluate(({ Menu }) => {
    const say = (name: string) => (): void => void globalThis.heard.push(name);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        {
          label: 'Test',
          submenu: [
            { label: 'Zoom in', accelerator: 'CommandOrControl+Plus', click: say('plus') },
            { label: 'Equal', accelerator: 'CommandOrControl+=', click: say('equal') },
            { label: 'Pad', accelerator: 'Ctrl+numadd', click: say('pad') },
            { label: 'Never', accelerator: 'Ctrl++', click: say('never') },
            { label: 'Grey', accelerator: 'Ctrl+G', enabled: false, click: say('grey') },
            { label: 'Hidden', accelerator: 'Ctrl+H', visible: false, click: say('hidden') },
            { role: 'zoomOut', click: say('instead of the role') },
          ],
        },
      ]),
    );
  });
  await page.bringToFront();
  await page.locator('body').click({ position: { x: 1, y: 1 } });
  await page.evaluate("addEventListener('keydown', (e) => { if (e.key === 'k') e.preventDefault(); })");
  for (const key of [
    'Control+=',
    'Control+Shift+=',
    'Control+NumpadAdd',
    'Control+g',
    'Control+h',
    'Control+-',
    'Control+k',
  ])
    await page.keyboard.press(key);
  await expect.poll(heard).toEqual(['equal', 'plus', 'pad', 'hidden']);
  expect(await probe.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.zoomLevel)).toBe(-0.5);
  await page.mouse.move(300, 300);
  const { x, y } = { x: 300, y: 300 };
  await page
    .context()
    .newCDPSession(page)
    .then(async (cdp) => {
      for (const type of ['mousePressed', 'mouseReleased'] as const)
        await cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'back', clickCount: 1 });
    });
  await expect.poll(heard).toContain('app-command browser-backward');
});

test('a right click reports what is there, and edit roles act on it', async () => {
  const params = probe.evaluate(
    ({ BrowserWindow, Menu }) =>
      new Promise<object>((resolve) => {
        BrowserWindow.getAllWindows()[0]!.webContents.once('context-menu', (_event, given) => {
          const { isEditable, editFlags, misspelledWord } = given;
          Menu.buildFromTemplate([{ role: 'selectAll' }, { role: 'copy' }]).popup();
          resolve({ isEditable, canCopy: editFlags.canCopy, canPaste: editFlags.canPaste, misspelledWord });
        });
      }),
  );
  await page.locator('#note').click({ button: 'right' });
  expect(await params).toEqual({ isEditable: true, canCopy: false, canPaste: true, misspelledWord: '' });
  probe.tell({ kind: 'clickMenu', label: 'Select All' });
  await expect.poll(() => page.evaluate('document.activeElement.selectionEnd')).toBe(21);
  const copied = (): Promise<string> =>
    probe.evaluate(({ BrowserWindow, clipboard }) => {
      BrowserWindow.getAllWindows()[0]!.webContents.copy();
      return clipboard.readText();
    });
  await expect.poll(copied).toBe('some words, some more');
});

test('find in page counts, wraps around, and requires text', async () => {
  const found = await probe.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const answers: unknown[] = [];
    const ask = async (options: Electron.FindInPageOptions): Promise<void> => {
      const answer = new Promise<Electron.Result>((resolve) =>
        webContents.once('found-in-page', (_event, result) => resolve(result)),
      );
      const id = webContents.findInPage('needle', options);
      const { requestId, activeMatchOrdinal, matches } = await answer;
      answers.push([requestId === id, activeMatchOrdinal, matches]);
    };
    await ask({ findNext: true });
    await ask({ forward: false });
    await ask({ findNext: true, matchCase: true });
    webContents.stopFindInPage('clearSelection');
    try {
      webContents.findInPage('');
    } catch (thrown) {
      answers.push(String(thrown));
    }
    return answers;
  });
  expect(found).toEqual([
    [true, 1, 3],
    [true, 3, 3],
    [true, 1, 1],
    'TypeError: Must provide a non-empty search content',
  ]);
});

test('a download asks where, with the options that the app gave', async () => {
  const path = join(folder, 'there.txt');
  writeFileSync(path, 'before');
  const options: unknown[] = [];
  probe.onNotice('saveDialog', (notice) => options.push(notice.options));
  const downloaded = (savePath: string, overwrites: boolean): Promise<unknown> => {
    probe.tell({ kind: 'answers', savePath, overwrites });
    const done = probe.evaluate(
      ({ session }) =>
        new Promise((resolve) => {
          session.defaultSession.once('will-download', (_event, item) => {
            item.setSaveDialogOptions({ properties: ['showOverwriteConfirmation'] });
            item.once('done', (_done, state) => resolve([item.getFilename(), state]));
          });
        }),
    );
    void page.locator('#save').click();
    return done;
  };
  expect(await downloaded(path, false)).toEqual(['hello.txt', 'cancelled']);
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(await downloaded(path, true)).toEqual(['hello.txt', 'completed']);
  expect(readFileSync(path, 'utf8')).toBe('hello');
  expect(options[0]).toEqual({ defaultPath: 'hello.txt', properties: ['showOverwriteConfirmation'] });
});

test('history is that of the page, and navigation is reported', async () => {
  await page.evaluate("location.hash = '#/one'");
  const state = (): Promise<unknown> =>
    probe.evaluate(({ BrowserWindow }) => {
      const { navigationHistory, ...contents } = BrowserWindow.getAllWindows()[0]!.webContents;
      void contents;
      const back = navigationHistory.canGoBack();
      return [back, navigationHistory.canGoForward(), navigationHistory.getAllEntries().at(-1)?.url];
    });
  await expect.poll(state).toEqual([true, false, 'app://ui/#/one']);
  await probe.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.navigationHistory.goBack(),
  );
  await expectPage(page).not.toHaveURL(/#/);
  await expect.poll(state).toEqual([false, true, 'app://ui/#/one']);
});

test('a page that cannot be loaded reports it, and so does the promise of loadURL', async () => {
  const failed = await probe.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!;
    const told = new Promise<unknown>((resolve) =>
      window.webContents.once('did-fail-load', (_event, code, description, url, isMain) =>
        resolve([code, description, url, isMain]),
      ),
    );
    const thrown = await window.loadURL('http://example.com/').catch((error: unknown) => String(error));
    return [await told, thrown];
  });
  expect(failed).toEqual([
    [-106, 'ERR_INTERNET_DISCONNECTED', 'http://example.com/', true],
    "Error: ERR_INTERNET_DISCONNECTED (-106) loading 'http://example.com/'",
  ]);
});

test('a renderer that dies is reported, accepts nothing more, and comes back as another page when it is reloaded', async () => {
  await probe.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.loadURL('app://ui/'));
  const gone = await probe.evaluate(
    ({ app, BrowserWindow }) =>
      new Promise((resolve) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        app.once('render-process-gone', (_event, contents, details) => {
          contents.send('nobody hears it');
          resolve([contents === webContents, contents.isCrashed(), contents.isDestroyed(), details.reason]);
        });
        webContents.forcefullyCrashRenderer();
      }),
  );
  expect(gone).toEqual([true, true, false, 'crashed']);
  await probe.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload());
  page = await probe.pages.next();
  expect(await page.evaluate('alive()')).toBe('yes');
  expect(
    await probe.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.isCrashed()),
  ).toBe(false);
});

test('with a fault, a page is loaded and never ready to show', async () => {
  probe.tell({ kind: 'harden', neverReadyToShow: true });
  await probe.evaluate(async ({ BrowserWindow }) => {
    globalThis.heard = [];
    await BrowserWindow.getAllWindows()[0]!.loadURL('app://ui/?again');
  });
  await expect.poll(heard).toEqual(['dom-ready', 'did-finish-load']);
});

test('using a destroyed object throws', async () => {
  const errors = await probe.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!;
    const { webContents } = window;
    const closed = new Promise((resolve) => void window.once('closed', () => resolve(null)));
    window.close();
    await closed;
    const attempts = [() => window.show(), () => window.webContents, () => webContents.send('x')];
    return [
      ...attempts.map((attempt) => {
        try {
          attempt();
          return null;
        } catch (thrown) {
          return String(thrown);
        }
      }),
      [window.isDestroyed(), webContents.isDestroyed(), BrowserWindow.getAllWindows().length],
    ];
  });
  const destroyed = 'TypeError: Object has been destroyed';
  expect(errors).toEqual([destroyed, destroyed, destroyed, [true, true, 0]]);
});
