import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FolderPlan, StartState } from '#api';
import { changeChoice, databaseFileName, readChoice, type HistoryMove } from '#app';
import { makeFolder, removeFolder } from '../../../src/temporary-folder.fixture.ts';
import type { Desktop } from '../desktop.ts';
import { actOnFolder, folderActions } from './folder-at-start.ts';
import { createFolderHandlers } from './folder-handlers.ts';
import { resumeRuns } from './resume-runs.ts';

const electron = vi.hoisted(() => ({
  picked: '',
  agrees: false,
  boxes: [] as string[],
  trash: [] as string[],
}));
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => [] },
  dialog: {
    showOpenDialog: async () => ({ filePaths: electron.picked === '' ? [] : [electron.picked] }),
    showMessageBox: async ({ message }: { message: string }) => {
      electron.boxes.push(message);
      return { response: electron.agrees ? 1 : 0 };
    },
    showErrorBox: (_title: string, message: string) => electron.boxes.push(message),
  },
  shell: {
    trashItem: async (path: string) => {
      if (electron.trash.includes('full')) throw new Error('the trash is full');
      electron.trash.push(path);
      removeFolder(path);
    },
  },
}));

let home: string;
let to: string;
let happened: unknown[];
let state: StartState;
const plan = (kind: FolderPlan['kind']): FolderPlan => ({
  ...{ folder: to, kind, freeBytes: null },
  ...{ databaseBytes: 1, backupBytes: 0 },
});
let kind: FolderPlan['kind'];

beforeEach(() => {
  home = makeFolder();
  to = join(home, 'chosen');
  happened = [];
  kind = 'free';
  state = { kind: 'opened' };
  Object.assign(electron, { picked: to, agrees: false, boxes: [], trash: [] });
});
afterEach(() => removeFolder(home));

function desktop({ isGiven = false } = {}) {
  const move: HistoryMove = {
    get target() {
      return readChoice(home).movingTo;
    },
    inspect: async () => plan(kind),
    finish: () => Promise.resolve(),
    async cancel() {
      happened.push('cancelled');
    },
  };
  return {
    folder: {
      ...{ home, isGiven, move, arrive: () => Promise.resolve('') },
      get current() {
        return readChoice(home).dataFolder ?? home;
      },
    },
    history: {
      get state() {
        return state;
      },
      current: { trainingRuns: () => ['a', 'b'] },
      open: async () => void happened.push('opened'),
    } as unknown as Desktop['history'],
    restart: (options: unknown) => void happened.push(['restarted', options]),
    log: { write: (_level: string, message: string) => happened.push(message) } as unknown as Desktop['log'],
  };
}

describe('from the settings', () => {
  it('moves to the chosen folder, and resumes there what was training', async () => {
    const { chooseDataFolder, moveDataFolder } = createFolderHandlers(desktop());
    expect(await chooseDataFolder({})).toEqual(plan('free'));
    await moveDataFolder({ folder: to });
    expect(readChoice(home)).toEqual({ dataFolder: null, movingTo: to, oldCopy: null, resume: ['a', 'b'] });
    expect(happened).toEqual([['restarted', { asks: false }]]);
  });

  it('uses an existing history in place', async () => {
    kind = 'history';
    const { chooseDataFolder, useDataFolder, getDataFolder } = createFolderHandlers(desktop());
    await chooseDataFolder({});
    await useDataFolder({ folder: to });
    expect(await getDataFolder({})).toEqual({ folder: to, isGiven: false, oldCopy: null });
    expect(happened).toEqual([['restarted', { asks: false }]]);
  });

  it('refuses a folder that the user did not choose, or chose for another purpose', async () => {
    const { chooseDataFolder, moveDataFolder, useDataFolder } = createFolderHandlers(desktop());
    expect(() => moveDataFolder({ folder: to })).toThrow(`${to} was not chosen for this`);
    await chooseDataFolder({});
    expect(() => useDataFolder({ folder: to })).toThrow('was not chosen for this');
    expect(() => moveDataFolder({ folder: home })).toThrow('was not chosen for this');
    electron.picked = '';
    expect(await chooseDataFolder({})).toBeNull();
    expect(happened).toEqual([]);
  });

  it('does not move a folder given at startup', async () => {
    changeChoice(home, { oldCopy: to });
    const { chooseDataFolder, getDataFolder } = createFolderHandlers(desktop({ isGiven: true }));
    await expect(chooseDataFolder({})).rejects.toThrow(
      `${home} was given when Lambdascope was started; start it without a folder to move its own history`,
    );
    expect(await getDataFolder({})).toEqual({ folder: home, isGiven: true, oldCopy: null });
  });

  it('moves the old copy to the trash, and reports what cannot be moved', async () => {
    mkdirSync(to);
    writeFileSync(join(to, databaseFileName), 'runs');
    writeFileSync(join(to, 'moved-to.txt'), '');
    changeChoice(home, { oldCopy: to });
    const { deleteOldCopy, getDataFolder } = createFolderHandlers(desktop());
    electron.trash = ['full'];
    await expect(deleteOldCopy({})).rejects.toThrow(
      `the copy in ${to} could not be moved to the trash (the trash is full); delete it by hand`,
    );
    expect(await getDataFolder({})).toMatchObject({ oldCopy: { folder: to, sizeBytes: 4 } });
    electron.trash = [];
    expect(await deleteOldCopy({})).toMatchObject({ oldCopy: null });
    expect(electron.trash).toEqual([join(to, databaseFileName), join(to, 'moved-to.txt')]);
    expect(existsSync(to)).toBe(false);
  });
});

