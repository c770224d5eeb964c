import { isFreeText, isTextColumn, type CommandInput, type InspectedColumn, type MissingRule } from '#api';

/** What one column is to become. */
export interface ColumnChoice {
  readonly taken: boolean;
  /** A feature for each of its texts, rather than its number. */
  readonly oneHot: boolean;
  /** null leaves rows without a value for the host to refuse or to leave out. */
  readonly missing: MissingRule | null;
}

/** Numbers without gaps are taken; what somebody has to decide about is not, until they do. */
export function firstChoice(column: InspectedColumn): ColumnChoice {
  return { taken: column.numeric && column.missing === 0, oneHot: isTextColumn(column), missing: null };
}

/** A column that is taken has a rule for its gaps, which is seen and can be changed. */
export function takeColumn(column: InspectedColumn): ColumnChoice {
  const oneHot = isTextColumn(column);
  return { taken: true, oneHot, missing: column.missing > 0 ? (oneHot ? 'mostFrequent' : 'median') : null };
}

/** A rule that fits the other kind is no rule of this one. */
export function encodeColumn(column: InspectedColumn, choice: ColumnChoice, oneHot: boolean): ColumnChoice {
  const missing = choice.missing === null ? null : oneHot ? 'mostFrequent' : 'median';
  return { ...choice, oneHot: oneHot || isTextColumn(column), missing };
}

/** The rules that there are for a column's gaps. */
export function missingRules({ oneHot }: ColumnChoice): readonly MissingRule[] {
  return oneHot ? ['mostFrequent', 'category'] : ['mean', 'median', 'mostFrequent'];
}

/** All columns that can teach a network something. */
export function takeAll(columns: readonly InspectedColumn[]): Map<string, ColumnChoice> {
  return new Map(
    columns.map((column) => {
      const isUsable = column.cells > 0 && !isFreeText(column);
      return [column.name, isUsable ? takeColumn(column) : firstChoice(column)];
    }),
  );
}

/** The choices as an import takes them. */
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
