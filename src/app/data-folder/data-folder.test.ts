import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { listRunsQuery, type MovingStep } from '#api';
import { databaseFileName } from '#storage';
import { killed } from '../../system-needs.fixture.ts';
import { makeFolder, removeFolder } from '../../temporary-folder.fixture.ts';
import { storageEntry } from '../../built-entries.fixture.ts';
import { openHere, openTestApp, smallConfig, temporaryFolder } from '../app-fixture.ts';
import { changeChoice, chosenFolder, createHistoryMove, currentFolder, deleteOldCopy } from './index.ts';
import { oldCopyOf, readChoice, useFolder } from './index.ts';

/** A folder with one run, which is trained before the first test. */
const trained = makeFolder();
let runs: string[] = [];
async function trainOne(): Promise<string> {
  const app = await openTestApp({ dataDir: trained });
  const [run] = (await app.client.createRuns({ configs: [smallConfig()] })).runs;
  await app.until(run!.id, ({ status }) => status === 'completed');
  await app.close();
  return run!.id;
}
afterAll(() => removeFolder(trained));

let home: string;
let to: string;
/** Sets up a fresh home with that run, and another folder to move to. */
function settle(): void {
  [home, to] = [temporaryFolder(), temporaryFolder()];
  cpSync(trained, home, { recursive: true });
  writeFileSync(join(home, 'desktop.json'), '{"keepAwake": false}');
}
beforeEach(async () => {
  if (runs.length === 0) runs = [await trainOne()];
  settle();
});

/** The runs of a folder that can be opened. */
function runsIn(dataDir: string): string[] {
  const store = openHere(dataDir);
  const page = store.listRuns(listRunsQuery.parse({}));
  store.close();
  return page.runs.map(({ id }) => id);
}

const settings = (): unknown => JSON.parse(readFileSync(join(home, 'desktop.json'), 'utf8'));
const going = new AbortController().signal;

function moving(onStep: (step: MovingStep) => void = () => undefined) {
  const move = createHistoryMove({ home, storageEntry });
  return { move, finish: () => move.finish(going, onStep) };
}

describe('a move', () => {
  it('makes the copy the history, for hosts and commands alike, and leaves other settings alone', async () => {
    changeChoice(home, { movingTo: to, resume: runs });
    const kinds: string[] = [];
    const { move, finish } = moving(({ kind }) => kinds.push(kind));
    expect(move.target).toBe(to);
    await finish();
    expect([...new Set(kinds)]).toEqual(['copying', 'comparing', 'checkingCopy']);
    expect(settings()).toEqual({ keepAwake: false, dataFolder: to, oldCopy: home, resume: runs });
    expect([currentFolder(home), move.target]).toEqual([to, null]);
    expect(runsIn(to)).toEqual(runs);
    expect(() => runsIn(home)).toThrow(`was moved to ${to}`);
    await finish(); // nothing left to do
  });

  it('goes on to a third folder, and comes back home once the copy there is deleted', async () => {
    const third = temporaryFolder();
    for (const [target, left] of [
      [to, home],
      [third, to],
      [home, third],
    ] as const) {
      if (target === home) {
        rmSync(join(home, databaseFileName));
        expect(readChoice(home).oldCopy).toBe(to);
      }
      changeChoice(home, { movingTo: target });
      await moving().finish();
      expect(chosenFolder(home)).toBe(target);
      expect(oldCopyOf(home)).toMatchObject({ folder: left });
    }
    expect(settings()).toEqual({ keepAwake: false, oldCopy: third });
    expect(runsIn(home)).toEqual(runs);
  });

  it.each(['copying', 'comparing', 'checkingCopy'])('can be cancelled while it is %s', async (kind) => {
    changeChoice(home, { movingTo: to });
    const cancelling: Promise<void>[] = [];
    const { move, finish } = moving((progress) => {
      if (progress.kind === kind && cancelling.length === 0) cancelling.push(move.cancel());
    });
    await finish();
    await Promise.all(cancelling);
    expect(settings()).toEqual({ keepAwake: false });
    expect(readdirSync(to)).toEqual([]);
    expect(runsIn(home)).toEqual(runs);
  });

  it('that failed leaves nothing behind, and can be retried or cancelled', async () => {
    changeChoice(home, { movingTo: to });
    const database = join(home, databaseFileName);
    renameSync(database, `${database}.away`);
    writeFileSync(database, Buffer.alloc(8192, 'x'));
    const { move, finish } = moving();
    await expect(finish()).rejects.toMatchObject({ code: 'notADatabase' });
    expect([readdirSync(to), move.target, chosenFolder(home)]).toEqual([[], to, home]);
    renameSync(`${database}.away`, database);
    removeFolder(to);
    await expect(finish()).rejects.toMatchObject({ code: 'folderMissing' });
    await move.cancel();
    expect([move.target, existsSync(to)]).toEqual([null, false]);
    expect(runsIn(home)).toEqual(runs);
  });

  it('is done when the copy is complete, whatever happens to its mark', async () => {
    changeChoice(home, { movingTo: to });
    const { finish } = moving((step) => {
      if (step.kind !== 'checkingCopy') return;
      rmSync(join(to, 'copy-in-progress.json'));
      mkdirSync(join(to, 'copy-in-progress.json'));
    });
    await finish();
    expect(chosenFolder(home)).toBe(to);
    removeFolder(join(to, 'copy-in-progress.json'));
    expect(runsIn(currentFolder(home))).toEqual(runs);
  });

  it('continues at the next start when the app is quit meanwhile', async () => {
    changeChoice(home, { movingTo: to });
    const quitting = new AbortController();
    const { move } = moving();
    await move.finish(quitting.signal, () => quitting.abort());
    expect([move.target, chosenFolder(home), readdirSync(to)]).toEqual([
      to,
      home,
      expect.arrayContaining(['copy-in-progress.json']),
    ]);
    await moving().finish();
    expect(runsIn(to)).toEqual(runs);
  });

  it('killed at any step, is at the old or the new place, and continues', async () => {
    const script = `
      import { createHistoryMove } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'index.ts')).href)};
      const [home, storageEntry, kind] = process.argv.slice(1);
      const kill = (step) => step.kind === kind && process.kill(process.pid, 'SIGKILL');
      await createHistoryMove({ home, storageEntry }).finish(new AbortController().signal, kill);
      process.kill(process.pid, 'SIGKILL');`;
    for (const kind of ['copying', 'comparing', 'checkingCopy', 'none']) {
      settle();
      changeChoice(home, { movingTo: to });
      const args = ['--input-type=module', '--eval', script, '--', home, storageEntry, kind];
      const [code, signal] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')) as [
        number | null,
        string | null,
      ];
      expect([kind, signal ?? code, currentFolder(home)]).toEqual([
        kind,
        killed,
        kind === 'none' ? to : home,
      ]);
      await moving().finish();
      expect(runsIn(currentFolder(home))).toEqual(runs);
      expect(currentFolder(home)).toBe(to);
    }
  });
});

