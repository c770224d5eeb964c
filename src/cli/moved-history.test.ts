import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { changeChoice, defaultDataDir } from '#app';
import { cli, fileOf, small, temporaryFolder } from './cli-fixture.ts';

/** The default folder of a user who has nothing yet. */
function ownFolder(): string {
  const home = temporaryFolder();
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const name of ['XDG_CONFIG_HOME', 'APPDATA', 'HOME']) vi.stubEnv(name, home);
  const folder = defaultDataDir();
  mkdirSync(folder, { recursive: true });
  return folder;
}

test('without a folder, commands follow the history to where the desktop app moved it', async () => {
  const home = ownFolder();
  const elsewhere = join(temporaryFolder(), 'runs');
  expect((await cli(['run', '--config', fileOf(small), '--data-dir', elsewhere])).code).toBe(0);
  expect((await cli(['list', '--json'])).stdout).toBe('[]\n');

  changeChoice(home, { dataFolder: elsewhere });
  expect(JSON.parse((await cli(['list', '--json'])).stdout)).toMatchObject([{ name: 'small' }]);

  renameSync(elsewhere, `${elsewhere} away`);
  for (const arrange of [() => undefined, () => mkdirSync(elsewhere)]) {
    arrange(); // an empty folder is where a disk is mounted
    expect(await cli(['list'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `error: the history was moved to ${elsewhere}, which is not there now; connect or mount its disk, ` +
        'or choose another folder with --data-dir\n',
    });
  }
  expect((await cli(['list', '--data-dir', `${elsewhere} away`])).stdout).toContain('small');
});

test('a folder whose history was moved is not opened, and doctor reports it', async () => {
  const folder = temporaryFolder();
  const where = ['--data-dir', folder];
  expect((await cli(['run', '--config', fileOf(small), ...where])).code).toBe(0);
  writeFileSync(join(folder, 'moved-to.txt'), 'The history has been moved to\n\n/somewhere/else\n');
  const { code, stderr } = await cli(['list', ...where]);
  expect(code).toBe(2);
  expect(stderr).toBe(
    `error: the history of ${folder} was moved to /somewhere/else; open it there, or delete ` +
      `${join(folder, 'moved-to.txt')} to open the old copy, as it was then\n`,
  );
  expect((await cli(['doctor', ...where])).stdout).toMatch(/^fail {2}database: the history of .+ was moved/m);
});
