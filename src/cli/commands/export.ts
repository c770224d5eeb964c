import { Argument, type Command } from 'commander';
import { type Environment, withApp } from '../environment.ts';
import { UsageError } from '../exit.ts';
import { addCommand, collect } from '../options.ts';
import { openOutput } from '../output.ts';
import { checkFilter, filterHelp } from '../read-filter.ts';
import { writeWholeFile } from '../whole-file.ts';
import { say } from '../say.ts';

interface ExportOptions {
  readonly dataDir: string;
  readonly run?: readonly string[];
  readonly filter?: string;
  readonly out?: string;
}

export function addExportCommand(program: Command, environment: Environment): void {
  addCommand(program, 'export', 'write runs or all their epochs as CSV')
    .addArgument(new Argument('<table>', 'what to write').choices(['runs', 'epochs']))
    .option('--run <id>', 'only this run: id, beginning of its id, or name; repeatable', collect)
    .option('--filter <filter>', filterHelp, checkFilter)
    .option(
      '--out <file>',
      'where to write; replaces the file once all is written (default: standard output)',
    )
    .action(async (table: 'runs' | 'epochs', { dataDir, run, filter, out }: ExportOptions) => {
      if (run && filter !== undefined) throw new UsageError('got --run and --filter; allowed: one of them');
      await withApp(environment, dataDir, 'cli', async (app) => {
        const { ticket, notes } = await app.handlers.prepareExport({
          table,
          selection: { filter: filter ?? '', trashed: false },
          ...(run ? { ids: await Promise.all(run.map((text) => app.resolveRunId(text))) } : {}),
        });
        const { chunks } = app.takeExport(ticket);
        for (const note of notes) say(note);
        if (out !== undefined && out !== '-') return writeWholeFile(out, chunks);
        const output = openOutput();
        for await (const chunk of chunks) await output.writeData(chunk);
      });
    });
}
