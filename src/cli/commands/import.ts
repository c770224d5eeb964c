import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { TableSummary } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { UsageError } from '../exit.ts';
import { toJson } from '../json.ts';
import { addCommand, collect } from '../options.ts';
import { openOutput } from '../output.ts';

export interface ImportOptions {
  readonly name?: string;
  readonly label?: string;
  readonly feature?: readonly string[];
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly header?: boolean;
  readonly leaveOutBadRows?: true;
}

interface CommandOptions extends ImportOptions {
  readonly dataDir: string;
  readonly json?: true;
}

const chunkBytes = 1024 * 1024;
const delimiters = { comma: ',', semicolon: ';', tab: '\t' } as const;
const decimals = { point: '.', comma: ',' } as const;

export function addImportCommand(program: Command, environment: Environment): void {
  addCommand(program, 'import', 'take a CSV file in, to train on it')
    .argument('<file>', 'CSV in UTF-8: one column of classes, and columns of numbers')
    .option('--name <name>', 'what to call the table (default: the name of the file)')
    .option('--label <column>', 'the column of classes (default: the last one)')
    .option('--feature <column>', 'a column of numbers (default: all but the label); repeatable', collect)
    .option('--delimiter <name>', 'comma, semicolon or tab (default: found out)')
    .option('--decimal <name>', 'point or comma: what stands before decimals (default: found out)')
    .option('--header', 'the first row names the columns (default: found out)')
    .option('--no-header', 'the first row is data; columns are called "column 1", ...')
    .option('--leave-out-bad-rows', 'take the file without the rows that cannot be used')
    .option('--json', 'print one object: the table, and the dataset that a run config names it by')
    .action((file: string, options: CommandOptions) =>
      withApp(environment, options.dataDir, 'cli', async (app) => {
        const table = await importFile(app, file, options);
        const dataset = datasetOf(table);
        await openOutput().write(options.json ? `${toJson({ table, dataset })}\n` : describe(table));
      }),
    );
}

/** Takes a file in; a table that is there already is found by its digest. What was left out goes to stderr. */
export async function importFile(
  { handlers }: Lambdascope,
  file: string,
  options: ImportOptions,
): Promise<TableSummary> {
  const { name, label, feature, header, leaveOutBadRows } = options;
  const begun = await handlers.beginTableImport({
    name: name ?? basename(file),
    ...{ label, header, features: feature && [...feature] },
    delimiter: readChoice('--delimiter', delimiters, options.delimiter),
    decimal: readChoice('--decimal', decimals, options.decimal),
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

function readChoice<Sign extends string>(
  option: string,
  choices: Readonly<Record<string, Sign>>,
  name: string | undefined,
): Sign | undefined {
  if (name === undefined) return undefined;
  if (Object.hasOwn(choices, name)) return choices[name];
  throw new UsageError(`${option}: got ${JSON.stringify(name)}; allowed: ${Object.keys(choices).join(', ')}`);
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
