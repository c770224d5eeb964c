import type { Lambdascope } from '#app';
import { appendFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { fileOf } from './cli-fixture.ts';
import { importFile } from './commands/import.ts';

const text = 'x;y;c\n1;2;a\n3;4;b\n5;6;a\n';

test.each(['training', 'test'])('a %s file that grows while it is read is not imported', async (growing) => {
  const files = { training: fileOf(text), test: fileOf(text) };
  const finishTableImport = vi.fn();
  const handlers = {
    beginTableImport: () => ({ import: 1 }),
    pushTableImport({ file }: { file: 'training' | 'test' }) {
      if (file === growing) appendFileSync(files[file], '1;2;a\n');
    },
    finishTableImport,
  };
  const app = { handlers } as unknown as Lambdascope;
  await expect(importFile(app, files.training, {}, { test: files.test })).rejects.toThrow(
    `${files[growing as 'test']} changed while it was read; nothing was imported`,
  );
  expect(finishTableImport).not.toHaveBeenCalled();
});
