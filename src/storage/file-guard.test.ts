import { copyFileSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { testWith } from '../system-needs.fixture.ts';
import { epochRows, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

testWith('moving')(
  'stores nothing in a database that is not in its place, and continues when it is put back',
  () => {
    const store = temporaryStore();
    const config = runConfig();
    const id = recordRun(store, config, 10);
    const file = store.identity().file;
    const append = (): void => store.appendEpochs(id, epochRows(config, [{ epoch: 10 }]), 1);

    renameSync(file, `${file}.away`);
    expect(append).toThrow(
      expect.objectContaining({
        code: 'databaseMoved',
        message:
          `the database ${file} was moved or deleted while it was open, so nothing more is stored in it; put it back to ` +
          'continue, or restart Lambdascope to use what is there now',
      }),
    );
    expect(() => store.changedElsewhere()).toThrow(expect.objectContaining({ code: 'databaseMoved' }));
    expect(store.getRun(id).epochsDone).toBe(10); // what is read is still correct

    copyFileSync(`${file}.away`, file);
    expect(append).toThrow(
      expect.objectContaining({ message: expect.stringContaining('replaced by another file') as string }),
    );

    rmSync(file);
    renameSync(`${file}.away`, file);
    append();
    expect(store.getRun(id).epochsDone).toBe(11);
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT epochs_done FROM runs').pluck().get()).toBe(11);
    db.close();
  },
);

testWith('moving')('makes no new database for an import when there is none in its place', async () => {
  const store = temporaryStore();
  const file = store.identity().file;
  const table = store.beginTableImport('small.csv', {});
  await table.push(new TextEncoder().encode('a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n'));
  renameSync(file, `${file}.away`);
  await expect(table.finish()).rejects.toMatchObject({ code: 'databaseMoved' });
  expect(() => new Database(file, { fileMustExist: true })).toThrow('unable to open');
  renameSync(`${file}.away`, file);
});
