import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it.each([
  ['chapter-100x64', 'chapter-100x64.py'],
  ['../../etc/passwd', 'etc-passwd.py'],
  ['λ = 1e-5, seed 3', 'λ-1e-5-seed-3.py'],
  ['a\u0000b\n\ud800c', 'a-b-c.py'],
  ['NUL', 'r1.py'],
  ['???', 'r1.py'],
  ['x'.repeat(120), `${'x'.repeat(80)}.py`],
])('for %j', (name, expected) => {
  expect(fileNameOf({ id: 'r1', name }, '.py')).toBe(expected);
});
