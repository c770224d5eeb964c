import { expect, it } from 'vitest';
import { routeMethods } from './routed-methods.ts';
import type { StorageThread } from './storage-thread.ts';

/** Two threads that record which of them was called; the writer has yet to answer `asked`. */
function routed({ asked = [], isLoaded = false, hasReader = true }: Partial<Situation>) {
  const answering = (name: string): object =>
    new Proxy({}, { get: (_, method) => () => Promise.resolve(`${name}: ${String(method)}`) });
  const writer = {
    methods: answering('writer'),
    isAsked: (isMeant: (method: string) => boolean) => asked.some(isMeant),
  };
  const reader = { methods: answering('reader'), isLoaded };
  return routeMethods(
    writer as unknown as StorageThread<'write'>,
    hasReader ? (reader as unknown as StorageThread<'read'>) : null,
  );
}

interface Situation {
  readonly asked: readonly string[];
  readonly isLoaded: boolean;
  readonly hasReader: boolean;
}

it('the writer reads until the reader is ready', async () => {
  expect(await routed({}).countRuns()).toBe('writer: countRuns');
  expect(await routed({ asked: ['listRuns'] }).countRuns()).toBe('writer: countRuns');
  expect(await routed({ isLoaded: true }).countRuns()).toBe('reader: countRuns');
});

it('no read waits for a write or for the opening', async () => {
  expect(await routed({ asked: ['listRuns', 'appendEpochs'] }).countRuns()).toBe('reader: countRuns');
  expect(await routed({ asked: ['identity'] }).countRuns()).toBe('reader: countRuns');
});

it('the reader never writes, and without a reader the writer does everything', async () => {
  expect(await routed({ isLoaded: true }).syncToDisk()).toBe('writer: syncToDisk');
  expect(await routed({ asked: ['appendEpochs'], hasReader: false }).countRuns()).toBe('writer: countRuns');
});
