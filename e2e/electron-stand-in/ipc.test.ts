import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const html = '<p>A page.</p>';

let probe: Probe;
let page: Page;

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
    await globalThis.openWindow().loadURL('app://ui/');
  });
  page = await probe.pages.next();
});
afterAll(() => probe.remove());

const inPage = (code: string): Promise<unknown> => page.evaluate(`(async () => (${code}))()`);
const failing = (code: string): Promise<unknown> =>
  page.evaluate(`(async () => { try { await (${code}); } catch (thrown) { return String(thrown); } })()`);

test('ipcRenderer.invoke answers, and words errors like Electron', async () => {
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

test('the bridge copies: prototypes are lost, functions and promises are proxied, errors keep only their message', async () => {
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
  // An object counts twice: its own copy, and that of its contents.
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

test('a message has no sender once its page has been replaced', async () => {
  const frames = probe.evaluate(
    ({ ipcMain }) =>
      new Promise((resolve) => {
        ipcMain.handle('frames', async (event) => {
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
    expect(await inOther(its)).toBe('A page.');
  } finally {
    await bare.remove();
  }
});

const inOther = (its: Page): Promise<unknown> => its.evaluate("document.querySelector('p').innerText");
