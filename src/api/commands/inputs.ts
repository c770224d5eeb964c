import { z } from 'zod';
import { runId, runIds } from '../queries.ts';

export const nothing = z.strictObject({}).prefault({});
export const byId = z.strictObject({ id: runId });
export const byIds = z.strictObject({ ids: runIds });
/** Without ids: all live runs of this host that it applies to. */
export const byIdsOrAll = z.strictObject({ ids: runIds.optional() }).prefault({});
/** The number that the beginning command returned. */
export const byImport = z.strictObject({ import: z.int() });
