import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ipcSubject } from './ipc-subject.ts';
import { frame, ipcRenderer } from './memory-electron.ts';
import type { Connected } from './transport-subject.ts';

vi.mock('electron', () => import('./memory-electron.ts'));

let connected: Connected;
let emptied = 0;

beforeEach(async () => {
  emptied = 0;
  const emptyTrash = () => ({ deleted: ++emptied, sweeps: 0 });
  connected = await ipcSubject.connect({ handlers: { emptyTrash }, exports: new Map() });
});
afterEach(async () => {
  Object.assign(frame, { url: 'app://ui/index.html', parent: null });
  await connected.close();
});

it.each([
  'app://ui.evil/index.html',
  'app://evil/index.html',
  'https://ui/index.html',
  'file:///etc/passwd',
  'about:blank',
  '',
])('refuses a page at %j', async (url) => {
  frame.url = url;
  await expect(connected.transport.request('emptyTrash', {})).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(connected.transport.saveExport('t', 'x')).rejects.toMatchObject({ code: 'unauthorized' });
  expect(emptied).toBe(0);
});

it('refuses a frame inside our page', async () => {
  frame.parent = {};
  await expect(connected.transport.request('emptyTrash', {})).rejects.toMatchObject({ code: 'unauthorized' });
  expect(emptied).toBe(0);
});

it('reports a host that is gone as a lost connection', async () => {
  await connected.close();
  await expect(connected.transport.request('emptyTrash', {})).rejects.toMatchObject({
    code: 'connectionLost',
  });
});

it('does not take anything but text for a command', async () => {
  const answer = await ipcRenderer
    .invoke('lambdascope:request', { toString: 'emptyTrash' }, {})
    .catch(String);
  expect(answer).not.toMatchObject({ ok: true });
  expect(emptied).toBe(0);
});
