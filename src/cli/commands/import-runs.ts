import { type Command, Option } from 'commander';
import { importChoice, importedMetrics, type ImportChoice, type ImportPlan, type ImportResult } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { type Done, exitCode, UsageError } from '../exit.ts';
import { type ImportedFiles, importsOf } from '../files-of-import.ts';
import { toJson } from '../json.ts';
import { openFile, unchanged } from '../open-file.ts';
import { addCommand, collect } from '../options.ts';
import { openOutput } from '../output.ts';
import { createProgressBar } from '../progress-bar.ts';
import { checkFilter } from '../read-filter.ts';
import { say } from '../say.ts';
import { onInterrupt } from '../signals.ts';
import { formatTable } from '../table.ts';

interface ImportRunsOptions {
  readonly dataDir: string;
  readonly filter?: string;
  readonly conflicts: 'leave-out' | 'copy';
  readonly map?: readonly string[];
  readonly dryRun?: true;
  readonly list?: true;
  readonly undo?: string;
  readonly json?: true;
}

/** The outcome of one import. */
interface Outcome {
  readonly plan: ImportPlan;
  /** Null if it was only previewed. */
  readonly result: ImportResult | null;
}

export function addImportRunsCommand(program: Command, environment: Environment, done: Done): void {
  addCommand(
    program,
    'import-runs',
    'import runs from another history, or from other programs for comparison',
  )
    .argument(
      '[file...]',
      'a Lambdascope database or its folder; runs.csv and epochs.csv as written by export',
    )
    .option('--filter <filter>', 'only runs of the file that match this filter (docs/filter.md)', checkFilter)
    .addOption(
      new Option('--conflicts <what>', 'what to do with runs whose id exists here with different metrics')
        .choices(['leave-out', 'copy'])
        .default('leave-out'),
    )
    .option(
      '--map <metric=name>',
      'metric that a name in the file stands for, e.g. loss=train/loss; repeatable',
      collect,
    )
    .option('--dry-run', 'say what would be imported, and store nothing')
    .option('--list', 'list earlier imports, each of which can be undone')
    .option('--undo <import>', 'undo an import and delete all its runs, by its id in --list')
    .option('--json', 'print one object per import: what was planned, and what was imported')
    .action(async (paths: readonly string[], options: ImportRunsOptions) => {
      const other = options.list ? '--list' : options.undo === undefined ? null : '--undo';
      if (other !== null && paths.length > 0) {
        throw new UsageError(`got files and ${other}; allowed: one of them`);
      }
      if (other === null && paths.length === 0) {
        throw new UsageError('got no file; allowed: one or more files or folders');
      }
      const choice = choiceOf(options);
      const imports = await importsOf(paths);
      await withApp(environment, options.dataDir, 'cli', async (app) => {
        if (options.list) return list(app, options.json === true);
        if (options.undo !== undefined) return undo(app, options.undo);
        const stop = new AbortController();
        const dispose = onInterrupt(() => stop.abort());
        try {
          for (const files of imports) {
            const outcome = await bringIn(app, files, choice, options.dryRun === true, stop.signal);
            if (outcome === null) return done(exitCode.interrupted);
            await openOutput().write(options.json ? `${toJson(outcome)}\n` : describe(outcome));
          }
        } finally {
          dispose();
        }
      });
    });
}

async function list({ handlers }: Lambdascope, asJson: boolean): Promise<void> {
  const { imports } = await handlers.listRunImports({});
  const rows = imports.map(({ id, importedAt, runs, source }) => [id, importedAt, String(runs), source]);
  await openOutput().write(
    asJson ? `${toJson(imports)}\n` : formatTable([['import', 'when', 'runs', 'from'], ...rows], [2]),
  );
}

async function undo({ handlers }: Lambdascope, id: string): Promise<void> {
  const { runs } = await handlers.undoRunImport({ id });
  await openOutput().write(`removed ${count(runs, 'run')}\n`);
}

