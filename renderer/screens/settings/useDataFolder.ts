import { AppError, formatBytes, type DataFolder, type DesktopClient, type FolderPlan } from '#api';
import { shallowRef } from 'vue';
import { toast, useAction, useDesktop, useDesktopValue } from '#data';

/** The folder of the history on the desktop: where it is, and moving it. In a browser, none of this is known. */
export function useDataFolder() {
  const desktop = useDesktop();
  /** Null in a browser, and until it is known. */
  const current = useDesktopValue((client) => client.getDataFolder());
  /** For the chosen folder; null if none is chosen. */
  const plan = shallowRef<FolderPlan | null>(null);
  /** Why the chosen folder is unsuitable. */
  const refusal = shallowRef<AppError | null>(null);

  const action = <Arguments extends unknown[]>(
    work: (client: DesktopClient, ...given: Arguments) => Promise<unknown>,
  ) => useAction(async (...given: Arguments) => desktop && work(desktop, ...given));

  const choosing = action(async (client) => {
    try {
      const chosen = await client.chooseDataFolder();
      if (chosen === null) return; // cancelled: the previous choice stands
      [plan.value, refusal.value] = [chosen, null];
    } catch (thrown) {
      [plan.value, refusal.value] = [null, AppError.from(thrown)];
    }
  });
  const moving = action((client, { kind, folder }: FolderPlan) =>
    kind === 'free' ? client.moveDataFolder({ folder }) : client.useDataFolder({ folder }),
  );
  const deleting = action(async (client, { folder, sizeBytes }: NonNullable<DataFolder['oldCopy']>) => {
    current.value = await client.deleteOldCopy();
    toast.info(`The old copy in ${folder} (${formatBytes(sizeBytes)}) is in the trash.`);
  });

  return {
    current,
    plan,
    refusal,
    choose: choosing.run,
    isChoosing: choosing.busy,
    /** Restarts with the history in the planned folder, copied there or as it is there. */
    move: moving.run,
    isMoving: moving.busy,
    deleteOldCopy: deleting.run,
    isDeleting: deleting.busy,
    /** Discards the choice. */
    cancel(): void {
      [plan.value, refusal.value] = [null, null];
    },
  };
}
