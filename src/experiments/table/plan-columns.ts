import type { ChosenColumns } from './choose-columns.ts';
import { isFreeText, isTextColumn, maxUnaskedTexts } from './free-text.ts';
import type { InspectedColumn } from './inspect-file.ts';
import { quote, TableError, type ColumnProblem } from './table-error.ts';

/** What replaces a missing value; `category` is for texts only, and treats missing as one more category. */
export type MissingRule = 'mean' | 'median' | 'mostFrequent' | 'category';

/** How to treat columns that are not entirely numeric. By default they are rejected. */
export interface ColumnRules {
  /** By column name. */
  readonly missing?: Readonly<Record<string, MissingRule>> | undefined;
  /** For columns that `missing` does not name: `auto` means the median for numbers, and the most frequent text. */
  readonly otherMissing?: 'refuse' | 'auto' | undefined;
  /** Columns that become one feature per distinct text; numbers, too, may be meant as names. */
  readonly oneHot?: readonly string[] | undefined;
  /** How to treat text columns that `oneHot` does not name. */
  readonly otherTexts?: 'refuse' | 'oneHot' | 'leaveOut' | undefined;
}

/** A column of the file that becomes features. */
export interface PlannedColumn {
  /** In the file, from 0. */
  readonly position: number;
  readonly name: string;
  readonly kind: 'number' | 'oneHot';
  /** Null if a row without a value cannot be used. */
  readonly missing: MissingRule | null;
}

export interface ColumnPlan {
  readonly columns: readonly PlannedColumn[];
  /** Text columns that were left out for that reason. */
  readonly leftOut: readonly string[];
}

/**
 * Decides what each chosen column becomes, from its survey. Throws TableError if rules contradict each other or the columns, and a
 * TableError that lists all columns that need a rule.
 *
 * @param isWhole whether the columns were surveyed to their ends
 * @param canLeaveOutRows whether rows without a value are left out where no rule names a replacement
 */
export function planColumns(
  inspected: readonly InspectedColumn[],
  { features }: ChosenColumns,
  rules: ColumnRules,
  { isWhole, canLeaveOutRows }: { readonly isWhole: boolean; readonly canLeaveOutRows: boolean },
): ColumnPlan {
  checkNames(inspected, features, rules);
  const columns: PlannedColumn[] = [];
  const leftOut: string[] = [];
  const problems: ColumnProblem[] = [];
  for (const position of features) {
    const column = inspected[position]!;
    const { name, cells, missing } = column;
    const rows = `${isWhole ? '' : 'the first '}${cells + missing} rows`;
    const isNamed = rules.oneHot?.includes(name) ?? false;
    const isText = isTextColumn(column);
    const rule = ruleOf(rules, name, isNamed || isText);
    if (cells === 0 && missing > 0) {
      problems.push({ name, kind: 'empty', message: `has no value in any of ${rows}: leave it out` });
    } else if (isText && !isNamed && rules.otherTexts === 'leaveOut') {
      leftOut.push(name);
    } else if (isText && !isNamed && (rules.otherTexts !== 'oneHot' || isFreeText(column))) {
      problems.push({ name, ...textProblem(column, rows) });
    } else if (missing > 0 && rule === null && !canLeaveOutRows) {
      const choices = isNamed || isText ? 'most frequent or category' : 'mean, median or most frequent';
      const message = `has no value in ${missing} of ${rows}: choose ${choices}, or leave out the column or these rows`;
      problems.push({ name, kind: isNamed || isText ? 'missingText' : 'missingNumber', message });
    } else columns.push({ position, name, kind: isNamed || isText ? 'oneHot' : 'number', missing: rule });
  }
  if (problems.length > 0) {
    const told = problems.map(({ name, message }) => `column ${quote(name)} ${message}`);
    throw new TableError(told.join('; '), { columns: problems });
  }
  if (columns.length === 0)
    throw new TableError('every column is text; allowed: at least one that is not left out');
  return { columns, leftOut };
}

function ruleOf({ missing, otherMissing }: ColumnRules, name: string, isText: boolean): MissingRule | null {
  const said = missing && Object.hasOwn(missing, name) ? missing[name]! : null;
  const rule = said ?? (otherMissing === 'auto' ? (isText ? 'mostFrequent' : 'median') : null);
  const allowed: readonly MissingRule[] = isText
    ? ['mostFrequent', 'category']
    : ['mean', 'median', 'mostFrequent'];
  if (rule === null || allowed.includes(rule)) return rule;
  const words = allowed.map((each) => ruleWords[each]).join(', ');
  const kind = isText ? 'text' : 'numbers';
  throw new TableError(
    `missing values of column ${quote(name)}: got ${ruleWords[rule]}; allowed for ${kind}: ${words}`,
  );
}

export const ruleWords: Readonly<Record<MissingRule, string>> = {
  mean: 'mean',
  median: 'median',
  mostFrequent: 'most frequent',
  category: 'category',
};

function textProblem(column: InspectedColumn, rows: string): Pick<ColumnProblem, 'kind' | 'message'> {
  const { texts, firstText, distinct } = column;
  const found = `has text in ${texts} of ${rows}, as ${quote(firstText!.text)} on line ${firstText!.line}`;
  if (!isFreeText(column)) return { kind: 'text', message: `${found}: encode it one-hot, or leave it out` };
  const many = distinct > maxUnaskedTexts ? `more than ${maxUnaskedTexts}` : String(distinct);
  return {
    kind: 'freeText',
    message: `${found}, and ${many} different ones: leave it out, or name it as one to be encoded one-hot`,
  };
}

/** Throws TableError if a rule names a column that is not a feature, or names one twice. */
function checkNames(
  inspected: readonly InspectedColumn[],
  features: readonly number[],
  { missing = {}, oneHot = [] }: ColumnRules,
): void {
  const allowed = features.map((position) => inspected[position]!.name);
  for (const name of [...Object.keys(missing), ...oneHot]) {
    if (allowed.includes(name)) continue;
    const isThere = inspected.some((column) => column.name === name);
    throw new TableError(
      isThere
        ? `column ${quote(name)} is not a feature, so no choice applies to it`
        : `there is no column ${quote(name)} to choose something for`,
    );
  }
  oneHot.forEach((name, index) => {
    if (oneHot.indexOf(name) !== index) throw new TableError(`column ${quote(name)} is set to one-hot twice`);
  });
}
