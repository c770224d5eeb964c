import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { cli, emptyHistory, fileOf, small } from './cli-fixture.ts';

test('list, show and export skip a run that cannot be read, and say what is wrong with it', async () => {
  const dataDir = emptyHistory();
  const where = ['--data-dir', dataDir];
  for (const name of ['sound', 'damaged', 'foreign']) {
    const { code } = await cli(['run', '--config', fileOf(small), '--set', `name=${name}`, ...where]);
    expect(code).toBe(0);
  }
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'));
  db.pragma('ignore_check_constraints = ON');
  db.exec(`
    DROP TRIGGER runs_ended_are_immutable;
    UPDATE runs SET config = 'no' WHERE name = 'damaged';
    UPDATE runs SET config = json_set(config, '$.optimizer.kind', 'lion') WHERE name = 'foreign';
    DELETE FROM epochs WHERE epoch = 3 AND run_id = (SELECT run_id FROM runs WHERE name = 'damaged')`);
  const id = db.prepare<[], string>(`SELECT public_id FROM runs WHERE name = 'damaged'`).pluck().get()!;
  const epochs = db.prepare<[], number>(`SELECT epochs_done FROM runs WHERE name = 'damaged'`).pluck().get()!;
  db.close();

  const list = await cli(['list', '--json', ...where]);
  expect((JSON.parse(list.stdout) as { name: string }[]).map(({ name }) => name)).toEqual([
    'foreign',
    'sound',
  ]);
  expect(list).toMatchObject({
    code: 0,
    stderr: `1 run cannot be read and is not listed; export includes what can be read:\n${id} (damaged): config holds "no"; allowed: JSON\n`,
  });

  expect(await cli(['show', 'damaged', ...where])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `error: run damaged (${id}) cannot be read: config holds "no"; allowed: JSON. Export what can be read, or move it to the trash\n`,
  });

  const runs = await cli(['export', 'runs', ...where]);
  expect(
    runs.stdout
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',')[1]),
  ).toEqual(['name', 'sound', 'damaged', 'foreign']);
  expect(runs).toMatchObject({
    code: 0,
    stderr: `run damaged (${id}) is exported without its unreadable values: config holds "no"; allowed: JSON\n`,
  });
  const rows = await cli(['export', 'epochs', '--run', 'damaged', ...where]);
  expect(rows.stdout.trimEnd().split('\r\n')).toHaveLength(epochs);
  expect(rows).toMatchObject({
    code: 0,
    stderr: `run damaged (${id}): 1 of its ${epochs} recorded epochs are missing\n`,
  });

  expect((await cli(['show', 'foreign', ...where])).stdout).toContain('"kind":"lion"');
  const fork = await cli(['fork', 'foreign', '--at', '2', '--set', 'optimizer.kind=adam', ...where]);
  expect(fork.code).toBe(1);
  expect(fork.stderr).toContain('this version of Lambdascope does not support the config of run foreign');
});
