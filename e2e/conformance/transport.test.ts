import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError, errorCodes, type AppEvent, type Handlers } from '#api';
import { httpSubject } from './http-subject.ts';
import { ipcSubject } from './ipc-subject.ts';
import type { Connected, TestApp } from './transport-subject.ts';

vi.mock('electron', () => import('./memory-electron.ts'));

async function* rows(...chunks: string[]): AsyncGenerator<string> {
  yield* chunks;
}

/** Doubles whose bits are easily lost: signs, the smallest and largest, NaN with a different payload. */
function awkwardDoubles(): Float64Array {
  const bits = new BigUint64Array([0x7ff8000000000001n, 0xfff8000000000000n, 1n, 0x7fefffffffffffffn]);
  return new Float64Array([0, -0, 0.1, NaN, Infinity, -Infinity, ...new Float64Array(bits.buffer)]);
}

describe.each([httpSubject, ipcSubject])('transport over $name', (subject) => {
  let connected: Connected;
  const connect = async (app: Partial<TestApp>): Promise<Connected> =>
    (connected = await subject.connect({ handlers: {}, exports: new Map(), ...app }));
  afterEach(() => connected.close());

  it('resolves with what the handler returns', async () => {
    const { transport } = await connect({
      handlers: { emptyTrash: () => ({ deleted: 3, sweeps: 0 }), setPreference: async () => null },
    });
    expect(await transport.request('emptyTrash', {})).toEqual({ deleted: 3, sweeps: 0 });
    expect(await transport.request('emptyTrash', undefined)).toEqual({ deleted: 3, sweeps: 0 });
    expect(await transport.request('setPreference', { key: 'theme', value: ['dark', null] })).toBeNull();
  });

  it('gives the handler its input with defaults filled in', async () => {
    const received: unknown[] = [];
    const tagRuns: Handlers['tagRuns'] = (input) => (received.push(input), { runs: [] });
    const { transport } = await connect({ handlers: { tagRuns } });
    await transport.request('tagRuns', { ids: ['a'], add: ['λ "wide"'] });
    expect(received).toEqual([{ ids: ['a'], add: ['λ "wide"'], remove: [] }]);
  });

  it.each(errorCodes)('rejects with the AppError %s as it was thrown', async (code) => {
    const details = { ids: ['a'], value: NaN };
    const thrower = (): never => {
      throw new AppError(code, 'got x; allowed: y', { details, cause: new Error('kept inside') });
    };
    const { transport } = await connect({ handlers: { emptyTrash: thrower } });
    const failed = await transport.request('emptyTrash', {}).catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(AppError);
    if (code === 'unauthorized' && subject === httpSubject) {
      expect(failed).toMatchObject({ code }); // with advice on how to sign in instead
    } else {
      expect((failed as AppError).toData()).toEqual({ code, message: 'got x; allowed: y', details });
    }
    expect((failed as AppError).cause).toBeUndefined();
  });

  it('turns a defect into an internal error, without its stack', async () => {
    const getRun = (): never => {
      throw new TypeError('x is undefined');
    };
    const { transport } = await connect({ handlers: { getRun } });
    const failed = await transport.request('getRun', { id: 'a' }).catch((thrown: unknown) => thrown);
    expect((failed as AppError).toData()).toEqual({ code: 'internal', message: 'x is undefined' });
  });

  it('refuses bad input with every error in details.issues', async () => {
    const { transport } = await connect({
      handlers: { listRuns: () => ({ runs: [], values: [], total: 0, unreadable: [], unreadableTotal: 0 }) },
    });
    const input = { descending: 'colour', offset: NaN, extra: 1 };
    const failed = await transport.request('listRuns', input).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ code: 'invalidInput' });
    const { issues } = (failed as AppError).details as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path)).toEqual(expect.arrayContaining(['descending', 'offset', 'extra']));
  });

  it.each(['noSuchCommand', 'constructor', '__proto__', '', '../getRun', 'exports/x'])(
    'does not know the command %j',
    async (command) => {
      const { transport } = await connect({});
      await expect(transport.request(command, {})).rejects.toMatchObject({ code: 'notFound' });
    },
  );

  it('keeps every bit of numbers and arrays', async () => {
    const values = awkwardDoubles();
    const preferences = { nan: NaN, high: Infinity, low: -Infinity, zero: -0, values, none: null };
    const { transport } = await connect({ handlers: { getPreferences: () => preferences } });
    const received = (await transport.request('getPreferences', {})) as typeof preferences;
    expect(Object.is(received.zero, -0)).toBe(true);
    expect({ ...received, values: null }).toEqual({ ...preferences, values: null });
    expect(received.values).toBeInstanceOf(Float64Array);
    expect(new Uint8Array(received.values.buffer)).toEqual(new Uint8Array(values.buffer));
  });

  it('sends part of a larger array as just that part', async () => {
    const part = new Float64Array([1, 2, 3, 4]).subarray(1, 3);
    const { transport } = await connect({ handlers: { getPreferences: () => ({ part }) } });
    expect(await transport.request('getPreferences', {})).toEqual({ part: new Float64Array([2, 3]) });
  });

  it('keeps every bit of single-precision arrays', async () => {
    const parameters = new Float32Array([0.1, -0, 1e-45, NaN, Infinity]).subarray(1);
    const { transport } = await connect({ handlers: { getPreferences: () => ({ parameters }) } });
    const received = (await transport.request('getPreferences', {})) as { parameters: Float32Array };
    expect(received.parameters).toBeInstanceOf(Float32Array);
    expect([...received.parameters].map((value) => (Object.is(value, -0) ? '-0' : String(value)))).toEqual(
      [...parameters].map((value) => (Object.is(value, -0) ? '-0' : String(value))),
    );
  });

  it('answers concurrent requests each with its own answer', async () => {
    const release = Promise.withResolvers<undefined>();
    const getRun = (async ({ id }: { id: string }) => {
      if (id === 'slow') await release.promise;
      return { id };
    }) as unknown as Handlers['getRun'];
    const { transport } = await connect({ handlers: { getRun } });
    const slow = transport.request('getRun', { id: 'slow' });
    const ids = Array.from({ length: 50 }, (_value, index) => `run-${index}`);
    expect(await Promise.all(ids.map((id) => transport.request('getRun', { id })))).toEqual(
      ids.map((id) => ({ id })),
    );
    release.resolve(undefined);
    expect(await slow).toEqual({ id: 'slow' });
  });

  it('delivers events in order to every listener, and none after it is removed', async () => {
    const { transport, emit } = await connect({});
    const first: AppEvent[] = [];
    const all: AppEvent[] = [];
    const end = transport.onEvent((event) => first.push(event));
    const received = collect(transport, all, 3);
    const events: AppEvent[] = [
      { kind: 'runsRemoved', ids: ['a', 'λ'] },
      { kind: 'historyChanged' },
      {
        kind: 'activityChanged',
        activity: {
          liveRuns: 0,
          runningRuns: 0,
          pausedRuns: 0,
          stopping: [],
          progress: 0,
          trainers: null,
          held: null,
          folder: null,
          deleting: null,
          live: [],
        },
      },
    ];
    events.forEach(emit);
    await received;
    expect([first, all]).toEqual([events, events]);
    end();
    const more = collect(transport, all, 4);
    emit({ kind: 'historyChanged' });
    await more;
    expect(first).toHaveLength(3);
  });

  it('reports at once that the connection is open', async () => {
    const { transport } = await connect({});
    const states: string[] = [];
    transport.onConnection((state) => states.push(state))();
    expect(states).toEqual(['open']);
  });

  it('saves an export whole, and only once', async () => {
    const chunks = rows('run_id,loss\r\n', 'a,NaN\r\n', `b,${'1'.repeat(200_000)}\r\n`);
    const { transport, saved } = await connect({ exports: new Map([['t1', chunks]]) });
    expect(await transport.saveExport('t1', 'runs.csv')).toBe(true);
    expect(saved.get('runs.csv')).toBe(`run_id,loss\r\na,NaN\r\nb,${'1'.repeat(200_000)}\r\n`);
    const again = await transport.saveExport('t1', 'again.csv').catch((thrown: AppError) => thrown.code);
    expect([false, 'notFound']).toContain(again);
    expect(saved.size).toBe(1);
  });
});

/** Resolves once `into` contains `count` events. */
function collect(transport: Connected['transport'], into: AppEvent[], count: number): Promise<void> {
  return new Promise((resolve) => {
    const end = transport.onEvent((event) => {
      into.push(event);
      if (into.length < count) return;
      end();
      resolve();
    });
  });
}
