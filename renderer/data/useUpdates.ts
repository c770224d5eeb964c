import { report, type DesktopClient, type UpdateStatus } from '#api';
import { shallowRef } from 'vue';
import { attempt } from './attempt.ts';
import { useDesktop } from './useDesktop.ts';
import { useEvents } from './useEvents.ts';

/** Updating the desktop app to its next version. `status` is null in a browser, and until it is known. */
export function useUpdates() {
  const desktop = useDesktop();
  const status = shallowRef<UpdateStatus | null>(null);
  useEvents((event) => {
    if (event.kind === 'updateChanged') status.value = event.update;
  });

  /** Runs one of the desktop's commands. `status` reports the outcome; a failure to run it is shown. */
  async function act(command: (desktop: DesktopClient) => Promise<unknown>): Promise<void> {
    await attempt(async () => {
      if (desktop) await command(desktop);
    });
  }
  async function load(): Promise<void> {
    await act(async ({ getUpdateStatus }) => {
      status.value = await getUpdateStatus();
    });
  }
  report(load());
  return { status, act };
}
