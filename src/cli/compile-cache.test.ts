import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { ownFolder } from './compile-cache.ts';

it('compiled code is kept in a folder created for it, and found again', () => {
  const temporary = temporaryFolder();
  const folder = ownFolder(temporary)!;
  expect(existsSync(folder)).toBe(true);
  expect(ownFolder(temporary)).toBe(folder);
});

it('it is not kept if no folder can be created', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(ownFolder(file)).toBeNull();
});

testWith('modes')('nobody else can write to it', () => {
  expect(statSync(ownFolder(temporaryFolder())!).mode & 0o777).toBe(0o700);
});

testWith('modes')('it is not kept in a folder of another user, or in one that others can write to', () => {
  const temporary = temporaryFolder();
  chmodSync(ownFolder(temporary)!, 0o777);
  expect(ownFolder(temporary)).toBeNull();

  const another = process.getuid!() + 1;
  mkdirSync(join(temporary, `lambdascope-code-${another}`));
  expect(ownFolder(temporary, another)).toBeNull();
});

testWith('pipes')('it is not kept behind a link', () => {
  const temporary = temporaryFolder();
  symlinkSync(temporaryFolder(), join(temporary, `lambdascope-code-${process.getuid!()}`));
  expect(ownFolder(temporary)).toBeNull();
});
