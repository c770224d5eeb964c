import { expect, test } from 'vitest';
import { failureOf, shareTestApp, smallConfig } from './app-fixture.ts';

const shared = shareTestApp();

async function openRun() {
  const { client } = shared();
  const { runs } = await client.createRuns({ configs: [smallConfig({ epochs: 1 })] });
  return { client, id: runs[0]!.id };
}

test('two windows that edit different lines and tags of a run keep both', async () => {
  const { client, id } = await openRun();
  const before = await client.updateRun({ id, notes: 'one\ntwo\nthree', tags: ['a', 'b'] });
  const basedOn = { notes: before.notes, tags: [...before.tags] };
  await client.updateRun({ id, notes: 'ONE\ntwo\nthree', tags: ['a', 'b', 'first'], basedOn });
  const merged = await client.updateRun({ id, notes: 'one\ntwo\nTHREE', tags: ['b', 'second'], basedOn });
  expect(merged).toMatchObject({ notes: 'ONE\ntwo\nTHREE', tags: ['b', 'second', 'first'] });
});

test('the second of two texts for the same line is refused, showing the first, and nothing of it is written', async () => {
  const { client, id } = await openRun();
  const { name, notes } = await client.getRun({ id });
  const basedOn = { name, notes };
  await client.updateRun({ id, notes: 'first', name: 'first', basedOn });
  const refused = await failureOf(client.updateRun({ id, notes: 'second', tags: ['x'], basedOn }));
  expect(refused.code).toBe('conflict');
  expect(refused.details).toEqual({ current: { name: 'first', notes: 'first', tags: [] } });
  const renamed = await failureOf(client.updateRun({ id, name: 'second', basedOn }));
  expect(renamed.message).toContain('the name of run');
  expect(await client.getRun({ id })).toMatchObject({ name: 'first', notes: 'first', tags: [] });
  expect(await client.updateRun({ id, notes: 'whoever says not on what: wins' })).toMatchObject({
    notes: 'whoever says not on what: wins',
  });
});

test('many runs are edited together, return their previous state, and can be reverted to it', async () => {
  const { client } = shared();
  const configs = ['a', 'b'].map((name) => smallConfig({ name, epochs: 1 }));
  const { runs } = await client.createRuns({ configs });
  const [a, b] = runs.map(({ id }) => id) as [string, string];
  await client.updateRun({ id: a, notes: 'first\n' });
  const { edited } = await client.editRuns({
    edits: [
      { id: a, name: 'a 1', addNote: 'again' },
      { id: b, addNote: 'again' },
    ],
  });
  expect(edited.map(({ before, after }) => [before.name, after.name, before.notes, after.notes])).toEqual([
    ['a', 'a 1', 'first\n', 'first\n\nagain'],
    ['b', 'b', '', 'again'],
  ]);
  const back = edited.map(({ id, before, after }) => ({ id, ...before, tags: [...before.tags], basedOn: { ...after, tags: [...after.tags] } })); // oxfmt-ignore
  await client.updateRun({ id: b, notes: 'changed since' });
  expect((await failureOf(client.editRuns({ edits: back }))).code).toBe('conflict');
  expect((await client.getRun({ id: a })).name).toBe('a 1');
  await client.updateRun({ id: b, notes: 'again', tags: ['new'] });
  await client.editRuns({ edits: back });
  expect(await client.getRun({ id: a })).toMatchObject({ name: 'a', notes: 'first\n' });
  expect(await client.getRun({ id: b })).toMatchObject({ name: 'b', notes: '', tags: ['new'] });
});

test('a conflict in one of many runs leaves all of them as they were', async () => {
  const { client } = shared();
  const { runs } = await client.createRuns({
    configs: ['a', 'b'].map((name) => smallConfig({ name, epochs: 1 })),
  });
  const edits = runs.map(({ id, name }) => ({ id, name: `${name} 1`, basedOn: { name: 'a' } }));
  expect((await failureOf(client.editRuns({ edits }))).code).toBe('conflict');
  const after = await Promise.all(runs.map(({ id }) => client.getRun({ id })));
  expect(after.map(({ name }) => name)).toEqual(['a', 'b']);
  const both = await failureOf(client.editRuns({ edits: [{ id: runs[0]!.id, notes: 'x', addNote: 'y' }] }));
  expect(both.message).toContain('got notes and addNote; give one of them');
});

test('a sweep that was renamed in the meantime keeps that name', async () => {
  const { client } = shared();
  const definition = { base: smallConfig({ epochs: 1 }), axes: [], seeds: [0, 1] };
  const { id, name } = await client.createSweep({ definition });
  const basedOn = { name };
  await client.updateSweep({ id, name: 'first', basedOn });
  expect((await failureOf(client.updateSweep({ id, name: 'second', basedOn }))).code).toBe('conflict');
  expect((await client.getSweep({ id })).name).toBe('first');
  expect((await client.updateSweep({ id, name: 'second', basedOn: { name: 'first' } })).name).toBe('second');
});
