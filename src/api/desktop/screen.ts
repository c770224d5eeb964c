import { z } from 'zod';
import { later } from '#experiments';

/** Tables that a screen can export, each as a CSV file. */
export const exportTables = ['runs', 'epochs'] as const;
export type ExportTable = (typeof exportTables)[number];

/** What the page reports about its screen, so that the menu can offer the screen's actions. */
export const screenSchema = later(() =>
  z.strictObject({
    exports: z.array(z.enum(exportTables)).max(exportTables.length),
  }),
);
export type ScreenOffer = z.output<typeof screenSchema>;

/** Menu entries that the page handles. */
export type PageEntry = 'find' | 'findNext' | 'findPrevious' | 'exportRuns' | 'exportEpochs';
