export { missingClassNotice, type ClassCounts } from './missing-classes.ts';
export { createCsvReader, type CsvRow } from './csv-reader.ts';
export { countClasses, describeTable, type TableDescription, type TableSample } from './describe-table.ts';
export {
  delimiters,
  describeDialect,
  encodings,
  thousandsMarks,
  type Decimal,
  type Delimiter,
  type Dialect,
  type Encoding,
  type GivenDialect,
  type Thousands,
} from './dialect.ts';
export { isFreeText, isTextColumn, maxUnaskedTexts } from './free-text.ts';
export { createInspection, surveyedBytes, type InspectedColumn, type Inspection } from './inspect-file.ts';
export type { MissingLabels } from './labels.ts';
export { formatQuestion } from './question.ts';
export { warningsOf } from './suspect-features.ts';
export { ruleWords, type ColumnRules, type MissingRule } from './plan-columns.ts';
export type { StoredColumn } from './row-store.ts';
export { createTableDecoder, decodeTable, encodeTable, type LabelledTable } from './stored-table.ts';
export {
  TableError,
  type BadRow,
  type BadRows,
  type ColumnProblem,
  type Question,
  type TableErrorDetails,
  type WayOut,
} from './table-error.ts';
export {
  createTableImport,
  type ImportedTable,
  type ImportOptions,
  type TableImport,
} from './table-import.ts';
