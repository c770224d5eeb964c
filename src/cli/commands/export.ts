import { Argument, type Command, Option } from 'commander';
import { type Framework, frameworks } from '#experiments';
import { type Environment, withApp } from '../environment.ts';
import { UsageError } from '../exit.ts';
import { exportRunFile, runFileKinds, type RunFileQuery } from '../export-run-file.ts';
import { addCommand, collect, parseEpoch } from '../options.ts';
import { checkFilter, filterHelp } from '../read-filter.ts';
import { say } from '../say.ts';
import { writeExport } from '../write-export.ts';

interface ExportOptions {
  readonly dataDir: string;
  readonly run?: readonly string[];
  readonly filter?: string;
  readonly out?: string;
  readonly framework?: Framework;
  readonly epoch?: number;
}

const csvTables = ['runs', 'epochs'] as const;
type Csv = (typeof csvTables)[number];
type RunFile = (typeof runFileKinds)[number];

export function addExportCommand(program: Command, environment: Environment): void {
  addCommand(
    program,
    'export',
    'write runs or their epochs as CSV, or one run as a Python script, JSON config or .npz',
  )
    .addArgument(new Argument('<what>', 'what to write').choices([...csvTables, ...runFileKinds]))
    .option('--run <id>', 'only this run: id, beginning of its id, or name; repeatable', collect)
    .option('--filter <filter>', filterHelp, checkFilter)
    .option(
      '--out <file>',
      'where to write; replaces the file once all is written (default: standard output)',
    )
    .addOption(new Option('--framework <name>', 'of a script (default: numpy)').choices(frameworks))
    .option(
      '--epoch <n>',
      'of parameters: those before its update (default: the newest that are kept)',
      parseEpoch,
    )
    .action(async (what: Csv | RunFile, options: ExportOptions) => {
      const { dataDir, run, filter, out } = options;
      if (run && filter !== undefined) throw new UsageError('got --run and --filter; allowed: one of them');
      requireFitting(what, options);
      await withApp(environment, dataDir, 'cli', async (app) => {
        if (what !== 'runs' && what !== 'epochs') {
          const id = await app.resolveRunId(run![0]!);
          return exportRunFile(app, queryOf(what, id, options), out);
        }
        const { ticket, notes } = await app.handlers.prepareExport({
          table: what,
          selection: { filter: filter ?? '', trashed: false },
          ...(run ? { ids: await Promise.all(run.map((text) => app.resolveRunId(text))) } : {}),
        });
        for (const note of notes) say(note);
        await writeExport(app.takeExport(ticket), out);
      });
    });
}

function requireFitting(what: Csv | RunFile, { run, framework, epoch, out }: ExportOptions): void {
  const isCsv = what === 'runs' || what === 'epochs';
  if (!isCsv && run?.length !== 1) {
    throw new UsageError(`got ${run?.length ?? 0} runs; ${what} is of one run: give --run ID once`);
  }
  if (what === 'parameters' && (out === undefined || out === '-')) {
    throw new UsageError('parameters are bytes, not text; give --out FILE.npz');
  }
  if (framework !== undefined && what !== 'script')
    throw new UsageError(`got --framework with ${what}; allowed: with script`);
  if (epoch !== undefined && what !== 'parameters')
    throw new UsageError(`got --epoch with ${what}; allowed: with parameters`);
}

function queryOf(kind: RunFile, id: string, { framework, epoch }: ExportOptions): RunFileQuery {
  if (kind === 'script') return { kind, id, framework };
  return kind === 'parameters' ? { kind, id, epoch } : { kind, id };
}
