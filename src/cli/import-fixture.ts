import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './cli-fixture.ts';

const rows = Array.from(
  { length: 40 },
  (_, row) => `${row % 7},${(row % 2) * 5 + (row % 3)},${row % 2 ? 'b' : 'a'}`,
);
/** A table of 40 rows, with the features x and y and the classes a and b. */
export const text = `x;y;c\n${rows.join('\n').replaceAll(',', ';')}\n`;

/** The path of a CSV file with this content. */
export function csv(content: string): string {
  const file = join(temporaryFolder(), 'points.csv');
  writeFileSync(file, content);
  return file;
}
