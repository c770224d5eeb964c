import type { DesktopClient } from '#api';
import { attempt } from './attempt.ts';
import { useDesktop, useDesktopValue, useEvents } from './host.ts';

/** Updating the desktop app to its next version. `status` is null in a browser, and until it is known. */
export function useUpdates() {
  const desktop = useDesktop();
  const status = useDesktopValue((client) => client.getUpdateStatus());
  useEvents((event) => {
    if (event.kind === 'updateChanged') status.value = event.update;
  });

  /** Runs one of the desktop's commands. `status` reports the outcome; a failure to run it is shown. */
  async function act(command: (desktop: DesktopClient) => Promise<unknown>): Promise<void> {
    await attempt(async () => {
      if (desktop) await command(desktop);
    });
  }
  return { status, act };
}
