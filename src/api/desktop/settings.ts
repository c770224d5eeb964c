import { z } from 'zod';
import { later } from '#experiments';

/** Settings of the desktop app. They apply to the machine, not to the history. */
export const desktopSettingsSchema = later(() =>
  z.strictObject({
    /** Whether the machine stays awake while runs train. */
    keepAwake: z.boolean().default(true),
    /** Whether runs pause while the machine runs on battery. */
    pauseOnBattery: z.boolean().default(false),
    /** Whether the page is drawn by the graphics card; takes effect at the next start. */
    hardwareAcceleration: z.boolean().default(true),
    /** Whether to notify when a run or sweep that took longer than a minute ends. */
    notifyWhenDone: z.boolean().default(true),
    /** Whether to check the spelling of notes; takes effect at the next start. */
    checkSpelling: z.boolean().default(false),
    /** Whether the app checks for newer versions automatically. Off until the user agrees, because it contacts a server. */
    checkForUpdates: z.boolean().default(false),
    /** Whether the user has answered that question. */
    askedAboutUpdates: z.boolean().default(false),
  }),
);

export type DesktopSettings = z.output<typeof desktopSettingsSchema>;

/** A change to some settings; absent ones stay unchanged. */
export const desktopSettingsPatch = later(() =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(desktopSettingsSchema.shape).map(([name, field]) => [name, field.unwrap().optional()]),
    ) as { [Name in keyof DesktopSettings]: z.ZodOptional<z.ZodBoolean> },
  ),
);

export type DesktopSettingsPatch = z.output<typeof desktopSettingsPatch>;
