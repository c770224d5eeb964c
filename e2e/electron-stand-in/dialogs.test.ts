import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProbe, type Probe } from './probe.fixture.ts';

let probe: Probe;
beforeAll(async () => {
  probe = startProbe();
  await probe.evaluate(({ app }) => app.whenReady());
});
afterAll(() => probe.remove());

const box = { message: 'Leave?', buttons: ['Stay', 'Leave'], defaultId: 0 };

test('a box is cancelled, agreed to, answered by its button, or waits; a signal closes it', async () => {
  const ask = (): Promise<unknown> =>
    probe.evaluate(async ({ dialog }, options) => (await dialog.showMessageBox(options)).response, box);
  expect(await ask()).toBe(1); // of two buttons with the first as default, the second stands for Escape
  probe.tell({ kind: 'answers', messageBox: 'agree' });
  expect(await ask()).toBe(0);
  probe.tell({ kind: 'answers', messageBox: { button: 'Leave' } });
  expect(await ask()).toBe(1);
  probe.tell({ kind: 'answers', messageBox: 'wait' });
  const taken = await probe.evaluate(async ({ dialog }, options) => {
    const question = new AbortController();
    const open = dialog.showMessageBox({ ...options, cancelId: 0, signal: question.signal });
    question.abort();
    return [await open, await dialog.showMessageBox({ ...options, signal: question.signal })];
  }, box);
  expect(taken).toEqual([{ response: 0, checkboxChecked: false }, { checkboxChecked: false }]);
});

test('options are checked, and a destroyed window is refused', async () => {
  const errors = await probe.evaluate(async ({ dialog }) => {
    const window = globalThis.openWindow();
    await new Promise<void>((resolve) => {
      window.once('closed', () => resolve());
      window.destroy();
    });
    const attempts = [
      () => dialog.showSaveDialog(window, {}),
      () => dialog.showSaveDialog({ defaultPath: 3 as never }),
      () => dialog.showMessageBox({ message: 'x', type: 'loud' as never }),
      () => dialog.showMessageBox({ message: 'x', checkboxChecked: true }),
    ];
    return Promise.all(attempts.map((attempt) => attempt().catch(String)));
  });
  expect(errors).toEqual([
    'TypeError: Object has been destroyed',
    'TypeError: DefaultPath must be a string',
    'TypeError: Invalid message box type',
    'Error: checkboxChecked requires that checkboxLabel also be passed',
  ]);
});

test('an open dialog returns what was chosen, once', async () => {
  probe.tell({ kind: 'answers', openPaths: ['/a.csv'] });
  const chosen = await probe.evaluate(async ({ dialog }) => [
    await dialog.showOpenDialog({ properties: ['openFile'] }),
    await dialog.showOpenDialog({}),
  ]);
  expect(chosen).toEqual([
    { canceled: false, filePaths: ['/a.csv'] },
    { canceled: true, filePaths: [] },
  ]);
});
