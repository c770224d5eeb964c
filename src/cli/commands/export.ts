import { Argument, type Command, Option } from 'commander';
import { exportColumns, exportFormats, type ExportFormat } from '#api';
import { type Framework, frameworks } from '#experiments';
import { type Environment, withApp } from '../environment.ts';
import { type Done, exitCode, UsageError } from '../exit.ts';
import { exportRunFile, runFileKinds, type RunFileQuery } from '../export-run-file.ts';
import { addCommand, collect, parseEpoch } from '../options.ts';
import { checkFilter, filterHelp } from '../read-filter.ts';
import { say } from '../say.ts';
import { onInterrupt } from '../signals.ts';
import { writeExport } from '../write-export.ts';

interface ExportOptions {
  readonly dataDir: string;
  readonly run?: readonly string[];
  readonly filter?: string;
  readonly out?: string;
  readonly format?: ExportFormat;
  readonly columns?: readonly string[];
  readonly sort?: string;
  readonly descending?: true;
  readonly framework?: Framework;
  readonly epoch?: number;
}

const tables = ['runs', 'epochs'] as const;
type Table = (typeof tables)[number];
type RunFile = (typeof runFileKinds)[number];

export function addExportCommand(program: Command, environment: Environment, done: Done): void {
  addCommand(
    program,
    'export',
    'write runs or their epochs as CSV, JSON or Parquet, or one run as a Python script, JSON config or .npz',
  )
    .addArgument(new Argument('<what>', 'what to write').choices([...tables, ...runFileKinds]))
    .option('--run <id>', 'only this run: id, beginning of its id, or name; repeatable', collect)
    .option('--filter <filter>', filterHelp, checkFilter)
    .addOption(new Option('--format <name>', 'of runs and epochs (default: csv)').choices(exportFormats))
    .option(
      '--columns <fields>',
      'of runs: these fields of the filter language, separated by commas',
      splitFields,
    )
    .option('--sort <field>', 'of runs and epochs: field to sort the runs by (default: oldest first)')
    .option('--descending', 'with --sort: the largest first')
    .option('--out <file>', 'file to write, replaced once everything is written (default: standard output)')
    .addOption(new Option('--framework <name>', 'of a script (default: numpy)').choices(frameworks))
    .option(
      '--epoch <n>',
      'of parameters: those before the update of this epoch (default: the newest stored)',
      parseEpoch,
    )
    .action(async (what: Table | RunFile, options: ExportOptions) => {
      const { dataDir, run, filter, out, format, columns, sort, descending } = options;
      if (run && filter !== undefined) throw new UsageError('got --run and --filter; allowed: one of them');
      requireApplicable(what, options);
      await withApp(environment, dataDir, 'cli', async (app) => {
        const stopping = new AbortController();
        const { signal } = stopping;
        const dispose = onInterrupt(() => stopping.abort());
        try {
          if (what !== 'runs' && what !== 'epochs') {
            const id = await app.resolveRunId(run![0]!);
            return await exportRunFile(app, queryOf(what, id, options), out, signal);
          }
          const { ticket, notes } = await app.handlers.prepareExport({
            table: what,
            selection: { filter: filter ?? '', trashed: false },
            ...{ format, columns: columns && [...columns], sort, descending },
            ...(run ? { ids: await Promise.all(run.map((text) => app.resolveRunId(text))) } : {}),
          });
          for (const note of notes) say(note);
          await writeExport(app, ticket, out, signal);
        } catch (thrown) {
          if (!signal.aborted) throw thrown;
          say((thrown as Error).message);
        } finally {
          dispose();
          if (signal.aborted) done(exitCode.interrupted);
        }
      });
    });
}

function requireApplicable(what: Table | RunFile, options: ExportOptions): void {
  const { run, framework, epoch, out, ...table } = options;
  const isTable = what === 'runs' || what === 'epochs';
  if (!isTable) requireNoTableOptions(what, table);
  if (table.columns !== undefined && what === 'epochs')
    throw new UsageError('got --columns with epochs; allowed: with runs');
  if (table.sort !== undefined && run) throw new UsageError('got --run and --sort; allowed: one of them');
  if (table.descending && table.sort === undefined)
    throw new UsageError('got --descending without --sort; allowed: with it');
  if (!isTable && run?.length !== 1) {
    throw new UsageError(`got ${run?.length ?? 0} runs; ${what} needs exactly one: give --run ID once`);
  }
  if (table.format === 'parquet' && (out === undefined || out === '-')) {
    throw new UsageError('Parquet is binary; give --out FILE.parquet');
  }
  if (what === 'parameters' && (out === undefined || out === '-')) {
    throw new UsageError('parameters are binary; give --out FILE.npz');
  }
  if (framework !== undefined && what !== 'script')
    throw new UsageError(`got --framework with ${what}; allowed: with script`);
  if (epoch !== undefined && what !== 'parameters')
    throw new UsageError(`got --epoch with ${what}; allowed: with parameters`);
}

function requireNoTableOptions(
  what: RunFile,
  table: Pick<ExportOptions, 'format' | 'columns' | 'sort' | 'descending'>,
): void {
  for (const name of ['format', 'columns', 'sort', 'descending'] as const) {
    if (table[name] !== undefined)
      throw new UsageError(`got --${name} with ${what}; allowed: with runs and epochs`);
  }
}

function splitFields(text: string): string[] {
  const read = exportColumns.safeParse(text.split(',').map((name) => name.trim()));
  if (read.success) return read.data;
  throw new UsageError(`--columns: ${read.error.issues[0]!.message}`);
}

function queryOf(kind: RunFile, id: string, { framework, epoch }: ExportOptions): RunFileQuery {
  if (kind === 'script') return { kind, id, framework };
  return kind === 'parameters' ? { kind, id, epoch } : { kind, id };
}
