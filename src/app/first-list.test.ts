import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, AppEvent } from '#api';
import { createFirstList } from './first-list.ts';

const input = { filter: '', limit: 100 };
const question = JSON.stringify(['listRuns', input]);

let asked: string[];
let listeners: Set<(event: AppEvent) => void>;

beforeEach(() => {
  asked = [];
  listeners = new Set();
});

const create = (stored: unknown = question) =>
  createFirstList(
    (name): Promise<Answer> => Promise.resolve({ ok: true, value: `${name} ${asked.push(name)}` }),
    (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    { 'start.list': stored },
  );

async function read(stored?: unknown) {
  const list = create(stored);
  await list.read();
  return list;
}

const ask = async (list: ReturnType<typeof create>, name: string, given: unknown = input) => {
  const answer = await list.dispatch(name, given);
  return answer.ok && answer.value;
};

describe('the first list', () => {
  it('is given once, to who asks the same', async () => {
    const list = await read();
    expect(asked).toEqual(['listRuns']);
    expect(await ask(list, 'listRuns')).toBe('listRuns 1');
    expect(await ask(list, 'listRuns')).toBe('listRuns 2');
    expect(listeners.size).toBe(0);
  });

  it('follows the settings it was stored in, which are read again after everything else', async () => {
    const list = await read();
    expect(await ask(list, 'getPreferences', {})).toEqual({ 'start.list': question });
    expect(await ask(list, 'setPreference', {})).toBe('setPreference 2');
    expect(await ask(list, 'getPreferences', {})).toBe('getPreferences 3');
  });

  it('is given while it is being read', async () => {
    const list = create();
    void list.read();
    expect(await ask(list, 'listRuns')).toBe('listRuns 1');
  });

  it.each<[string, unknown]>([
    ['listRuns', { ...input, filter: 'loss < 1' }],
    ['listFoldedRuns', input],
    ['createRuns', {}],
  ])('is read again after %s with %j', async (name, given) => {
    const list = await read();
    expect(await ask(list, name, given)).toBe(`${name} 2`);
    expect(await ask(list, 'listRuns')).toBe('listRuns 3');
  });

  it.each<AppEvent>([
    { kind: 'runsChanged', runs: [] },
    { kind: 'runsRemoved', ids: ['a'] },
    { kind: 'historyChanged' },
  ])('is read again when the runs have changed: $kind', async (event) => {
    const list = await read();
    for (const listener of listeners) listener(event);
    expect(await ask(list, 'listRuns')).toBe('listRuns 2');
  });

  it('is read again ten seconds later', async () => {
    vi.useFakeTimers();
    try {
      const list = await read();
      vi.advanceTimersByTime(9999);
      expect(listeners.size).toBe(1);
      vi.advanceTimersByTime(1);
      expect(await ask(list, 'listRuns')).toBe('listRuns 2');
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([null, 7, 'no JSON', '{}', '["emptyTrash",{}]', '[]'])(
    'is not read where %j is stored',
    async (stored) => {
      await read(stored);
      expect([asked, listeners.size]).toEqual([[], 0]);
    },
  );
});