/** Throws UsageError. */
function choiceOf({ filter, conflicts, map = [] }: ImportRunsOptions): ImportChoice {
  const metrics = map.map((text) => {
    const at = text.indexOf('=');
    const metric = importedMetrics.find((known) => known === text.slice(0, Math.max(0, at)));
    if (metric !== undefined && at < text.length - 1) return [text.slice(at + 1), metric] as const;
    throw new UsageError(
      `--map: got ${text}; allowed: one of ${importedMetrics.join(', ')}, then =, then its name in the file`,
    );
  });
  return importChoice.parse({
    ...(filter !== undefined && { filter }),
    conflicts: conflicts === 'copy' ? 'copy' : 'leaveOut',
    metrics: Object.fromEntries(metrics),
  });
}

/** Null if it was interrupted, in which case nothing of it is kept. */
async function bringIn(
  { handlers }: Lambdascope,
  { source, files }: ImportedFiles,
  choice: ImportChoice,
  dryRun: boolean,
  stop: AbortSignal,
): Promise<Outcome | null> {
  const begun = await handlers.beginRunImport({ name: source });
  const bar = createProgressBar('importing');
  let isOver = false;
  // The operation in progress is then refused.
  const cancel = async () => handlers.cancelRunImport(begun);
  stop.addEventListener('abort', () => void cancel().catch(() => undefined));
  try {
    for (const { path, name } of files) {
      const handle = await openFile(path);
      try {
        // An empty file must be announced too.
        await handlers.pushRunImport({ ...begun, file: name, bytes: new Uint8Array() });
        for await (const bytes of unchanged(handle, path)) {
          await handlers.pushRunImport({ ...begun, file: name, bytes });
        }
      } finally {
        await handle.close();
      }
    }
    let plan: ImportPlan | null = null;
    while (plan === null) {
      const reading = await handlers.planRunImport({ ...begun, choice });
      bar.update(reading.bytes, Math.max(1, reading.ofBytes), 'reading bytes');
      plan = reading.plan;
    }
    if (dryRun) return { plan, result: null };
    for (;;) {
      const progress = await handlers.advanceRunImport({ ...begun, choice });
      if (progress.done !== null) {
        isOver = true;
        return { plan, result: progress.done };
      }
      bar.update(progress.epochs, Math.max(1, progress.ofEpochs), 'importing epochs');
    }
  } catch (thrown) {
    if (!stop.aborted) throw thrown;
    bar.clear();
    say('stopped; nothing was imported');
    return null;
  } finally {
    bar.clear();
    if (!isOver) await cancel();
  }
}

function describe({ plan, result }: Outcome): string {
  const { newRuns, knownRuns, conflictingRuns, conflicts, sweeps, tables } = plan;
  const copies = result?.copies ?? 0;
  const brought = result === null ? newRuns : result.runs;
  const companions = [
    ...(sweeps > 0 ? [count(sweeps, 'sweep')] : []),
    ...(tables > 0 ? [count(tables, 'table')] : []),
  ];
  const lines = [
    `${plan.source}: ${result === null ? 'would import' : 'imported'} ${count(brought, 'run')}` +
      (companions.length > 0 ? ` with ${companions.join(' and ')}` : ''),
    ...(copies > 0 ? [`${copies} of them as copies under new ids`] : []),
    ...(knownRuns > 0 ? [`${count(knownRuns, 'run')} ${knownRuns === 1 ? 'was' : 'were'} already here`] : []),
    ...(conflictingRuns > copies
      ? [
          `${count(conflictingRuns, 'run')} left out: their ids exist here with different metrics (--conflicts copy imports them under new ids):`,
          ...conflicts.map(({ id, name, difference }) => `  ${name} (${id}): ${difference}`),
        ]
      : []),
    ...plan.notes,
    ...(result?.id ? [`to undo this import: import-runs --undo ${result.id}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
