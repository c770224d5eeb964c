import { joinBlocks, joinLines, pythonFloat, pythonString } from './python-text.ts';
import { dataConstants, dataFunctions, trainingSet, validationSet } from './samples-text.ts';
import type { Framework, ScriptedRun } from './scripted-run.ts';
import { asNumbers, numpyLayers, numpyNetwork, numpyPasses } from './numpy-network.ts';
import { numpyOptimizer } from './numpy-optimizer.ts';
import { torchLayers, torchNetwork, torchPasses, torchSets } from './torch-network.ts';
import { torchOptimizer } from './torch-optimizer.ts';
import { trainingLoop, type CopyText } from './training-loop.ts';

/**
 * A run as a standalone Python script: it draws the same data and initial weights, makes the same updates, and prints the chapter's lines.
 * At its end, `history` holds every epoch's metrics. Sums are rounded in a different order from the engine's, so values agree to rounding
 * at first, and for as long as the training does not amplify the differences.
 */
export function pythonScript(run: ScriptedRun): string {
  return `${joinBlocks([head(run), dataFunctions(run), ...bodies[run.framework](run)])}\n`;
}

const titles: Readonly<Record<Framework, string>> = { numpy: 'NumPy', torch: 'PyTorch' };

function head(run: ScriptedRun): string {
  const { config, name, framework } = run;
  const { optimizer, earlyStopping } = config;
  const isTorch = framework === 'torch';
  return joinLines([
    `# The run ${pythonString(name)} of Lambdascope in ${titles[framework]}.`,
    '#',
    `# It draws the same data and the same initial weights, and prints the same losses: in ${config.precision} they agree`,
    '# to rounding at first. Training amplifies such differences, so late epochs may differ in more digits.',
    ...(config.test ? ['#', '# The test set is left out: it changes nothing that is trained.'] : []),
    '',
    ...(config.dataset.kind === 'table' ? ['import csv'] : []),
    'import math',
    ...(config.dataset.kind === 'table' ? ['from pathlib import Path'] : []),
    '',
    'import numpy as np',
    ...(isTorch ? ['import torch', 'from torch import nn'] : []),
    '',
    ...(isTorch ? [`torch.set_default_dtype(torch.${config.precision})`, ''] : []),
    `SEED = ${config.seed}`,
    dataConstants(run),
    `EPOCHS = ${config.epochs}`,
    config.batchSize === null ? null : `BATCH_SIZE = ${config.batchSize}`,
    `LEARNING_RATE = ${pythonFloat(optimizer.learningRate)}`,
    optimizer.decay === 0 ? null : `DECAY = ${pythonFloat(optimizer.decay)}`,
    `EVALUATE_EVERY = ${config.evaluateEvery}  # epochs`,
    earlyStopping === null
      ? null
      : `PATIENCE = ${earlyStopping.patience}  # epochs without a better validation`,
    'PRINT_EVERY = 100  # epochs',
  ]);
}

const copies: Readonly<Record<Framework, CopyText>> = {
  numpy: {
    copy: '[parameter.copy() for parameter in parameters]',
    restore: ['for parameter, values in zip(parameters, kept):', '    parameter[:] = values'],
  },
  torch: {
    copy: '{name: values.clone() for name, values in model.state_dict().items()}',
    restore: ['model.load_state_dict(kept)'],
  },
};

const bodies: Readonly<Record<Framework, (run: ScriptedRun) => (string | null)[]>> = {
  numpy(run) {
    const { config } = run;
    return [
      numpyLayers(config),
      joinLines([
        '# The order of these draws is part of what a seed means.',
        trainingSet(run),
        numpyNetwork(config),
        validationSet(run),
        config.precision === 'float32'
          ? `x_train, x_validation = ${asNumbers(config, 'x_train')}, ${asNumbers(config, 'x_validation')}`
          : null,
      ]),
      numpyOptimizer(config.optimizer),
      numpyPasses(config),
      trainingLoop(config, copies.numpy),
    ];
  },
  torch(run) {
    const { config } = run;
    return [
      torchLayers(config),
      joinLines([
        '# The order of these draws is part of what a seed means.',
        trainingSet(run),
        torchNetwork(config),
        validationSet(run),
        torchSets,
      ]),
      torchOptimizer(config),
      torchPasses(config),
      trainingLoop(config, copies.torch),
    ];
  },
};
