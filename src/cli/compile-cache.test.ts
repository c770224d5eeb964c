import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { ownFolder } from './compile-cache.ts';

const user = process.getuid?.();

it('compiled code is kept in a folder that is made for it, and found again', () => {
  const temporary = temporaryFolder();
  const folder = ownFolder(temporary)!;
  expect(existsSync(folder)).toBe(true);
  expect(ownFolder(temporary)).toBe(folder);
});

it('it is kept nowhere where no folder can be made', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(ownFolder(file)).toBeNull();
});

describe.skipIf(user === undefined)('among other users', () => {
  it('nobody else can write to it', () => {
    expect(statSync(ownFolder(temporaryFolder())!).mode & 0o777).toBe(0o700);
  });

  it('it is not kept in a folder of theirs, in one that they can write to, or behind a link', () => {
    const temporary = temporaryFolder();
    const folder = ownFolder(temporary)!;
    chmodSync(folder, 0o777);
    expect(ownFolder(temporary)).toBeNull();

    const theirs = join(temporary, `lambdascope-code-${user! + 1}`);
    mkdirSync(theirs);
    expect(ownFolder(temporary, user! + 1)).toBeNull();

    const other = temporaryFolder();
    symlinkSync(theirs, join(other, `lambdascope-code-${user}`));
    expect(ownFolder(other)).toBeNull();
  });
});
