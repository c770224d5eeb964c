export { missingClassNotice, type ClassCounts } from './missing-classes.ts';
export { inspectFile, type Decimal, type Delimiter, type Dialect, type Inspection } from './csv-dialect.ts';
export { countClasses, describeTable, type TableDescription, type TableSample } from './describe-table.ts';
export { createTableDecoder, decodeTable, encodeTable, type LabelledTable } from './stored-table.ts';
export { TableError, type BadRow, type BadRows } from './table-error.ts';
export {
  createTableImport,
  inspectedBytes,
  type ImportedTable,
  type ImportOptions,
  type TableImport,
} from './table-import.ts';
