import { expect, test } from 'vitest';
import { parseQueueAddress } from './address.ts';

test.each([
  ['redis://lab', { host: 'lab', port: 6379, tls: false, database: 0, username: null, password: null }],
  ['rediss://lab:6380/3', { host: 'lab', port: 6380, tls: true, database: 3 }],
  ['redis://[::1]:7000', { host: '::1', port: 7000, label: 'redis://[::1]:7000' }],
  [
    'redis://ann:p%40ss%2Fword@lab',
    { username: 'ann', password: 'p@ss/word', label: 'redis://ann@lab:6379' },
  ],
  ['redis://:secret@lab/2', { username: null, password: 'secret', label: 'redis://lab:6379/2' }],
  [' redis://10.0.0.7:6379 \n', { host: '10.0.0.7' }],
])('%s', (text, expected) => {
  expect(parseQueueAddress(text)).toMatchObject(expected);
});

test.each([
  ['lab:6379', /got an address of lab: for the queue; allowed: redis:/],
  ['http://lab', /got an address of http:/],
  ['', /something that is not an address/],
  ['redis://', /without a host/],
  ['redis://lab:99999', /something that is not an address/],
  ['redis://lab/one', /got the database "one"/],
  ['redis://lab/-1', /got the database "-1"/],
  ['redis://lab/70000', /allowed: a number from 0 to 65535/],
  ['redis://lab/0?ssl=1', /with \? or #/],
  ['redis://a:%zz@lab', /an invalid % in its user or password/],
])('%s is refused', (text, expected) => {
  expect(() => parseQueueAddress(text)).toThrow(expected);
});

test.each([
  'redis://ann:hunter2@lab/zero',
  'redis://ann:hunter2@',
  'http://ann:hunter2@lab',
  'redis://ann:hunter2@lab?x=1',
  'redis://hunter2%zz@lab',
  'hunter2@lab:6379',
  'hunter2:6379',
  'redis:hunter2',
  'redis://ann:hunter2@lab:port',
])('no refusal reveals a password: %s', (text) => {
  try {
    parseQueueAddress(text);
    expect.unreachable('it is refused');
  } catch (thrown) {
    expect(JSON.stringify([String(thrown), thrown])).not.toContain('hunter2');
  }
});
