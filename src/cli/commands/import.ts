import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  AppError,
  datasetOf,
  type ColumnProblem,
  describeDialect,
  formatQuestion,
  ruleWords,
  type StoredColumn,
  type ImportedSummary,
  type TableErrorDetails,
  warningsOf,
} from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { UsageError } from '../exit.ts';
import { toJson } from '../json.ts';
import { addCommand } from '../options.ts';
import { openFile, requireFiles, unchanged } from '../open-file.ts';
import { openOutput } from '../output.ts';
import { addTableOptions, importOptionsOf, type TableOptions } from '../table-options.ts';
import { say } from '../say.ts';

interface ImportOptions extends TableOptions {
  readonly name?: string;
  /** A second file. */
  readonly test?: string;
  readonly dataDir: string;
  readonly json?: true;
}

export function addImportCommand(program: Command, environment: Environment): void {
  const command = addCommand(program, 'import', 'import a file of samples to train on')
    .argument('<file>', 'a text file with one row per line: a column of class labels, and feature columns')
    .option('--name <name>', 'name of the table (default: the name of the file)')
    .option('--test <file>', 'a second file with the same columns, used only as the test set of every run');
  addTableOptions(command)
    .option('--json', 'print one object: the table, and the dataset entry for run configs')
    .action(async (file: string, options: ImportOptions) => {
      importOptionsOf(options);
      await requireFiles(file, options.test);
      await withApp(environment, options.dataDir, 'cli', async (app) => {
        const table = await importFile(app, file, options, { name: options.name, test: options.test });
        const dataset = datasetOf(table);
        await openOutput().write(options.json ? `${toJson({ table, dataset })}\n` : describe(table));
      });
    });
}

/**
 * Imports a file, by default under its own name; an existing table is recognized by its digest. What was skipped or left out, and what is
 * suspicious, goes to stderr. Throws UsageError if the file changes meanwhile.
 */
export async function importFile(
  { handlers }: Lambdascope,
  file: string,
  options: TableOptions,
  {
    name = basename(file),
    test: testFile,
  }: { readonly name?: string | undefined; readonly test?: string | undefined } = {},
): Promise<ImportedSummary> {
  const asked = importOptionsOf(options);
  try {
    const handle = await openFile(file);
    let testHandle: FileHandle | null = null;
    try {
      if (testFile !== undefined) testHandle = await openFile(testFile);
      const begun = await handlers.beginTableImport({ name, ...asked });
      for await (const bytes of unchanged(handle, file)) {
        await handlers.pushTableImport({ ...begun, bytes, file: 'training' });
      }
      if (testHandle) {
        // An empty file must be announced too.
        await handlers.pushTableImport({ ...begun, bytes: new Uint8Array(), file: 'test' });
        for await (const bytes of unchanged(testHandle, testFile!)) {
          await handlers.pushTableImport({ ...begun, bytes, file: 'test' });
        }
      }
      const table = await handlers.finishTableImport(begun);
      for (const line of remarksOn(table, name)) say(line);
      return table;
    } finally {
      await handle.close();
      await testHandle?.close();
    }
  } catch (thrown) {
    throw withWaysOut(thrown);
  }
}

/** An error in a file, with the options that resolve it. */
function withWaysOut(thrown: unknown): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  const { question, unlabelled, columns } = (thrown.details ?? {}) as TableErrorDetails;
  if (columns) {
    const all =
      columns.length > 1
        ? '; or, for all columns without text of their own, --missing auto --text one-hot'
        : '';
    return new UsageError(`${thrown.message}: say ${columns.map(wayOutOf).join(' ')}${all}`);
  }
  if (question) return new UsageError(formatQuestion(question, '--'));
  if (!unlabelled) return thrown;
  const ways = unlabelled === 'marked' ? 'drop or class' : 'drop';
  return new UsageError(`${thrown.message}: say --missing-labels ${ways}`);
}

/** An option that resolves a problem with a column. */
function wayOutOf({ name, kind }: ColumnProblem): string {
  const column = /^[\w.-]+$/.test(name) ? name : JSON.stringify(name);
  return {
    missingNumber: `--missing ${column}=median`,
    missingText: `--missing ${column}=most-frequent`,
    text: `--one-hot ${column}`,
    freeText: `--leave-out ${column}`,
    empty: `--leave-out ${column}`,
  }[kind];
}

/** What a user should know about an import before training. */
function remarksOn(table: ImportedSummary, name: string): string[] {
  return [
    ...table.notes,
    ...table.leftOut.first.map(({ line, message }) => `left out line ${line}: ${message}`),
    ...warningsOf(table).map(
      ({ names, what }) => `warning: ${names.map((each) => JSON.stringify(each)).join(', ')}: ${what}`,
    ),
    ...(table.countingFeatures.length > 0 ? ['to leave columns out, list the others: --features'] : []),
    ...(table.alreadyStored
      ? [
          `this table was imported before${table.name === name ? '' : `, as ${table.name}`}; nothing was stored again`,
        ]
      : []),
  ];
}

function describeGaps({ name, missing, fill }: StoredColumn): string {
  const by = fill === null ? 'a category of their own' : `the ${ruleWords[fill]} of the training rows`;
  return `${missing} without a value in column ${name}: replaced by ${by}`;
}

function describe(table: ImportedSummary): string {
  const { leftOut, labels } = table;
  const lines = [
    `table ${table.name}, digest ${table.digest}`,
    `${table.rows} rows, ${table.features.length} ${table.features.length === 1 ? 'feature' : 'features'}: ${table.features.join(', ')}`,
    ...(table.testRows ? [`the last ${table.testRows} of them are the test set`] : []),
    ...(table.columns ?? []).filter(({ missing }) => missing > 0).map(describeGaps),
    `${labels.length} classes in column ${table.label}: ${labels.join(', ')}`,
    ...(leftOut.count > 0 ? [`${leftOut.count} rows left out`] : []),
    `read with ${describeDialect(table.dialect)}`,
  ];
  return `${lines.join('\n')}\n`;
}
