import { z } from 'zod';
import { later, maxFilterLength, maxNameLength } from '#experiments';
import { jsonMistake } from './json-value.ts';
import { maxTableColumns } from './table-layout.ts';

/** Schemas of the commands' inputs. Each is strict: unknown fields are errors. */

export const runId = later(() => z.string().min(1).max(64));
/** The largest number of runs that a command accepts. */
export const maxRunIds = 10_000;
export const runIds = later(() => z.array(runId).min(1).max(maxRunIds));
const tag = later(() => z.string().trim().min(1).max(60));
export const tags = later(() => z.array(tag).max(50));

/** Runs with this tag that have ended move to the trash at midnight; removing the tag keeps them. */
export const passingTag = 'until midnight';

/** Ordinary tags with a meaning: runs to keep at the top, and runs to hide. */
export const pinnedTag = 'pinned';
export const archivedTag = 'archived';

export const runSelection = later(() =>
  z.strictObject({
    /** In the filter language, docs/filter.md; empty for all runs. */
    filter: z.string().max(maxFilterLength).default(''),
    trashed: z.boolean().default(false),
    /** Only the runs with the tag `archived`, or only those without it. */
    archived: z.enum(['without', 'only']).optional(),
    /** Only the runs of this sweep. */
    sweepId: runId.optional(),
  }),
);

/** Which runs in the trash match. */
export const trashSelection = later(() => runSelection.omit({ trashed: true, archived: true }));

/** What to delete from the trash: everything, or, with ids of runs or sweeps, only these. */
export const emptyTrashQuery = later(() =>
  z.strictObject({
    ids: z.array(runId).max(maxRunIds).optional(),
    sweepIds: z.array(runId).max(maxRunIds).optional(),
  }),
);

export const listRunsQuery = later(() =>
  runSelection.extend({
    /** A field of the filter language. */
    sort: z.string().max(200).default('created'),
    descending: z.boolean().default(true),
    /** Whether runs with the tag `pinned` come before all others. */
    pinnedFirst: z.boolean().optional(),
    /** Fields of the filter language to read for each run of the page: those of a whole table, and some in which the runs differ. */
    fields: z
      .array(z.string().max(200))
      .max(maxTableColumns + 50)
      .default([]),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(1000).default(200),
  }),
);

const runName = later(() => z.string().trim().min(1).max(maxNameLength));
export const maxNotesLength = 100_000;

export const runPatch = later(() =>
  z.strictObject({
    id: runId,
    name: runName.optional(),
    tags: z.array(tag).max(50).optional(),
    notes: z.string().max(maxNotesLength).optional(),
    /**
     * The value of each field before the edit. If it has changed since, notes are merged line by line and tags one by one; a changed name, or
     * notes that cannot be merged, are a conflict, with `RunEditConflict` as its details, and nothing is written. Without it the last writer
     * wins.
     */
    basedOn: z
      .strictObject({ name: z.string(), tags: z.array(z.string()), notes: z.string() })
      .partial()
      .optional(),
  }),
);

/** Changes to many runs, all or none. `addNote` is appended to the existing notes as a new paragraph. */
export const runEdits = later(() =>
  z.strictObject({
    edits: z
      .array(
        runPatch
          .extend({ addNote: z.string().trim().min(1).max(maxNotesLength).optional() })
          .refine(
            ({ notes, addNote }) => notes === undefined || addNote === undefined,
            'got notes and addNote; give one of them',
          ),
      )
      .min(1)
      .max(maxRunIds),
  }),
);

/** A run's name, notes and tags before and after a change. */
export interface RunEdited {
  readonly id: string;
  readonly before: RunEditConflict['current'];
  readonly after: RunEditConflict['current'];
}

/** The details of a refused change to a run: its current values. */
export interface RunEditConflict {
  readonly current: { readonly name: string; readonly notes: string; readonly tags: readonly string[] };
}

export const tagChange = later(() =>
  z.strictObject({
    ids: runIds,
    add: z.array(tag).max(50).default([]),
    remove: z.array(tag).max(50).default([]),
  }),
);

/** How many runs train at the same time. */
export const concurrencySchema = later(() => z.int().min(1).max(64));

/** How many threads train a run: a number, as far as cores are free, or as many as measurably speed it up. */
export const threadsSchema = later(() => z.union([z.literal('auto'), z.int().min(1).max(1024)]));
export type ThreadCount = z.infer<typeof threadsSchema>;

export const maxDefectLength = 4000;

/** An unhandled error of a page, as text with its stack. */
export const defectReport = later(() => z.strictObject({ text: z.string().min(1).max(maxDefectLength) }));

function checkPreference(value: unknown, context: z.RefinementCtx): void {
  const message = jsonMistake(value, { depth: 32, values: 10_000 });
  if (message !== null) context.addIssue({ code: 'custom', message });
}

/** A setting of the interface (theme, pane sizes, table columns), kept with the data so that it survives a new port. */
export const preference = later(() =>
  z
    .strictObject({
      key: z.string().regex(/^[a-zA-Z][\w.-]{0,63}$/, 'letters, digits, dots and dashes, at most 64'),
      value: z.unknown().superRefine(checkPreference).optional(),
      /** Sets these entries of a map and leaves the others, which other windows may have set; null removes an entry. */
      entries: z.record(z.string().max(500), z.unknown()).superRefine(checkPreference).optional(),
      /** Identifies the window that sets it, so that it recognizes its own event. */
      source: z.string().max(64).optional(),
    })
    .refine(
      ({ value, entries }) => (value === undefined) !== (entries === undefined),
      'got both or neither of value and entries; give one of them',
    ),
);
