import type { DesktopSettingsPatch } from '#api';
import { attempt } from './attempt.ts';
import { useDesktop, useDesktopValue, useEvents } from './host.ts';

/** The desktop app's settings; null in a browser, and until they are known. */
export function useDesktopSettings() {
  const desktop = useDesktop();
  const settings = useDesktopValue((client) => client.getDesktopSettings());
  useEvents((event) => {
    if (event.kind === 'desktopSettingsChanged') settings.value = event.settings;
  });

  async function change(patch: DesktopSettingsPatch): Promise<void> {
    await attempt(async () => {
      if (desktop) settings.value = await desktop.changeDesktopSettings(patch);
    });
  }
  return { settings, change };
}
