import { afterEach, expect, it, vi } from 'vitest';
import { AppError, type DataFolder, type DesktopClient, type FolderPlan } from '#api';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { toasts } from '../../data/toasts.ts';
import { useDataFolder } from './useDataFolder.ts';

afterEach(() => void toasts.splice(0));

const MiB = 1024 * 1024;
const here: DataFolder = {
  folder: '/data/runs',
  isGiven: false,
  oldCopy: { folder: '/home/ada', sizeBytes: 402 * MiB },
};
const plan: FolderPlan = {
  ...{ folder: '/mnt/big', kind: 'free', freeBytes: null },
  ...{ databaseBytes: 402 * MiB, backupBytes: 0 },
};

async function mount(commands: Partial<Record<keyof DesktopClient, unknown>> = {}) {
  const client = { getDataFolder: () => Promise.resolve(here), ...commands };
  const { result } = mountComposable(
    useDataFolder,
    {},
    { host: { desktop: client as unknown as DesktopClient } },
  );
  await settle();
  return result;
}

it('knows nothing in a browser', async () => {
  const { result } = mountComposable(useDataFolder);
  await result.choose();
  await settle();
  expect([result.current.value, result.plan.value, toasts]).toEqual([null, null, []]);
});

it('keeps what was chosen until another folder is chosen, or why it is unsuitable', async () => {
  const refusal = new AppError('conflict', 'it is not empty');
  const answers = [Promise.resolve(plan), Promise.resolve(null), Promise.reject(refusal)];
  const folder = await mount({ chooseDataFolder: () => answers.shift() });
  expect(folder.current.value).toEqual(here);
  const seen = (): unknown[] => [folder.plan.value, folder.refusal.value];
  await folder.choose();
  expect(seen()).toEqual([plan, null]);
  await folder.choose();
  expect(seen()).toEqual([plan, null]);
  await folder.choose();
  expect(seen()).toEqual([null, refusal]);
  folder.cancel();
  expect(seen()).toEqual([null, null]);
  expect(toasts).toEqual([]);
});

it('copies to an empty folder, and uses the history of one that has one', async () => {
  const [moveDataFolder, useDataFolderThere] = [vi.fn(), vi.fn()];
  const { move } = await mount({ moveDataFolder, useDataFolder: useDataFolderThere });
  await move(plan);
  await move({ ...plan, kind: 'history' });
  expect([moveDataFolder.mock.calls, useDataFolderThere.mock.calls]).toEqual([
    [[{ folder: '/mnt/big' }]],
    [[{ folder: '/mnt/big' }]],
  ]);
});

it('deletes the old copy, and says so', async () => {
  const deleteOldCopy = vi.fn(() => Promise.resolve({ ...here, oldCopy: null }));
  const folder = await mount({ deleteOldCopy });
  await folder.deleteOldCopy(here.oldCopy!);
  expect(folder.current.value?.oldCopy).toBeNull();
  expect(toasts.map(({ text }) => text)).toEqual(['The old copy in /home/ada (402 MiB) is in the trash.']);
});
