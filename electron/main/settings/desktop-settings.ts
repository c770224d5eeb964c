import { desktopSettingsSchema, type DesktopSettings, type DesktopSettingsPatch } from '#api';
import { notKept, readKept, writeKept } from '#app';

/** The settings of the desktop app, available before the app is ready. */
export interface KeptSettings {
  readonly current: DesktopSettings;
  /** The settings that the app was started with; some take effect only at the next start. */
  readonly atStart: DesktopSettings;
  /** Saves them before notifying anyone. Throws AppError folderNotWritable or storageFull; then nothing has changed. */
  change(patch: DesktopSettingsPatch): DesktopSettings;
  /** Returns a function that removes the listener. */
  onChange(listener: (settings: DesktopSettings) => void): () => void;
}

export const settingsFileName = 'desktop.json';

/** Reads them from `file`. A missing or invalid value gets its default; values that a newer version added stay in the file. */
export function openSettings(file: string): KeptSettings {
  const atStart = settingsIn(readKept(file));
  let current = atStart;
  const listeners = new Set<(settings: DesktopSettings) => void>();
  return {
    atStart,
    get current() {
      return current;
    },
    change(patch) {
      const changed = { ...current, ...definedIn(patch) };
      try {
        writeKept(file, { ...readKept(file), ...changed });
      } catch (thrown) {
        throw notKept('the settings', file, thrown);
      }
      current = changed;
      for (const listener of [...listeners]) listener(current);
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function settingsIn(kept: Readonly<Record<string, unknown>>): DesktopSettings {
  const fields = Object.entries(desktopSettingsSchema.shape).map(([name, field]) => {
    const parsed = field.safeParse(kept[name]);
    return [name, parsed.success ? parsed.data : field.parse(undefined)];
  });
  return Object.fromEntries(fields) as DesktopSettings;
}

function definedIn(patch: DesktopSettingsPatch): Partial<DesktopSettings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
