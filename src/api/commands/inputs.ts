import { z } from 'zod';
import { later } from '#experiments';
import { runId, runIds } from '../queries.ts';

export const nothing = later(() => z.strictObject({}).prefault({}));
export const byId = later(() => z.strictObject({ id: runId }));
export const byIds = later(() => z.strictObject({ ids: runIds }));
/** Without ids: all live runs of this host that it applies to. */
export const byIdsOrAll = later(() => z.strictObject({ ids: runIds.optional() }).prefault({}));
/** The number that the beginning command returned. */
export const byImport = later(() => z.strictObject({ import: z.int() }));