describe('the folder of the history', () => {
  it('is the app’s own until another is chosen, and is never recreated in place of a missing one', () => {
    expect(currentFolder(home)).toBe(home);
    useFolder(home, to);
    expect(chosenFolder(home)).toBe(to);
    expect(() => currentFolder(home)).toThrow(
      expect.objectContaining({ code: 'folderMissing', message: expect.stringContaining(to) as unknown }),
    );
    expect(readdirSync(to)).toEqual([]);
    useFolder(home, home);
    expect([currentFolder(home), settings()]).toEqual([home, { keepAwake: false }]);
  });

  it('is opened where the copy was left behind if the user chooses that', async () => {
    changeChoice(home, { movingTo: to });
    await moving().finish();
    useFolder(home, home);
    expect(runsIn(currentFolder(home))).toEqual(runs);
    expect(oldCopyOf(home)).toBeNull();
  });

  it('is stored completely or not at all', () => {
    rmSync(join(home, 'desktop.json'));
    mkdirSync(join(home, 'desktop.json', 'in the way'), { recursive: true });
    expect(() => useFolder(home, to)).toThrow(
      expect.objectContaining({
        code: 'folderNotWritable',
        message: expect.stringMatching(
          /^the location of the history cannot be saved in .+ \(\w+\); check its permissions$/,
        ) as unknown,
      }),
    );
    expect(chosenFolder(home)).toBe(home);
  });

  it.each(['{', '[]', '{"dataFolder": 3, "movingTo": "", "resume": "all"}'])(
    'is the app’s own with %s',
    (text) => {
      writeFileSync(join(home, 'desktop.json'), text);
      expect(readChoice(home)).toEqual({ dataFolder: null, movingTo: null, resume: [], oldCopy: null });
    },
  );
});

describe('the copy left behind', () => {
  beforeEach(async () => {
    writeFileSync(join(home, 'window.json'), '{}');
    changeChoice(home, { movingTo: to });
    await moving().finish();
  });

  it('is deleted file by file; the note stays in the app’s own folder', async () => {
    expect(oldCopyOf(home)).toEqual({ folder: home, sizeBytes: expect.any(Number) as number });
    const deleted: string[] = [];
    await deleteOldCopy(home, async (path) => {
      deleted.push(path);
      removeFolder(path);
    });
    expect(deleted[0]).toBe(join(home, databaseFileName));
    expect(readdirSync(home).sort()).toEqual(['desktop.json', 'moved-to.txt', 'window.json']);
    expect([oldCopyOf(home), readChoice(home).oldCopy]).toEqual([null, null]);
    expect(runsIn(currentFolder(home))).toEqual(runs);
  });

  it('is kept if the trash refuses it, and is not offered once the folder is in use again', async () => {
    await expect(deleteOldCopy(home, () => Promise.reject(new Error('no trash here')))).rejects.toThrow(
      'no trash here',
    );
    expect(oldCopyOf(home)).not.toBeNull();
    rmSync(join(home, 'moved-to.txt'));
    expect(oldCopyOf(home)).toBeNull();
    await deleteOldCopy(home, () => Promise.reject(new Error('asked to delete')));
    expect(existsSync(join(home, databaseFileName))).toBe(true);
  });
});
