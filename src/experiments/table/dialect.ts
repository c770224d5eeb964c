import { TableError } from './table-error.ts';

/** The separator between cells; a blank stands for any run of blanks and tabs. */
export const delimiters = ['\t', ';', '|', ',', ' '] as const;
export type Delimiter = (typeof delimiters)[number];
export type Decimal = '.' | ',';
/** The separator of digit groups in large numbers; a blank stands for any Unicode blank used for that. */
export const thousandsMarks = [',', '.', ' ', "'"] as const;
export type Thousands = (typeof thousandsMarks)[number];
/** `latin1` is read as Windows-1252, which includes all of it. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const;
export type Encoding = (typeof encodings)[number];

/** How to read a file. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** The decimal mark of numbers. */
  readonly decimal: Decimal;
  /** The separator of digit groups in numbers; null for none. */
  readonly thousands: Thousands | null;
  /** The prefixes of comment lines, e.g. `#`, separated by spaces; null for none. */
  readonly comment: string | null;
  readonly encoding: Encoding;
}

/** The parts specified by the user; the rest is detected. */
export type GivenDialect = { readonly [Field in keyof Dialect]?: Dialect[Field] | undefined };

const names: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
  '.': 'point',
  "'": 'apostrophe',
};

/** A mark's name, in the singular. */
export function nameMark(mark: Delimiter | Decimal | Thousands): string {
  return names[mark]!;
}

/** Throws TableError if the given parts contradict each other. */
export function checkDialect({ delimiter, decimal, thousands, comment }: GivenDialect): void {
  const clash = (first: string, second: string, mark: Delimiter | Decimal | Thousands): never => {
    throw new TableError(
      `got ${first} ${nameMark(mark)} and ${second} ${nameMark(mark)}; allowed: different marks`,
    );
  };
  if (decimal !== undefined && decimal === delimiter) clash('decimal', 'delimiter', decimal);
  if (decimal !== undefined && decimal === thousands) clash('decimal', 'thousands', decimal);
  if (thousands && thousands === delimiter) clash('thousands', 'delimiter', thousands);
  if (comment === undefined || comment === null) return;
  const prefixes = commentPrefixes(comment);
  if (
    prefixes.length === 0 ||
    /["\r\n]/.test(comment) ||
    prefixes.some((prefix) => /^[\d.+-]/.test(prefix))
  ) {
    throw new TableError(
      `got comment ${JSON.stringify(comment)}; allowed: what lines of comments begin with, as "#", and no number begins with`,
    );
  }
  if (delimiter !== undefined && comment.includes(delimiter) && delimiter !== ' ') {
    throw new TableError(
      `got comment ${JSON.stringify(comment)} with the delimiter in it; allowed: one without`,
    );
  }
}

const plurals: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'pipes',
  ' ': 'blanks',
};

/** A delimiter's name, in the plural. */
export function nameMarks(mark: Delimiter): string {
  return plurals[mark];
}

/** How a file was read, in words. An absent part could not be specified then. */
export function describeDialect(dialect: Pick<Dialect, 'delimiter' | 'header'> & Partial<Dialect>): string {
  const { delimiter, header, decimal, thousands, comment, encoding } = dialect;
  return [
    `${nameMarks(delimiter)} between cells`,
    ...(decimal === ',' ? ['decimal commas'] : []),
    ...(thousands ? [`thousands grouped by ${nameMark(thousands)}`] : []),
    header ? 'names in the first row' : 'no names',
    ...(comment ? [`comments after ${comment}`] : []),
    ...(encoding && encoding !== 'utf-8' ? [`encoding ${encoding}`] : []),
  ].join(', ');
}

/** The prefixes of comment lines. */
export function commentPrefixes(comment: string | null): string[] {
  return (comment ?? '').split(' ').filter((prefix) => prefix !== '');
}
