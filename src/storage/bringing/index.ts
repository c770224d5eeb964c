export { createRunImporter, type RunImporterOptions } from './run-importer.ts';
export { createRunImports, type OpenRunImport } from './run-imports.ts';
export { createImportUndo } from './undo-import.ts';
