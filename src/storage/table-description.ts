import { z } from 'zod';
import { formatIssues, type TableSummary } from '#api';
import { describeIssues, later } from '#experiments';
import { readJson, unreadable } from './stored-value.ts';

/** What is stored about a table besides its name, its size and its runs. */
export type Description = Omit<
  TableSummary,
  'digest' | 'name' | 'importedAt' | 'rows' | 'sizeBytes' | 'runs'
>;

const names = later(() => z.array(z.string()));
const count = later(() => z.int().min(0));

/** What a newer version says besides stays; what was not always said has what it means. */
const descriptionSchema = later(() =>
  z.looseObject({
    features: names,
    label: z.string(),
    labels: names,
    classCounts: z.array(count).default([]),
    leftOut: z.looseObject({ count, first: z.array(z.looseObject({ line: count, message: z.string() })) }),
    notes: names.default([]),
    columns: z.array(z.looseObject({ kind: z.string(), name: z.string(), missing: count })).optional(),
    testRows: count.optional(),
    constantFeatures: names,
    countingFeatures: names.default([]),
    separatingFeatures: names.default([]),
    dialect: z.looseObject({ delimiter: z.string(), header: z.boolean() }),
  }),
);

/** Throws notReadable. */
export function readDescription({
  name,
  description,
}: {
  readonly name: string;
  readonly description: string;
}): Description {
  const result = descriptionSchema.safeParse(readJson('description', description), { reportInput: true });
  if (result.success) return result.data as unknown as Description;
  const allowed = `the description of table ${name} (${formatIssues(describeIssues(result.error))})`;
  throw unreadable('description', description, allowed);
}
