import { isFreeText, isTextColumn, type CommandInput, type InspectedColumn, type MissingRule } from '#api';

/** What one column should become. */
export interface ColumnChoice {
  readonly taken: boolean;
  /** A feature for each of its texts, rather than its number. */
  readonly oneHot: boolean;
  /** null leaves it to the host to refuse or leave out rows without a value. */
  readonly missing: MissingRule | null;
}

/** Numbers without gaps are taken; columns that need a decision are not, until the user makes it. */
export function firstChoice(column: InspectedColumn): ColumnChoice {
  return { taken: column.numeric && column.missing === 0, oneHot: isTextColumn(column), missing: null };
}

/** A column that is taken has a rule for its gaps, which is visible and can be changed. */
export function takeColumn(column: InspectedColumn): ColumnChoice {
  const oneHot = isTextColumn(column);
  return { taken: true, oneHot, missing: column.missing > 0 ? (oneHot ? 'mostFrequent' : 'median') : null };
}

/** A rule for one kind does not fit the other. */
export function encodeColumn(column: InspectedColumn, choice: ColumnChoice, oneHot: boolean): ColumnChoice {
  const missing = choice.missing === null ? null : oneHot ? 'mostFrequent' : 'median';
  return { ...choice, oneHot: oneHot || isTextColumn(column), missing };
}

/** The available rules for a column's gaps. */
export function missingRules({ oneHot }: ColumnChoice): readonly MissingRule[] {
  return oneHot ? ['mostFrequent', 'category'] : ['mean', 'median', 'mostFrequent'];
}

/** All columns that a network can learn from. */
export function takeAll(columns: readonly InspectedColumn[]): Map<string, ColumnChoice> {
  return new Map(
    columns.map((column) => {
      const isUsable = column.cells > 0 && !isFreeText(column);
      return [column.name, isUsable ? takeColumn(column) : firstChoice(column)];
    }),
  );
}

/** The choices in the form an import takes. */
export function columnOptions(
  columns: readonly InspectedColumn[],
  choices: ReadonlyMap<string, ColumnChoice>,
): Pick<CommandInput<'beginTableImport'>, 'features' | 'oneHot' | 'missing'> {
  const taken = columns.flatMap(({ name }) => {
    const choice = choices.get(name);
    return choice?.taken ? [{ name, ...choice }] : [];
  });
  return {
    features: taken.map(({ name }) => name),
    oneHot: taken.filter(({ oneHot }) => oneHot).map(({ name }) => name),
    missing: Object.fromEntries(
      taken.flatMap(({ name, missing }) => (missing === null ? [] : [[name, missing]])),
    ),
  };
}
