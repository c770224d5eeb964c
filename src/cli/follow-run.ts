import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { EpochMetrics, RunDetail, ThreadCount } from '#api';
import type { Lambdascope } from '#app';
import { formatEpochLine, formatValidationLine } from '#experiments';
import { type ExitCode, exitCode, OutputClosed } from './exit.ts';
import { stopOnInterrupt } from './interruption.ts';
import { jsonNote, toJson } from './json.ts';
import { describeRestored } from './commands/show.ts';
import { addThreadsOption, parseCount } from './options.ts';
import { openOutput, type Output } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { recordedEpochs } from './recorded-epochs.ts';
import { say } from './say.ts';
import { sayWaiting } from './say-waiting.ts';

/** If no line could be printed for this long, the output of a stopped run is assumed to have no reader any more. */
const readerPatienceMs = 10_000;

/** How a command prints the run that it trains. */
export interface FollowOptions {
  readonly printEvery: number;
  readonly threads?: ThreadCount;
  readonly json?: true;
}

export function addFollowOptions(command: Command): Command {
  return addThreadsOption(command)
    .option('--print-every <n>', 'print every N epochs', parseCount, 100)
    .option('--json', `print every epoch as a line of JSON, then {"run": ...}; ${jsonNote}`);
}

/** Prints a run while it trains, starting at `fromEpoch`. Ctrl+C stops it. */
export async function followRun(
  app: Lambdascope,
  id: string,
  fromEpoch: number,
  options: FollowOptions,
): Promise<ExitCode> {
  const output = openOutput();
  const interruption = stopOnInterrupt(app);
  const abandoned = interruption.over.then(() => whenStuck(output));
  const printAll = async (): Promise<ExitCode> => {
    await printEpochs(app, id, fromEpoch, options, output);
    const run = await app.handlers.getRun({ id });
    await printEnd(run, options, output);
    return codeOf(run);
  };
  try {
    const code = await Promise.race([printAll(), abandoned]);
    return interruption.wasInterrupted ? exitCode.interrupted : (code ?? exitCode.interrupted);
  } catch (thrown) {
    // It may just have ended on its own, which is fine too.
    await app.dispatch('stopRuns', {});
    if (thrown instanceof OutputClosed && interruption.wasInterrupted) return exitCode.interrupted;
    throw thrown;
  } finally {
    interruption.dispose();
  }
}

/** Resolves once nothing could be written for a while. */
async function whenStuck(output: Output): Promise<null> {
  for (;;) {
    const before = output.written;
    await setTimeout(readerPatienceMs, null, { ref: false });
    if (output.written === before) return null;
  }
}

async function printEpochs(
  app: Lambdascope,
  id: string,
  fromEpoch: number,
  options: FollowOptions,
  output: Output,
): Promise<void> {
  const { config, name } = await app.handlers.getRun({ id });
  const progress = createProgressBar(name);
  const endSaying = sayWaiting(app, progress);
  const unsubscribe = app.onEvent((event) => {
    if (event.kind !== 'activityChanged') return;
    const replaying = event.activity.live.find((run) => run.id === id)?.replaying ?? null;
    if (replaying !== null) progress.update(replaying, fromEpoch, "training its parent's epochs again");
  });
  const print = options.json
    ? (epoch: EpochMetrics) => toJson(epoch)
    : (epoch: EpochMetrics) => (epoch.epoch % options.printEvery === 0 ? formatEpochLine(epoch) : null);
  try {
    for await (const epochs of recordedEpochs(app, id, fromEpoch)) {
      const lines = epochs.flatMap((epoch) => print(epoch) ?? []);
      if (lines.length > 0) {
        progress.clear();
        await output.write(`${lines.join('\n')}\n`);
      }
      progress.update(epochs.at(-1).epoch + 1, config.epochs);
    }
  } finally {
    unsubscribe();
    endSaying();
    progress.clear();
  }
}

async function printEnd(run: RunDetail, options: FollowOptions, output: Output): Promise<void> {
  if (options.json) await output.write(`${toJson({ run })}\n`);
  else if (run.final) await output.write(`${formatValidationLine(run.final)}\n`);
  const remark = describeEnd(run);
  if (remark !== null) say(remark);
}

/** A remark about a run that did not simply train all its epochs. */
function describeEnd(run: RunDetail): string | null {
  const { name, id, status, divergedAt, error, epochsDone, stoppedEarly, best } = run;
  const subject = `run ${name} (${id})`;
  if (status === 'diverged') return `${subject} diverged: its loss is not finite at epoch ${divergedAt}`;
  if (status === 'failed') return `${subject} failed: ${error}`;
  const restored = describeRestored(run);
  if (stoppedEarly) {
    const since = best ? `: its lowest validation loss was at epoch ${best.epoch}` : '';
    const ended = `${subject} was stopped early after ${epochsDone} epochs${since}`;
    return restored === null ? ended : `${ended}; it ends with the ${restored}`;
  }
  if (restored !== null) return `${subject} ends with the ${restored}`;
  if (status === 'completed') return null;
  const reason = error === null ? '' : ` (${error})`;
  return `${subject} was ${status}${reason}; ${epochsDone} epochs are kept; resume it with: resume ${id}`;
}

function codeOf({ status }: RunDetail): ExitCode {
  if (status === 'completed') return exitCode.done;
  return status === 'stopped' || status === 'interrupted' ? exitCode.interrupted : exitCode.failed;
}
