import './check-node.mjs';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

// Cheapest first, so that a slip shows within seconds. What only reads the sources runs side by side.
const readers = ['check:types', 'check:format', 'check:lint', 'check:deps'];
const others = ['test:unit', 'build', 'check:packaging', 'test:e2e'];

const isWindows = process.platform === 'win32';
let passed = 0;

/** Runs a check; `captured` keeps what it says together until it is over. */
async function run(check, captured) {
  const started = Date.now();
  if (!captured) process.stdout.write(`\n== ${check}\n`);
  const child = spawn(isWindows ? 'npm.cmd' : 'npm', ['run', '-s', check], {
    stdio: captured ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: isWindows,
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => output.push(data));
  const status = await new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  if (captured) process.stdout.write(`\n== ${check}\n${Buffer.concat(output)}`);
  if (status !== 0) {
    process.stdout.write(`\n${check} failed\nchecks: ${passed} passed, 1 failed\n`);
    process.exit(status);
  }
  passed += 1;
  process.stdout.write(`== ${check} passed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

async function runEach(checks, captured) {
  for (let check = checks.shift(); check !== undefined; check = checks.shift()) await run(check, captured);
}

const lanes = Math.min(availableParallelism(), readers.length);
await Promise.all(Array.from({ length: lanes }, () => runEach(readers, true)));
await runEach(others, false);
process.stdout.write(`\nchecks: ${passed} passed, 0 failed\n`);
