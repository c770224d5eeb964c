import './check-node.mjs';
import { spawnSync } from 'node:child_process';

// Cheapest first, so that a slip shows within seconds.
const checks = [
  'check:format',
  'check:lint',
  'check:deps',
  'check:types',
  'test:unit',
  'build',
  'check:packaging',
  'test:e2e',
];

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
checks.forEach((check, index) => {
  const started = Date.now();
  process.stdout.write(`\n== ${check}\n`);
  const { status } = spawnSync(npm, ['run', '-s', check], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stdout.write(`\n${check} failed\nchecks: ${index} passed, 1 failed\n`);
    process.exit(status || 1);
  }
  process.stdout.write(`== ${check} passed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
});
process.stdout.write(`\nchecks: ${checks.length} passed, 0 failed\n`);
