import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { TableSummary } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { UsageError } from '../exit.ts';
import { toJson } from '../json.ts';
import { addCommand } from '../options.ts';
import { openOutput } from '../output.ts';
import { addTableOptions, type TableOptions } from '../table-options.ts';

interface ImportOptions extends TableOptions {
  readonly name?: string;
  readonly dataDir: string;
  readonly json?: true;
}

const chunkBytes = 1024 * 1024;

export function addImportCommand(program: Command, environment: Environment): void {
  const command = addCommand(program, 'import', 'take a CSV file in, to train on it')
    .argument('<file>', 'CSV in UTF-8: one column of classes, and columns of numbers')
    .option('--name <name>', 'what to call the table (default: the name of the file)');
  addTableOptions(command)
    .option('--json', 'print one object: the table, and the dataset that a run config names it by')
    .action((file: string, options: ImportOptions) =>
      withApp(environment, options.dataDir, 'cli', async (app) => {
        const table = await importFile(app, file, options, options.name);
        const dataset = datasetOf(table);
        await openOutput().write(options.json ? `${toJson({ table, dataset })}\n` : describe(table));
      }),
    );
}

/**
 * Takes a file in, by default under its own name; a table that is there already is found by its digest. What was left out
 * goes to stderr.
 */
export async function importFile(
  { handlers }: Lambdascope,
  file: string,
  options: TableOptions,
  name = basename(file),
): Promise<TableSummary> {
  const { feature, leaveOutBadRows, label, header, delimiter, decimal } = options;
  const begun = await handlers.beginTableImport({
    ...{ name, label, header, delimiter, decimal, features: feature && [...feature] },
    badRows: leaveOutBadRows ? 'leaveOut' : 'refuse',
  });
  for await (const chunk of readFile(file)) await handlers.pushTableImport({ ...begun, bytes: chunk });
  const table = await handlers.finishTableImport(begun);
  for (const { line, message } of table.leftOut.first) {
    process.stderr.write(`left out line ${line}: ${message}\n`);
  }
  return table;
}

async function* readFile(file: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }))
      yield chunk as Uint8Array<ArrayBuffer>;
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    throw code === undefined ? thrown : new UsageError(message);
  }
}

/** What a run config names a table by. */
export function datasetOf({ digest, name, rows, features, labels }: TableSummary) {
  return { kind: 'table' as const, digest, name, rows, features: features.length, classes: labels.length };
}

function describe(table: TableSummary): string {
  const { leftOut, constantFeatures, labels } = table;
  const lines = [
    `table ${table.name}, digest ${table.digest}`,
    `${table.rows} rows, ${table.features.length} ${table.features.length === 1 ? 'feature' : 'features'}: ${table.features.join(', ')}`,
    `${labels.length} classes in column ${table.label}: ${labels.join(', ')}`,
    ...(leftOut.count > 0 ? [`${leftOut.count} rows left out`] : []),
    ...(constantFeatures.length > 0 ? [`the same in every row: ${constantFeatures.join(', ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
