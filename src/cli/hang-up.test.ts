import { closeSync, openSync } from 'node:fs';
import { expect } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import { outlivesTerminal } from './hang-up.ts';

testWith('pipes')('recognizes nohup by its name and by the input that it leaves', () => {
  const readable = openSync('/dev/null', 'r');
  const writable = openSync('/dev/null', 'w');
  expect(outlivesTerminal({ _: '/usr/bin/nohup' }, readable)).toBe(true);
  expect(outlivesTerminal({ _: '/usr/bin/node' }, readable)).toBe(false);
  expect(outlivesTerminal({}, readable)).toBe(false);
  expect(outlivesTerminal({}, writable)).toBe(true);
  closeSync(readable);
  closeSync(writable);
  expect(outlivesTerminal({}, 999)).toBe(false);
});
