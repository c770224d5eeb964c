import type { Command } from 'commander';
import type { RunDetail } from '#api';
import { formatValidationLine } from '#experiments';
import { type Environment, withApp } from '../environment.ts';
import { formatMetric, formatTime } from '../format.ts';
import { jsonNote, toJson } from '../json.ts';
import { addCommand } from '../options.ts';
import { openOutput } from '../output.ts';
import { formatTable } from '../table.ts';

export function addShowCommand(program: Command, environment: Environment): void {
  addCommand(program, 'show', 'show one run')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .option('--json', `print it as JSON; ${jsonNote}`)
    .action((text: string, options: { dataDir: string; json?: true }) =>
      withApp(environment, options.dataDir, 'cli', async (app) => {
        const run = await app.handlers.getRun({ id: app.resolveRunId(text) });
        await openOutput().write(options.json ? `${toJson(run)}\n` : describe(run));
      }),
    );
}

function describe(run: RunDetail): string {
  const { environment, last, best, final } = run;
  const fields: readonly (readonly [string, string | null])[] = [
    ['id', run.id],
    ['name', run.name],
    ['status', run.divergedAt === null ? run.status : `${run.status} at epoch ${run.divergedAt}`],
    ['error', run.error],
    ['created', formatTime(run.createdAt)],
    ['ended', run.endedAt && formatTime(run.endedAt)],
    ['trained for', `${(run.durationMs / 1000).toFixed(1)} s`],
    ['epochs', `${run.epochsDone} of ${run.config.epochs}`],
    [
      'last',
      last && `epoch ${last.epoch}, loss ${formatMetric(last.loss)}, accuracy ${formatMetric(last.accuracy)}`,
    ],
    ['best', best && `epoch ${best.epoch}, validation loss ${formatMetric(best.validationLoss)}`],
    ['final', final && formatValidationLine(final)],
    ['tags', run.tags.join(', ') || null],
    ['notes', run.notes || null],
    [
      'made by',
      `Lambdascope ${environment.appVersion}, engine ${environment.engineVersion}, ${environment.platform}`,
    ],
    ['config', JSON.stringify(run.config)],
  ];
  return formatTable(fields.flatMap(([name, value]) => (value ? [[`${name}:`, value]] : [])));
}
