import type { Command } from 'commander';
import type { EpochMetrics, RunDetail } from '#api';
import type { Lambdascope } from '#app';
import { formatEpochLine, formatValidationLine } from '#experiments';
import { type Environment, withApp } from '../environment.ts';
import { type ExitCode, exitCode, OutputClosed } from '../exit.ts';
import { jsonNote, toJson } from '../json.ts';
import { addCommand, parseCount } from '../options.ts';
import { openOutput, type Output } from '../output.ts';
import { createProgressBar } from '../progress-bar.ts';
import { type ConfigOptions, readConfig } from '../read-config.ts';
import { recordedEpochs } from '../recorded-epochs.ts';
import { onInterrupt } from '../signals.ts';

interface RunOptions extends ConfigOptions {
  readonly dataDir: string;
  readonly printEvery: number;
  readonly json?: true;
}

const collect = (value: string, values: readonly string[] = []): string[] => [...values, value];

export function addRunCommand(
  program: Command,
  environment: Environment,
  done: (code: ExitCode) => void,
): void {
  addCommand(program, 'run', 'train one run and record it')
    .option('--preset <name>', "one of the chapter's experiments (default: the first)")
    .option('--config <file>', 'a run config as JSON; - reads standard input')
    .option('--set <path=value>', 'change a field, as layers.0.weightRegularizerL2=1e-4; repeatable', collect)
    .option('--epochs <n>', 'how many epochs to train')
    .option('--name <name>', 'what to call the run')
    .option('--print-every <n>', 'print every so many epochs', parseCount, 100)
    .option('--json', `print every epoch as a line of JSON, then {"run": ...}; ${jsonNote}`)
    .action(async (options: RunOptions) => {
      const config = await readConfig(options);
      done(
        await withApp(environment, options.dataDir, 'cli', async (app) => {
          const { runs } = await app.handlers.createRuns({ configs: [config] });
          return follow(app, runs[0]!.id, options);
        }),
      );
    });
}

/** Prints the run while it trains. */
async function follow(app: Lambdascope, id: string, options: RunOptions): Promise<ExitCode> {
  const output = openOutput();
  let interrupted = false;
  const stop = async (): Promise<void> => {
    // It may just have ended by itself, which is as good.
    await app.dispatch('stopRuns', { ids: [id] });
  };
  const removeInterrupt = onInterrupt(() => {
    interrupted = true;
    void stop();
  });
  try {
    await printEpochs(app, id, options, output);
    const run = await app.handlers.getRun({ id });
    await printEnd(run, options, output);
    return interrupted ? exitCode.interrupted : codeOf(run);
  } catch (thrown) {
    await stop();
    if (thrown instanceof OutputClosed && interrupted) return exitCode.interrupted;
    throw thrown;
  } finally {
    removeInterrupt();
  }
}

async function printEpochs(app: Lambdascope, id: string, options: RunOptions, output: Output): Promise<void> {
  const { config, name } = await app.handlers.getRun({ id });
  const progress = createProgressBar(name);
  const print = options.json
    ? (epoch: EpochMetrics) => toJson(epoch)
    : (epoch: EpochMetrics) => (epoch.epoch % options.printEvery === 0 ? formatEpochLine(epoch) : null);
  try {
    for await (const epochs of recordedEpochs(app, id)) {
      const lines = epochs.flatMap((epoch) => print(epoch) ?? []);
      if (lines.length > 0) {
        progress.clear();
        await output.write(`${lines.join('\n')}\n`);
      }
      progress.update(epochs.at(-1)!.epoch + 1, config.epochs);
    }
  } finally {
    progress.clear();
  }
}

async function printEnd(run: RunDetail, options: RunOptions, output: Output): Promise<void> {
  if (options.json) await output.write(`${toJson({ run })}\n`);
  else if (run.final) await output.write(`${formatValidationLine(run.final)}\n`);
  const problem = describeProblem(run);
  if (problem !== null) process.stderr.write(`${problem}\n`);
}

function describeProblem({ name, id, status, divergedAt, error, epochsDone }: RunDetail): string | null {
  const run = `run ${name} (${id})`;
  if (status === 'diverged') return `${run} diverged: its loss is not finite at epoch ${divergedAt}`;
  if (status === 'failed') return `${run} failed: ${error}`;
  if (status === 'completed') return null;
  return `${run} was ${status}; ${epochsDone} epochs are kept`;
}

function codeOf({ status }: RunDetail): ExitCode {
  if (status === 'completed') return exitCode.done;
  return status === 'stopped' || status === 'interrupted' ? exitCode.interrupted : exitCode.failed;
}