describe('at the start', () => {
  const failed: StartState = { kind: 'failed', error: { code: 'folderMissing', message: 'gone' } };
  const act = async (action: keyof ReturnType<typeof actOnFolder>): Promise<void> => {
    actOnFolder(desktop())[action]();
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('offers what the folder allows', () => {
    const offered = (isGiven = false) => folderActions(desktop({ isGiven }));
    expect(offered()).toEqual([]);
    state = { kind: 'opening', step: null };
    expect(offered()).toEqual([]);
    changeChoice(home, { movingTo: to });
    expect(offered()).toEqual(['cancelMove']);
    state = failed;
    expect(offered()).toEqual(['cancelMove']);
    changeChoice(home, { movingTo: null });
    expect(offered()).toEqual(['chooseFolder']);
    changeChoice(home, { dataFolder: to });
    expect(offered()).toEqual(['chooseFolder', 'useDefaultFolder']);
    expect(offered(true)).toEqual([]);
  });

  it('cancels a move, then opens the history where it is', async () => {
    await act('cancelMove');
    expect(happened).toEqual(['cancelled', 'opened']);
  });

  it('opens the history of another folder, but only if that folder has one', async () => {
    await act('chooseFolder');
    expect([electron.boxes, happened]).toEqual([
      [`${to} contains no history; choose a folder with lambdascope.sqlite3 in it`],
      [],
    ]);
    kind = 'history';
    await act('chooseFolder');
    expect([readChoice(home).dataFolder, happened]).toEqual([to, ['opened']]);
    electron.picked = '';
    await act('chooseFolder');
    expect(happened).toEqual(['opened']);
  });

  it('asks before another history replaces the missing one', async () => {
    changeChoice(home, { dataFolder: to });
    await act('useDefaultFolder');
    expect([readChoice(home).dataFolder, happened]).toEqual([to, []]);
    electron.agrees = true;
    await act('useDefaultFolder');
    expect([readChoice(home).dataFolder, happened]).toEqual([null, ['opened']]);
    writeFileSync(join(home, databaseFileName), '');
    await act('useDefaultFolder');
    expect(electron.boxes).toEqual([
      'Start with an empty history in the default folder?',
      'Start with an empty history in the default folder?',
      'Open the copy left in the default folder?',
    ]);
  });
});

describe('after a move', () => {
  const kept = (): unknown => JSON.parse(readFileSync(join(home, 'desktop.json'), 'utf8'));
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('resumes runs once; resuming is tried again if it failed', async () => {
    changeChoice(home, { resume: ['a', 'b'], dataFolder: to });
    resumeRuns(desktop(), { resumeInterrupted: () => Promise.reject(new Error('locked')) });
    await settled();
    expect(happened).toEqual([expect.stringContaining('not resumed after the move')]);
    resumeRuns(desktop(), { resumeInterrupted: async (ids) => void happened.push(ids) });
    await settled();
    expect(happened.slice(1)).toEqual([['a', 'b']]);
    expect(kept()).toEqual({ dataFolder: to });
    resumeRuns(desktop(), { resumeInterrupted: () => Promise.reject(new Error('asked')) });
    await settled();
    expect(happened).toHaveLength(2);
  });
});
