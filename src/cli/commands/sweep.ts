import type { Command } from 'commander';
import type { CommandOutput, SweepDetail } from '#api';
import { concludeStudy, explanations, formatBytes, parseSweep, studyKinds } from '#experiments';
import { countCores } from '#workers';
import { addDataOptions, addFileOptions, configOfFile, requireData } from '../config-of-file.ts';
import { confirmSweep } from '../confirm-sweep.ts';
import { type Environment, withApp } from '../environment.ts';
import { type Done, exitCode } from '../exit.ts';
import { followSweep } from '../follow-sweep.ts';
import { jsonNote, toJson } from '../json.ts';
import { addCommand, addThreadsOption, collect, parseCount } from '../options.ts';
import { openOutput } from '../output.ts';
import { addPlaceOptions, placeOf, readQueue } from '../queue-options.ts';
import { readConfig } from '../read-config.ts';
import { readDefinition, requireAlone, type SweepOptions } from '../read-sweep.ts';
import { send } from '../send.ts';
import { codeOfRuns, sayUnfinished } from '../sweep-end.ts';
import { sweepAsJson, sweepAsTable } from '../sweep-report.ts';
import { warnOfClasses } from '../warn-of-classes.ts';
import { say } from '../say.ts';

export function addSweepCommand(program: Command, environment: Environment, done: Done): void {
  const command = addCommand(program, 'sweep', 'train a grid of configs, each over several seeds')
    .option('--study <kind>', `a guided study, which ends with a conclusion: ${studyKinds.join(', ')}`)
    .option('--preset <name>', "one of the chapter's experiments (default: the first)")
    .option('--config <file>', 'a run config as JSON; - reads standard input');
  addDataOptions(command)
    .option('--set <path=value>', 'change a field of every run; repeatable', collect)
    .option('--epochs <n>', 'number of epochs of each run')
    .option('--name <name>', 'name of the sweep')
    .option(
      '--grid <path=values>',
      'values of a path: 0,1e-4,log:1e-3:1e-1:3 or lin:0:1:5; PATH+PATH=... moves paths together; repeatable',
      collect,
    )
    .option(
      '--seeds <seeds>',
      'seeds of every cell, e.g. 0-4 or 0,3,7 (default: that of the config); with --confirm also the number of fresh ones (default: 10)',
    )
    .option(
      '--folds <k>',
      'k-fold cross-validation of a table, stratified unless the config says otherwise: each cell holds out every fold once',
    )
    .option('--repeats <r>', 'with --folds: how many times to assign rows to folds')
    .option('--concurrency <n>', 'runs trained at the same time (default: one per core)', parseCount)
    .option('--resume <sweep>', 'train the missing, failed, interrupted and stopped runs of a sweep')
    .option(
      '--confirm <sweep>',
      'train the chosen setting of a sweep, and no regularization, on fresh seeds and compare their test sets; resumes an unfinished confirmation',
    )
    .option(
      '--choose <path=value>',
      'with --confirm: the setting, instead of the one with the lowest loss; repeatable',
      collect,
    )
    .option('--again', 'with --confirm: start another confirmation of the same sweep')
    .option('--preview', 'estimate the number of runs, time and disk space, and train nothing')
    .option('--json', `end with one line {"sweep": ...} or {"confirmation": ...}; ${jsonNote}`);
  addThreadsOption(command);
  addPlaceOptions(command);
  addFileOptions(command).action(async (options: SweepOptions) => {
    requireAlone(options);
    await requireData(options);
    const { confirm, data } = options;
    const place = placeOf(options);
    const isThere = options.resume !== undefined || confirm !== undefined;
    const drawn = isThere || data !== undefined ? null : await readDefinition(options, readConfig);
    done(
      await withApp(
        environment,
        options.dataDir,
        'cli',
        async (app) => {
          const definition =
            data === undefined
              ? drawn
              : await readDefinition(options, (base) => configOfFile(app, data, base));
          if (confirm !== undefined) return confirmSweep(app, { ...options, confirm, place });
          if (definition !== null && options.preview) {
            await printPreview(await send(app, 'previewSweep', { definition, place }), options);
            return exitCode.done;
          }
          if (definition !== null) {
            // All settings split a table in the same way. An invalid sweep is reported when it is created.
            const parsed = parseSweep(definition);
            if (parsed.ok) await warnOfClasses(app, parsed.cells[0]?.configs ?? []);
          }
          const { id } =
            definition === null
              ? await send(app, 'trainMissing', { id: await app.resolveSweepId(options.resume!), place })
              : await send(app, 'createSweep', { definition, place });
          const { sweep, interrupted } = await followSweep(app, id);
          await printSweep(sweep, options);
          return interrupted ? exitCode.interrupted : codeOfRuns(sweep);
        },
        {
          ...options,
          concurrency: options.concurrency ?? (await countCores()).cores,
          workers: options.preview ? null : await readQueue(options),
        },
      ),
    );
  });
}

async function printPreview(preview: CommandOutput<'previewSweep'>, { json }: SweepOptions): Promise<void> {
  const { cells, runs, estimatedMs, estimatedBytes, freeBytes } = preview;
  const time =
    estimatedMs === null
      ? 'no worker is connected to estimate the time; '
      : `about ${Math.max(1, Math.round(estimatedMs / 1000))} s and `;
  const text =
    `${cells} cells, ${runs} runs: ${time}` +
    `${formatBytes(estimatedBytes)} of disk space (${formatBytes(freeBytes)} free)`;
  await openOutput().write(json ? `${toJson({ preview })}\n` : `${text}\n`);
}

async function printSweep(sweep: SweepDetail, { json }: SweepOptions): Promise<void> {
  await openOutput().write(json ? `${toJson(sweepAsJson(sweep))}\n` : sweepAsTable(sweep));
  const { study } = sweep.definition;
  const conclusion = study === undefined ? null : concludeStudy(study, sweep);
  if (conclusion !== null) say(conclusion);
  if (sweep.members.some(({ resplit }) => resplit !== null)) {
    say(explanations.resplitInterval.means);
  }
  sayUnfinished(sweep, `sweep --resume ${sweep.id}`);
}
