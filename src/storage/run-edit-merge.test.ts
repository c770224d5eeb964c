import { describe, expect, it } from 'vitest';
import { AppError } from '#api';
import { mergeEdit, type SomeRunEdit } from './run-edit-merge.ts';

const current = { name: 'now', notes: 'one\ntwo\nthree\nfour', tags: ['a', 'b'] };
const merge = (change: SomeRunEdit, basedOn: SomeRunEdit = {}) => mergeEdit('r', current, change, basedOn);

/** The refusal, with the run's current state. */
function refusalOf(change: SomeRunEdit, basedOn: SomeRunEdit): AppError {
  try {
    merge(change, basedOn);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('it was not refused');
}

describe('a change to a run', () => {
  it('without a base wins', () => {
    expect(merge({ name: 'next', notes: 'other', tags: [] })).toEqual({
      name: 'next',
      notes: 'other',
      tags: [],
    });
    expect(merge({})).toEqual(current);
  });

  it('based on the current state is accepted as it is', () => {
    expect(merge({ name: 'next', notes: '', tags: ['c'] }, current)).toEqual({
      name: 'next',
      notes: '',
      tags: ['c'],
    });
  });

  it('is merged by the lines of its notes and by its tags, in their order', () => {
    const basedOn = { notes: 'one\ntwo\nthree', tags: ['a', 'gone'] };
    expect(merge({ notes: 'ONE\ntwo\nthree', tags: ['gone', 'c'] }, basedOn)).toEqual({
      name: 'now',
      notes: 'ONE\ntwo\nthree\nfour',
      tags: ['c', 'b'],
    });
  });

  it('to the current value is no conflict', () => {
    expect(merge({ name: 'now', notes: current.notes }, { name: 'before', notes: 'x' })).toEqual(current);
  });

  it.each([
    ['name', { name: 'mine' }, { name: 'before' }],
    ['notes', { notes: 'one\n2\nthree\nfour' }, { notes: 'one\nzwei\nthree\nfour' }],
    ['notes', { notes: `${'x'.repeat(99_999)}\ntwo\nthree` }, { notes: 'one\ntwo\nthree' }], // too long when combined
  ] as const)(
    'to its %s that does not fit the current state is refused, and reports that state',
    (field, change, basedOn) => {
      const refusal = refusalOf(change, basedOn);
      expect([refusal.code, refusal.details]).toEqual(['conflict', { current }]);
      expect(refusal.message).toContain(`the ${field} of run r changed in the meantime`);
    },
  );
});
