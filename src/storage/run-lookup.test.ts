import { describe, expect, it } from 'vitest';
import { createRun, errorOf, temporaryStore } from './store-fixture.ts';

describe('resolveRunId', () => {
  it('accepts a whole id, the beginning of one, or a name', () => {
    const store = temporaryStore();
    const [wide, deep] = ['wide', 'deep'].map((name) => createRun(store, name)) as [string, string];
    expect(store.resolveRunId(wide)).toBe(wide);
    expect(store.resolveRunId(deep.slice(0, 9))).toBe(deep);
    expect(store.resolveRunId(deep.slice(0, 9).toUpperCase())).toBe(deep);
    expect(store.resolveRunId('wide')).toBe(wide);
  });

  it('says what an ambiguous text may mean', () => {
    const store = temporaryStore();
    const twins = [createRun(store, 'twin'), createRun(store, 'twin')];
    const error = errorOf(() => store.resolveRunId('twin'));
    expect(error.code).toBe('conflict');
    for (const id of twins) expect(error.message).toContain(`${id} (twin)`);
    expect(errorOf(() => store.resolveRunId('nobody!'))).toMatchObject({
      code: 'notFound',
      message: 'there is no run with the id or name "nobody!"',
    });
  });
});
