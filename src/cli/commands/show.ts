import type { Command } from 'commander';
import { generalizationGap, originWords, type Branch, type RunDetail } from '#api';
import { formatBytes, formatValidationLine } from '#experiments';
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
        const run = await app.handlers.getRun({ id: await app.resolveRunId(text) });
        await openOutput().write(options.json ? `${toJson(run)}\n` : describe(run));
      }),
    );
}

function describe(run: RunDetail): string {
  const { environment, last, best, final } = run;
  const fields: readonly (readonly [string, string | null])[] = [
    ['id', run.id],
    ['name', run.name],
    ['status', describeStatus(run)],
    ['error', run.error],
    ['created', formatTime(run.createdAt)],
    ['ended', run.endedAt && formatTime(run.endedAt)],
    ['trained for', `${(run.durationMs / 1000).toFixed(1)} s`],
    ['epochs', `${run.epochsDone} of ${run.config.epochs}`],
    [
      'last',
      last && `epoch ${last.epoch}, loss ${formatMetric(last.loss)}, accuracy ${formatMetric(last.accuracy)}`,
    ],
    [
      'best',
      best &&
        `epoch ${best.epoch}, validation loss ${formatMetric(best.validationLoss)}, gap ${formatMetric(generalizationGap(best))}`,
    ],
    ['final', final && formatValidationLine(final)],
    ['restored', describeRestored(run)],
    [
      'last 5 %',
      run.tail &&
        `${formatValidationLine(run.tail)}, ${run.tail.epochs === 1 ? 'of the one validated epoch' : `mean of ${run.tail.epochs} validated epochs`}`,
    ],
    ['averaged weights', run.averaged && formatValidationLine(run.averaged)],
    ['branch', run.branch && `from ${parentOf(run.branch)} at epoch ${run.branch.epoch}`],
    [
      'sweep',
      run.sweepId &&
        (run.confirmationId === null ? run.sweepId : `${run.sweepId}, confirmation ${run.confirmationId}`),
    ],
    ['imported', run.importedFrom && describeImport(run)],
    ['forks', run.forks.map(describeFork).join('; ')],
    ['checkpoints', describeCheckpoints(run)],
    ['snapshots', describeSnapshots(run)],
    ['digest', run.digest],
    ['tags', run.tags.join(', ')],
    ['notes', run.notes],
    [
      'made by',
      `Lambdascope ${environment.appVersion}, engine ${environment.engineVersion}, ${environment.platform}`,
    ],
    ['kernels', environment.kernelVariant],
    ['V8', environment.v8Version],
    ['threads', environment.threads === null ? null : String(environment.threads)],
    ['config', JSON.stringify(run.config)],
  ];
  return formatTable(fields.flatMap(([name, value]) => (value ? [[`${name}:`, value]] : [])));
}

function describeStatus({ status, divergedAt, stoppedEarly }: RunDetail): string {
  if (divergedAt !== null) return `${status} at epoch ${divergedAt}`;
  return stoppedEarly ? `${status}, stopped early` : status;
}

/** Which parameters the final metrics belong to, if early stopping restored the best epoch. */
export function describeRestored({ restoredEpoch, config }: RunDetail): string | null {
  if (restoredEpoch === null || config.earlyStopping === null) return null;
  const metric =
    config.earlyStopping.metric === 'validationLoss'
      ? 'lowest validation loss'
      : 'highest validation accuracy';
  return `parameters of epoch ${restoredEpoch}, chosen for the ${metric}: that figure is optimistic about new data; the test set's is not`;
}

function describeImport({ importedFrom, origin }: RunDetail): string {
  const { source, at } = importedFrom!;
  return `from ${source}, ${formatTime(at)}${origin === null ? '' : `; ${originWords[origin]}`}`;
}

function parentOf({ parentName, parentId }: Branch): string {
  return parentName === null ? `a deleted run (${parentId})` : `${parentName} (${parentId})`;
}

function describeFork({ name, id, epoch, status }: RunDetail['forks'][number]): string {
  return `${name} (${id}) at epoch ${epoch}, ${status}`;
}

function describeCheckpoints({ checkpoints }: RunDetail): string | null {
  if (checkpoints.length === 0) return null;
  const epochs = checkpoints.map(({ epoch }) => epoch).sort((a, b) => a - b);
  const sizeBytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.sizeBytes, 0);
  const listed = new Intl.ListFormat('en-GB').format(epochs.map(String));
  return `at ${epochs.length === 1 ? 'epoch' : 'epochs'} ${listed}; ${formatBytes(sizeBytes)}`;
}

function describeSnapshots({ snapshots }: RunDetail): string | null {
  const { epochs, sizeBytes, budgetBytes } = snapshots;
  if (epochs.length === 0) return null;
  const range = `epoch ${epochs[0]} to ${epochs.at(-1)}`;
  return `${epochs.length}, ${range}; ${formatBytes(sizeBytes)} of ${formatBytes(budgetBytes)}`;
}
