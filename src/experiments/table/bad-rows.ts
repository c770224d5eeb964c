import type { Refusal } from './row-store.ts';
import { quote, TableError, type BadRow, type BadRows } from './table-error.ts';
import type { MissingLabels } from './labels.ts';

export interface BadRowRules {
  readonly badRows?: 'refuse' | 'leaveOut' | undefined;
  readonly missingLabels?: MissingLabels | undefined;
}

const reportedRows = 100;

/** Collects the unusable rows of a file, and decides whether the file is accepted. */
export function createBadRows({ badRows = 'refuse', missingLabels }: BadRowRules) {
  const first: BadRow[] = [];
  let [count, unlabelled, marked] = [0, 0, 0];
  const found = (): BadRows => ({ count, first });

  return {
    found,
    add(line: number, { message, missingLabel }: Refusal): void {
      count++;
      if (missingLabel !== null) unlabelled++;
      if (missingLabel) marked++;
      if (first.length < reportedRows) first.push({ line, message });
    },
    /** Throws TableError unless the rules accept the file without these rows, and it has others. */
    check(rows: number, label: string): void {
      const allowed = badRows === 'leaveOut' ? count : missingLabels === 'drop' ? unlabelled : 0;
      if (count === allowed && (count === 0 || count < rows)) return;
      const details = { badRows: found() };
      if (count === unlabelled && count < rows) {
        const lines = first.slice(0, 3).map(({ line }) => line);
        const more = count > lines.length ? ', ...' : '';
        throw new TableError(
          `${count} of ${rows} rows ${count === 1 ? 'has' : 'have'} no label in column ${quote(label)}: ` +
            `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}. ` +
            (marked > 0 ? 'Correct or drop them, or treat these marks as a class' : 'Correct or drop them'),
          { ...details, unlabelled: marked > 0 ? 'marked' : 'empty' },
        );
      }
      const examples = first.slice(0, 3).map(({ line, message }) => `line ${line}: ${message}`);
      const more = count > examples.length ? `; and ${count - examples.length} more` : '';
      const [what, advice] =
        count === rows
          ? [`none of the ${rows} rows can be used`, 'Choose other columns or correct the file']
          : [`${count} of ${rows} rows cannot be used`, 'Correct them, or leave these rows out'];
      throw new TableError(`${what}: ${examples.join('; ')}${more}. ${advice}`, details);
    },
  };
}
