import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testWith } from '../../../src/system-needs.fixture.ts';
import { createKeptAddress } from './kept-address.ts';
import type { SecretStore } from './secret-store.ts';

const address = 'rediss://ann:hunter2@lab:6380';
const none: SecretStore = {
  isThere: () => Promise.resolve(false),
  seal: () => Promise.reject(new Error('none')),
  open: () => Promise.reject(new Error('none')),
};
/** Encodes the text differently, enough to see that what is stored is what was sealed. */
const hexadecimal: SecretStore = {
  isThere: () => Promise.resolve(true),
  seal: (text) => Promise.resolve(Buffer.from(Buffer.from(text).toString('hex'))),
  open: (sealed) => Promise.resolve(Buffer.from(sealed.toString(), 'hex').toString()),
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambdascope-queue-'));
  file = join(folder, 'queue.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
const keptBy = (secrets: SecretStore) => createKeptAddress(file, secrets);

it('is null before it is stored, and after it is forgotten', async () => {
  const kept = keptBy(none);
  expect(await kept.read()).toBeNull();
  await kept.keep(address);
  expect(await kept.read()).toBe(address);
  kept.forget();
  kept.forget();
  expect(await kept.read()).toBeNull();
});

it('is sealed where the system has a secret store', async () => {
  const kept = keptBy(hexadecimal);
  await kept.keep(address);
  expect(readFileSync(file, 'utf8')).not.toMatch(/hunter2|ann|lab/);
  expect(await kept.read()).toBe(address);
});

it('is still read if stored unsealed before there was a secret store; one sealed elsewhere is reported', async () => {
  const kept = keptBy(none);
  await kept.keep(address);
  expect(await keptBy(hexadecimal).read()).toBe(address);
  await keptBy(hexadecimal).keep(address);
  await expect(kept.read()).rejects.toMatchObject({
    code: 'notReadable',
    message: expect.stringContaining('set it again in Settings') as unknown,
  });
});

it.each(['', '{', '[]', '{"address": 3}', 'null'])('is null in a file that holds %j', async (text) => {
  const kept = keptBy(none);
  writeFileSync(file, text);
  expect(await kept.read()).toBeNull();
});

testWith('modes')('is readable only by its owner', async () => {
  for (const secrets of [none, hexadecimal]) {
    const kept = keptBy(secrets);
    writeFileSync(file, '{}', { mode: 0o644 });
    await kept.keep(address);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
});
