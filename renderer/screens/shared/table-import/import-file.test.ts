import { expect, it } from 'vitest';
import { maxChunkBytes, type Client } from '#api';
import { importFile, inspectFile } from './import-file.ts';

type Step = 'begin' | 'push' | 'finish' | 'cancel';

/** A host that records its requests, and aborts `controller` when it receives `abortAt`. */
function hostThat(options: { abortAt?: Step; failAt?: Step } = {}) {
  const steps: string[] = [];
  const controller = new AbortController();
  const step = <Answer>(name: Step, answer: Answer, told = ''): Promise<Answer> => {
    steps.push(name + told);
    if (options.abortAt === name) controller.abort();
    return options.failAt === name ? Promise.reject(new Error('the disk is full')) : Promise.resolve(answer);
  };
  const client = {
    beginTableImport: () => step('begin', { import: 7 }),
    beginTableInspection: () => step('begin', { import: 7 }),
    pushTableImport: ({ bytes, file }: { bytes: Uint8Array; file: string }) =>
      step('push', null, ` ${file} ${bytes.length}`),
    finishTableImport: () => step('finish', { digest: 'd' }),
    finishTableInspection: ({ isWhole }: { isWhole: boolean }) =>
      step('finish', { columns: [] }, ` ${isWhole}`),
    cancelTableImport: (begun: { import: number }) => step('cancel', null, ` ${begun.import}`),
  } as unknown as Client;
  const shares: number[] = [];
  const files = { training: new Blob(['x'.repeat(maxChunkBytes + 10)]), test: new Blob(['y']) };
  return {
    steps,
    shares,
    controller,
    run: () => importFile(client, files, {} as never, (share) => shares.push(share), controller.signal),
    inspect: (text: string) => inspectFile(client, new File([text], 'a.csv'), {}, controller.signal),
  };
}

it('sends both files in chunks, and reports progress', async () => {
  const { steps, shares, run } = hostThat();
  expect(await run()).toEqual({ digest: 'd' });
  expect(steps).toEqual([
    'begin',
    `push training ${maxChunkBytes}`,
    'push training 10',
    'push test 1',
    'finish',
  ]);
  expect(shares.at(-1)).toBe(1);
});

it.each([
  ['while it is begun', 'begin', ['begin', 'cancel 7']],
  ['while it is sent', 'push', ['begin', `push training ${maxChunkBytes}`, 'cancel 7']],
] as const)('goes no further when it is cancelled %s', async (_when, abortAt, expected) => {
  const { steps, run } = hostThat({ abortAt });
  expect(await run()).toBeNull();
  expect(steps).toEqual(expected);
});

it('is no longer an import when it is cancelled while being stored, whatever the host still answers', async () => {
  const { steps, run } = hostThat({ abortAt: 'finish' });
  expect(await run()).toBeNull();
  expect(steps.slice(-2)).toEqual(['finish', 'cancel 7']);
});

it('leaves nothing open when it fails, and says why', async () => {
  const { steps, run } = hostThat({ failAt: 'finish' });
  await expect(run()).rejects.toThrow('the disk is full');
  expect(steps.slice(-2)).toEqual(['finish', 'cancel 7']);
});

it('announces even an empty file, and cancels an inspection like an import', async () => {
  const whole = hostThat();
  await whole.inspect('');
  expect(whole.steps).toEqual(['begin', 'push training 0', 'finish true']);
  const cancelled = hostThat({ abortAt: 'begin' });
  expect(await cancelled.inspect('a,b')).toBeNull();
  expect(cancelled.steps).toEqual(['begin', 'cancel 7']);
});
