import { expect, it, onTestFinished, vi } from 'vitest';
import { AppError, type RunSummary, type Verification } from '#api';
import { endlessConfig, failureOf, openTestApp, smallConfig } from './app-fixture.ts';
import { createVerifications, type VerificationsOptions } from './verifications.ts';

const by = { host: 'serve', platform: 'linux-x64', engineVersion: '3.1.0' } as const;
const equal: Verification = { equal: true, epochs: 7, digest: 'd1' };

/** Verifications that end when the test says so. */
function scripted() {
  const saved = new Map<string, unknown>();
  const asked = new Map<
    string,
    PromiseWithResolvers<Verification> & { onProgress: (epoch: number) => void }
  >();
  const changed: string[] = [];
  const onDefect = vi.fn();
  const options: VerificationsOptions = {
    store: {
      readRuns: async (ids) => ({
        runs: ids.map((id) => ({ id, epochsDone: 7 }) as RunSummary),
        failures: [],
      }),
      verificationsOf: async () => [],
      saveVerification: async (id, record) => void saved.set(id, record.verification),
    },
    verifier: {
      verify(id, onProgress, signal) {
        const result = Promise.withResolvers<Verification>();
        signal!.addEventListener('abort', () => result.reject(signal!.reason));
        asked.set(id, { ...result, onProgress });
        return result.promise;
      },
    },
    events: { verificationsChanged: (ids) => void changed.push(...ids) },
    ...{ by, onDefect },
  };
  const verifications = createVerifications(options);
  onTestFinished(() => verifications.close());
  return { verifications, saved, asked, changed, onDefect };
}

it('verifies one run after another, reports its progress, and keeps the results', async () => {
  const { verifications, saved, asked, changed } = scripted();
  verifications.start(['a', 'b', 'a']);
  await vi.waitFor(() => expect([...asked.keys()]).toEqual(['a']));
  asked.get('a')!.onProgress(3);
  expect(changed).toEqual(['a']);
  expect((await verifications.read(['b', 'a', 'c', 'a'])).map(({ id, progress }) => [id, progress])).toEqual([
    ['b', { waiting: true, epoch: 0, epochs: 0 }],
    ['a', { waiting: false, epoch: 3, epochs: 7 }],
    ['c', null],
  ]);
  asked.get('a')!.resolve(equal);
  await vi.waitFor(() => expect(asked.has('b')).toBe(true));
  expect([...saved]).toEqual([['a', equal]]);
});

it('remembers why one could not be verified, until it is verified again', async () => {
  const { verifications, asked, onDefect } = scripted();
  verifications.start(['a', 'b']);
  await vi.waitFor(() => expect(asked.has('a')).toBe(true));
  const reason = new AppError('conflict', 'it has recorded no epoch');
  asked.get('a')!.reject(reason);
  await vi.waitFor(() => expect(asked.has('b')).toBe(true));
  expect(await verifications.read(['a'])).toMatchObject([{ progress: null, failure: reason.toData() }]);
  expect(onDefect).not.toHaveBeenCalled();
  verifications.start(['a']);
  expect(await verifications.read(['a'])).toMatchObject([{ progress: { waiting: true }, failure: null }]);
});

it('stops the current one and those that wait, and continues with others', async () => {
  const { verifications, asked, saved } = scripted();
  verifications.start(['a', 'b', 'c']);
  await vi.waitFor(() => expect(asked.has('a')).toBe(true));
  verifications.stop(['a', 'b']);
  await vi.waitFor(() => expect([...asked.keys()]).toEqual(['a', 'c']));
  expect(await verifications.read(['a', 'b'])).toMatchObject([
    { progress: null, failure: null },
    { progress: null, failure: null },
  ]);
  verifications.stop();
  verifications.start(['a']);
  await vi.waitFor(async () => expect((await verifications.read(['a']))[0]!.progress?.waiting).toBe(false));
  expect(saved.size).toBe(0);
});

it('verifies nothing after it was closed', async () => {
  const { verifications, asked } = scripted();
  verifications.start(['a', 'b']);
  await vi.waitFor(() => expect(asked.has('a')).toBe(true));
  await verifications.close();
  expect(() => verifications.start(['c'])).toThrow('Lambdascope is closing; open it again');
  expect(await verifications.read(['a', 'b', 'c'])).toMatchObject(Array(3).fill({ progress: null }));
  expect([...asked.keys()]).toEqual(['a']);
});

it('retrains a stored run in the app, and says in a sentence why another cannot be verified', async () => {
  const { client, until, onEvent } = await openTestApp();
  const configs = [smallConfig(), endlessConfig()];
  const { runs } = await client.createRuns({ configs });
  const [ended, live] = runs.map(({ id }) => id) as [string, string];
  const { digest } = await until(ended, ({ status }) => status === 'completed');
  await until(live, ({ status }) => status === 'running');
  const told = Promise.withResolvers<unknown>();
  const failed = Promise.withResolvers<string | undefined>();
  onEvent((event) => {
    if (event.kind !== 'verificationsChanged') return;
    for (const { id, record, failure } of event.verifications) {
      if (id === ended && record) told.resolve(record);
      if (id === live && failure) failed.resolve(failure.message);
    }
  });
  await client.startVerification({ ids: [ended, live] });
  expect(await told.promise).toMatchObject({
    host: 'serve',
    verification: { equal: true, epochs: 100, digest },
  });
  expect(await failed.promise).toBe(`run small (${live}) is running: it can be verified once it has ended`);
  const error = await failureOf(client.startVerification({ ids: [] }));
  expect(error.code).toBe('invalidInput');
});
