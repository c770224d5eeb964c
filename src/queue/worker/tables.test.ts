import { createHash, randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { hostKeys, limits } from '../wire/index.ts';
import { createTables } from './tables.ts';

const host = '6f1c7a52-6a0e-4a3e-9d0e-0a5d3c2b1a00';
const pieces = [randomBytes(1000), randomBytes(1), randomBytes(70_000)];
const digest = createHash('sha256').update(Buffer.concat(pieces)).digest('hex');

function createQueue() {
  const hash = new Map<string, Buffer>();
  let asked = 0;
  const put = (as: string, content: readonly Buffer[]): void => {
    hash.set(`${hostKeys(host).table(as)} count`, Buffer.from(String(content.length)));
    content.forEach((piece, index) => hash.set(`${hostKeys(host).table(as)} ${index}`, piece));
  };
  const redis = {
    hgetBuffer(key: unknown, field: unknown) {
      asked += 1;
      return Promise.resolve(hash.get(`${String(key)} ${String(field)}`) ?? null);
    },
  };
  const tables = createTables(redis as never, String);
  onTestFinished(() => tables.close());
  const all = async (as: string): Promise<Buffer> => {
    const read: Uint8Array[] = [];
    for (let piece = 0; ; piece++) {
      const bytes = await tables.read(host, as, piece);
      if (bytes === null) return Buffer.concat(read);
      read.push(bytes);
    }
  };
  return { tables, put, all, asked: () => asked };
}

test('a table is fetched once, however many runs read it and whenever', async () => {
  const { tables, put, all, asked } = createQueue();
  put(digest, pieces);
  const both = await Promise.all([all(digest), all(digest)]);
  tables.need(digest);
  tables.release(digest);
  expect([...both, await all(digest)].every((bytes) => bytes.equals(Buffer.concat(pieces)))).toBe(true);
  expect(asked()).toBe(1 + pieces.length);
});

test('a missing, wrong or oversized table is refused, and may be there later', async () => {
  const { put, all } = createQueue();
  await expect(all(digest)).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringMatching(/is not in the queue$/) as string,
  });
  put(digest, [...pieces, Buffer.of(1)]);
  const other = {
    code: 'notReadable',
    message: expect.stringMatching(/does not match its digest: it is another table$/) as string,
  };
  await expect(all(digest)).rejects.toMatchObject(other);
  put(digest, [Buffer.alloc(limits.tableChunkBytes + 1)]);
  await expect(all(digest)).rejects.toMatchObject({
    code: 'notReadable',
    message: expect.stringMatching(/larger than the largest table allowed/) as string,
  });
  put(digest, pieces);
  expect((await all(digest)).equals(Buffer.concat(pieces))).toBe(true);
});
