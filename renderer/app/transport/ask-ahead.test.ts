import { beforeEach, describe, expect, it } from 'vitest';
import { AppError, type AppEvent, type Transport } from '#api';
import { askAhead } from './ask-ahead.ts';

const input = { filter: '', limit: 100 };
const question = JSON.stringify(['listRuns', input]);
let asked: [command: string, input: unknown][];
let listeners: Set<(event: AppEvent) => void>;
let answer: (command: string) => Promise<unknown>;
let host: Transport;

beforeEach(() => {
  asked = [];
  listeners = new Set();
  answer = () => Promise.resolve({ answer: asked.length });
  host = {
    isDesktop: false,
    request(command, given) {
      asked.push([command, given]);
      return answer(command);
    },
    onEvent: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    onConnection: () => () => undefined,
    saveExport: () => Promise.resolve(true),
    pathOf: () => null,
    close: () => undefined,
  };
});

const tell = (event: AppEvent): void => listeners.forEach((listener) => listener(event));

async function start(stored: unknown, isOfList = true): Promise<Transport> {
  const settings = Promise.resolve(stored === undefined ? {} : { 'start.list': stored });
  const transport = askAhead(host, settings, isOfList);
  await settings;
  return transport;
}

describe('askAhead', () => {
  it('gives what was asked ahead to the first who asks the same, and to nobody else', async () => {
    const transport = await start(question);
    expect(asked).toEqual([['listRuns', input]]);
    expect(await transport.request('listRuns', input)).toEqual({ answer: 1 });
    expect(asked).toHaveLength(1);
    expect(await transport.request('listRuns', input)).toEqual({ answer: 2 });
    expect(listeners.size).toBe(0);
  });

  it('learns what is asked first, once', async () => {
    const transport = await start(undefined);
    expect(asked).toEqual([]);
    await transport.request('getActivity', {});
    await transport.request('listRuns', input);
    await transport.request('listRuns', { ...input, filter: 'loss < 1' });
    expect(asked).toEqual([
      ['getActivity', {}],
      ['setPreference', { key: 'start.list', value: question }],
      ['listRuns', input],
      ['listRuns', { ...input, filter: 'loss < 1' }],
    ]);
  });

  it('learns anew when another question comes, whose own answer it gives', async () => {
    const transport = await start(question);
    const folded = { ...input, open: [] };
    expect(await transport.request('listFoldedRuns', folded)).toEqual({ answer: 3 });
    expect(asked.slice(1)).toEqual([
      ['setPreference', { key: 'start.list', value: JSON.stringify(['listFoldedRuns', folded]) }],
      ['listFoldedRuns', folded],
    ]);
  });

  it.each<AppEvent>([
    { kind: 'runsChanged', runs: [] },
    { kind: 'runsRemoved', ids: ['a'] },
    { kind: 'historyChanged' },
  ])('asks again when the list may have changed since: $kind', async (event) => {
    const transport = await start(question);
    tell(event);
    expect(await transport.request('listRuns', input)).toEqual({ answer: 2 });
  });

  it('keeps the answer when something else changed', async () => {
    const transport = await start(question);
    tell({ kind: 'queueChanged' });
    expect(await transport.request('listRuns', input)).toEqual({ answer: 1 });
  });

  it('asks again what the host refused', async () => {
    answer = () => Promise.reject(new AppError('invalidInput', 'of another version'));
    const transport = await start(question);
    answer = () => Promise.resolve('read');
    expect(await transport.request('listRuns', input)).toBe('read');
  });

  it.each([7, 'no JSON', '{}', '["emptyTrash",{}]', '[]'])(
    'asks nothing where %j is stored',
    async (stored) => {
      await start(stored);
      expect(asked).toEqual([]);
    },
  );

  it('does nothing on another screen', async () => {
    expect(await start(question, false)).toBe(host);
    expect(asked).toEqual([]);
  });
});
