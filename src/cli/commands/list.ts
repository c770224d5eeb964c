import type { Command } from 'commander';
import type { CommandArguments, RunPage, RunSummary } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { jsonNote, toJson } from '../json.ts';
import { formatMetric, formatTime } from '../format.ts';
import { addCommand } from '../options.ts';
import { openOutput } from '../output.ts';
import { checkFilter, filterHelp } from '../read-filter.ts';
import { bothFilters, readView } from '../read-view.ts';
import { formatTable } from '../table.ts';
import { say } from '../say.ts';

interface ListOptions {
  readonly dataDir: string;
  readonly filter: string;
  readonly view?: string;
  readonly json?: true;
}

const pageSize = 1000;

export function addListCommand(program: Command, environment: Environment): void {
  addCommand(program, 'list', 'list the recorded runs, newest first')
    .option('--filter <filter>', filterHelp, checkFilter, '')
    .option('--view <name>', 'the runs of a view saved in the app, in its order')
    .option('--json', `print one array; ${jsonNote}`)
    .action((options: ListOptions) =>
      withApp(environment, options.dataDir, 'cli', async (app) => {
        const { runs, ...told } = await listAll(app, await queryOf(app, options));
        await openOutput().write(options.json ? `${toJson(runs.map(toListed))}\n` : toTable(runs));
        warnOfUnreadable(told);
      }),
    );
}

type ListQuery = Pick<CommandArguments<'listRuns'>, 'filter' | 'sort' | 'descending'>;

async function queryOf(app: Lambdascope, { filter, view: name }: ListOptions): Promise<ListQuery> {
  if (name === undefined) return { filter, sort: 'created', descending: true };
  const { filter: ofView, layout } = await readView(app, name);
  return {
    filter: bothFilters(ofView, filter),
    sort: layout.sort.field,
    descending: layout.sort.descending,
  };
}

type UnreadableRuns = Pick<RunPage, 'unreadable' | 'unreadableTotal'>;

async function listAll(app: Lambdascope, query: ListQuery): Promise<Pick<RunPage, 'runs'> & UnreadableRuns> {
  const runs: RunSummary[] = [];
  for (;;) {
    const page = await app.handlers.listRuns({
      ...query,
      trashed: false,
      fields: [],
      offset: runs.length,
      limit: pageSize,
    });
    runs.push(...page.runs);
    if (page.runs.length < pageSize) return { ...page, runs };
  }
}

function warnOfUnreadable({ unreadable, unreadableTotal: total }: UnreadableRuns): void {
  if (total === 0) return;
  const which = total === 1 ? '1 run cannot be read and is' : `${total} runs cannot be read and are`;
  say(`${which} not listed; export includes what can be read:`);
  for (const { id, name, problem } of unreadable) say(`${id} (${name}): ${problem}`);
  if (total > unreadable.length) say(`and ${total - unreadable.length} more`);
}

function toListed(run: RunSummary) {
  const { id, name, status, seed, createdAt, config, last, best, final, tail, averaged } = run;
  return { id, name, status, seed, createdAt, config, last, best, final, tail, averaged };
}

function toTable(runs: readonly RunSummary[]): string {
  const header = [
    'ID',
    'NAME',
    'STATUS',
    'SEED',
    'EPOCHS',
    'LAST VAL LOSS',
    'BEST VAL LOSS',
    'AT EPOCH',
    'CREATED',
  ];
  const rows = runs.map((run) => [
    run.id,
    run.name,
    run.status,
    String(run.seed),
    `${run.epochsDone}/${run.config.epochs}`,
    formatMetric(run.lastValidated?.validationLoss),
    formatMetric(run.best?.validationLoss),
    run.best ? String(run.best.epoch) : '-',
    formatTime(run.createdAt),
  ]);
  return formatTable([header, ...rows], [3, 4, 5, 6, 7]);
}
