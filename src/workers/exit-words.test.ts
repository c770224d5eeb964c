import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { adviceOn, isOutOfMemory } from './exit-words.ts';
import { keepLastLines } from './last-lines.ts';

/** What Node 24 prints when its heap is full. */
const fullHeap = `
<--- Last few GCs --->

[28308:0x23dc5000]    11794 ms: Mark-Compact (reduce) 4100.1 (4107.4) -> 4100.1 (4104.4) MB, pooled: 0 MB, 12.71 / 0.00 ms

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0x931db0  [node]
 2: 0x75968e node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
${Array.from({ length: 12 }, (_, index) => `${String(index + 3).padStart(2)}: 0x13c8948  [node]`).join('\n')}
`;

test('a full heap is reported as such, with a remedy', async () => {
  const stderr = Readable.from([Buffer.from(fullHeap)]);
  const lastLines = keepLastLines();
  lastLines.hear(stderr);
  await once(stderr, 'end');
  expect(lastLines.read()).toBe(
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  );
  const reason = `killed by SIGABRT; its last output: ${lastLines.read()}`;
  expect(adviceOn(reason)).toBe('memory ran out: close other programs, or train fewer runs at a time');
  expect(isOutOfMemory(reason)).toBe(true);
});

test.each([
  ['could not start: spawn node EMFILE', 'too many files are open'],
  ['could not start: spawn node EAGAIN', 'the system allows no more processes'],
  ['could not start: spawn node ENOMEM', 'memory ran out'],
  ['oom (exit code 5)', 'memory ran out'],
  ['killed by SIGKILL', 'if nobody killed it, memory ran out'],
  ['killed (exit code 9)', 'if nobody killed it, memory ran out'],
  ['killed by SIGTERM', null],
  ['exited with code 1; its last output: room for improvement', null],
])('remedies for: %s', (reason, advice) => {
  if (advice === null) expect(adviceOn(reason)).toBeNull();
  else expect(adviceOn(reason)).toMatch(new RegExp(`^${advice}`));
});
