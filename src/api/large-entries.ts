import { z } from 'zod';

/** How many invalid entries to report before giving up on a list. */
const maxWrong = 20;

/**
 * A list of at most `max` large entries. Unlike z.array it stops at the twentieth invalid entry: describing the errors of a thousand
 * configs takes a second.
 */
export function largeEntries<Entry extends z.ZodType>(
  entry: Entry,
  max: number,
): z.ZodType<z.output<Entry>[], z.input<Entry>[]> {
  const list = z
    .array(z.unknown())
    .min(1)
    .max(max)
    .transform((given, context): unknown[] => {
      const entries: unknown[] = [];
      let wrong = 0;
      for (const [index, value] of given.entries()) {
        const parsed = entry.safeParse(value, { reportInput: true });
        if (parsed.success) entries.push(parsed.data);
        else {
          for (const issue of parsed.error.issues) {
            context.issues.push({ ...issue, path: [index, ...issue.path] } as z.core.$ZodRawIssue);
          }
          if (++wrong === maxWrong) break;
        }
      }
      return entries;
    });
  return list as unknown as z.ZodType<z.output<Entry>[], z.input<Entry>[]>;
}
