import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectPage, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startProbe, type Probe } from './probe.fixture.ts';

const preload = `
const { contextBridge, ipcRenderer } = require('electron');
class Shape { constructor() { this.side = 2; } area() { return 4; } }
contextBridge.exposeInMainWorld('probe', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  echo: (value) => value,
  kinds: () => ({ shape: new Shape(), date: new Date(7), bytes: new Uint8Array([1, 2]), map: new Map([['a', 1]]), error: new RangeError('far') }),
  later: async (fails) => { if (fails) throw Object.assign(new TypeError('no'), { code: 'E' }); return [1, () => 'called']; },
  call: (run) => run({ deep: [() => 5] }).deep[0](),
  throws: () => { throw { not: 'an error' }; },
  nested: { list: [{ value: 1 }] },
});
contextBridge.exposeInMainWorld('twice', 1);
try { contextBridge.exposeInMainWorld('twice', 2); } catch (thrown) { contextBridge.exposeInMainWorld('refused', String(thrown)); }
`;
const html = `<textarea id="note">some words, some more</textarea>
<a id="save" href="data:text/plain,hello" download="hello.txt">save</a>
<p>Needle, needle and NEEDLE.</p>`;

let probe: Probe;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'stand-in-page-'));

beforeAll(async () => {
  probe = startProbe({ preload, html });
  await probe.evaluate(async ({ app, ipcMain }) => {
    await app.whenReady();
    ipcMain.handle('add', (_event, a: number, b: number) => a + b);
    ipcMain.handle('fails', () => {
      throw new TypeError('bad config');
    });
    ipcMain.handle('unclonable', () => ({ run: () => 1 }));
    ipcMain.handle('kind', (_event, value: unknown) => Object.prototype.toString.call(value));
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
const inPage = (code: string): Promise<unknown> => page.evaluate(`(async () => (${code}))()`);
const failing = (code: string): Promise<unknown> =>
  page.evaluate(`(async () => { try { await (${code}); } catch (thrown) { return String(thrown); } })()`);

test('ipcRenderer.invoke answers, and words errors as Electron does', async () => {
  expect(await inPage('probe.invoke("add", 2, 3)')).toBe(5);
  const wrong = "Error: Error invoking remote method 'fails': TypeError: bad config";
  expect(await failing('probe.invoke("fails")')).toBe(wrong);
  expect(await failing('probe.invoke("none")')).toBe(
    "Error: Error invoking remote method 'none': Error: No handler registered for 'none'",
  );
  expect(await failing('probe.invoke("unclonable")')).toBe(
    "Error: Error invoking remote method 'unclonable': Error: An object could not be cloned.",
  );
  expect(await inPage('probe.invoke("kind", new Float32Array(2))')).toBe('[object Float32Array]');
  expect(probe.stderr()).toContain("Error occurred in handler for 'fails'");
});

test('the bridge copies: prototypes are lost, functions and promises are proxied, errors keep their message alone', async () => {
  expect(
    await inPage(`(() => {
      const { shape, date, bytes, map, error } = probe.kinds();
      return [Object.keys(shape), typeof shape.area, date.getTime(), [...bytes], [...map], error.name, error.message];
    })()`),
  ).toEqual([['side'], 'undefined', 7, [1, 2], [['a', 1]], 'Error', 'far']);
  expect(await inPage('probe.later(false).then(([one, run]) => [one, run()])')).toEqual([1, 'called']);
  expect(await inPage('probe.later(true).catch((e) => [e.name, e.message, e.code ?? null])')).toEqual([
    'Error',
    'no',
    null,
  ]);
  expect(await inPage('probe.call((given) => given)')).toBe(5);
  expect(await inPage('(() => { const run = () => 1; return probe.echo(run) === run; })()')).toBe(true);
  expect(
    await inPage(
      '(() => { const ring = {}; ring.self = ring; const back = probe.echo(ring); return back.self === back; })()',
    ),
  ).toBe(true);
});

test('the bridge has limits', async () => {
  // An object counts twice: its own copy, and that of what it holds.
  const nest = (depth: number): string =>
    `(() => { let value = 1; for (let i = 0; i < ${depth}; i++) value = { value }; return probe.echo(value); })()`;
  expect(await failing(nest(499))).toBeUndefined();
  expect(await failing(nest(500))).toMatch(/^TypeError: Electron contextBridge recursion depth exceeded/);
  expect(await failing('probe.echo(new Proxy({}, {}))')).toMatch(/could not be cloned/);
  expect(await failing('probe.throws()')).toMatch(
    /^Error: An unknown exception occurred in the isolated context/,
  );
  expect(
    await inPage(
      '[Object.isFrozen(probe), Object.isFrozen(probe.nested.list), twice, refused, Object.getOwnPropertyDescriptor(window, "probe").writable]',
    ),
  ).toEqual([
    ...[true, true, 1],
    'Error: Cannot bind an API on top of an existing property on the window object',
    false,
  ]);
});

test('the sender of a message is nobody once its page is another one', async () => {
  const frames = probe.evaluate(
    ({ ipcMain }) =>
      new Promise((resolve) => {
        ipcMain.handleOnce('frames', async (event) => {
          const before = event.senderFrame?.url;
          await new Promise((loaded) => {
            event.sender.once('did-finish-load', () => loaded(null));
            event.sender.reload();
          });
          resolve([before, event.senderFrame]);
        });
      }),
  );
  await page.evaluate('void probe.invoke("frames")');
  expect(await frames).toEqual(['app://ui/', null]);
});

test('windows show, hide and take focus as they are told, and tell it', async () => {
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

test('keys that the page leaves alone are those of the menu, and what is greyed out has none', async () => {
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

test('a right click tells what is there, and edit roles act on it', async () => {
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

test('find in page counts, goes round, and wants words', async () => {
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

test('history is that of the page, and navigation is told', async () => {
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

test('a page that cannot be loaded says so, and the promise of loadURL with it', async () => {
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

test('a renderer that dies is told, takes nothing more, and comes back as another page when it is loaded again', async () => {
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
  expect(await inPage('probe.invoke("add", 1, 1)')).toBe(2);
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
  expect(await heard()).toEqual(['dom-ready', 'did-finish-load']);
});

test('what is destroyed says so when it is used', async () => {
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

test('without supportFetchAPI the app’s own files cannot be fetched', async () => {
  const bare = startProbe({ html, privileges: { standard: true, secure: true } });
  try {
    await bare.evaluate(async ({ app }) => {
      await app.whenReady();
      await globalThis.openWindow().loadURL('app://ui/');
    });
    const its = await bare.pages.next();
    expect(await its.evaluate("fetch('/x').then(() => 'fetched', String)")).toBe(
      'TypeError: Failed to fetch',
    );
    expect(await inOther(its)).toBe('Needle, needle and NEEDLE.');
  } finally {
    await bare.remove();
  }
});

const inOther = (its: Page): Promise<unknown> => its.evaluate("document.querySelector('p').innerText");
