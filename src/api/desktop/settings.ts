import { z } from 'zod';

/** What a person may choose about the desktop app, apart from the history: it holds for the machine. */
export const desktopSettingsSchema = z.strictObject({
  /** Whether the machine stays awake while runs train. */
  keepAwake: z.boolean().default(true),
  /** Whether runs pause while the machine runs on its battery. */
  pauseOnBattery: z.boolean().default(false),
  /** Whether the page is drawn by the graphics card; takes effect at the next start. */
  hardwareAcceleration: z.boolean().default(true),
  /** Whether to notify when a run or sweep that took longer than a minute ends. */
  notifyWhenDone: z.boolean().default(true),
  /** Whether the spelling of notes is checked; takes effect at the next start. */
  checkSpelling: z.boolean().default(false),
  /** Whether the app looks for a newer version by itself. Off until the user has said so: it asks a server. */
  checkForUpdates: z.boolean().default(false),
  /** Whether the user has said whether it may. */
  askedAboutUpdates: z.boolean().default(false),
});

export type DesktopSettings = z.output<typeof desktopSettingsSchema>;

/** Some of them, to be changed. Without the defaults: what is absent stays as it is. */
export const desktopSettingsPatch = z.strictObject(
  Object.fromEntries(
    Object.entries(desktopSettingsSchema.shape).map(([name, field]) => [name, field.unwrap().optional()]),
  ) as { [Name in keyof DesktopSettings]: z.ZodOptional<z.ZodBoolean> },
);

export type DesktopSettingsPatch = z.output<typeof desktopSettingsPatch>;
