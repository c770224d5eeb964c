import { report, type DesktopSettings, type DesktopSettingsPatch } from '#api';
import { shallowRef } from 'vue';
import { attempt } from './attempt.ts';
import { useDesktop } from './useDesktop.ts';
import { useEvents } from './useEvents.ts';

/** The desktop app's settings; null in a browser, and until they are known. */
export function useDesktopSettings() {
  const desktop = useDesktop();
  const settings = shallowRef<DesktopSettings | null>(null);
  useEvents((event) => {
    if (event.kind === 'desktopSettingsChanged') settings.value = event.settings;
  });

  async function change(patch: DesktopSettingsPatch): Promise<void> {
    await attempt(async () => {
      if (desktop) settings.value = await desktop.changeDesktopSettings(patch);
    });
  }

  async function load(): Promise<void> {
    await attempt(async () => {
      if (desktop) settings.value = await desktop.getDesktopSettings();
    });
  }
  report(load());
  return { settings, change };
}
