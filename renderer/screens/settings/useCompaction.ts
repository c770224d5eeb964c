import { formatBytes, type HostInfo } from '#api';
import { storeToRefs } from 'pinia';
import { computed, watch } from 'vue';
import { tellDeleting } from '#words';
import { toast, useAction, useActivity, useClient } from '#data';

/** Less than this is not worth it. */
const leastFreeBytes = 1024 * 1024;

/** Returns free space inside the database to the disk. `changed` is called when its size has changed. */
export function useCompaction(info: () => HostInfo, changed: () => void) {
  const client = useClient();
  const { activity } = storeToRefs(useActivity());
  const isDeleting = computed(() => activity.value.deleting !== null);
  watch(isDeleting, (deletes) => {
    if (!deletes) changed();
  });

  const { run: compact, busy: isCompacting } = useAction(async () => {
    try {
      const { freedBytes, sizeBytes } = await client.compactDatabase();
      toast.info(`Freed ${formatBytes(freedBytes)}: the database now takes ${formatBytes(sizeBytes)}.`);
    } finally {
      changed();
    }
  });

  return {
    isCompacting,
    /** True if there is something to free and no deletion is under way. */
    isWorthwhile: computed(() => !isDeleting.value && info().databaseFreeBytes >= leastFreeBytes),
    /** What to say about the space; nothing if none is free. */
    hint: computed(() => {
      if (activity.value.deleting) return `${tellDeleting(activity.value.deleting)}.`;
      const { databaseFreeBytes, databaseBytes } = info();
      if (databaseFreeBytes < leastFreeBytes) return undefined;
      return (
        `${formatBytes(databaseFreeBytes)} of ${formatBytes(databaseBytes)} are free inside the file. ` +
        'Compacting returns them to the disk; saving waits until it has finished.'
      );
    }),
    compact,
  };
}
