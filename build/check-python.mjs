import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { project } from './paths.mjs';

// Runs the scripts that runs are exported as, and compares their losses with the engine's; reads exported tables back.
const { values } = parseArgs({ options: { python: { type: 'string' }, pin: { type: 'boolean' } } });

const folder = 'src/experiments/python-script';
const { status } = spawnSync(
  process.execPath,
  [
    project('node_modules/vitest/vitest.mjs'),
    'run',
    '--project=app',
    ...(values.pin
      ? [`${folder}/against-engine.test.ts`]
      : [folder, 'src/app/run-files', 'src/storage/exporting']),
  ],
  {
    cwd: project('.'),
    env: {
      ...process.env,
      ...(values.python && { LAMBDASCOPE_PYTHON: values.python }),
      ...(values.pin && { LAMBDASCOPE_PIN_SCRIPTS: 'yes' }),
    },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
