import './check-node.mjs';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

// Cheapest first, so that a mistake shows within seconds. Checks that keep one core busy run in parallel; the tests use all cores.
const lonely = ['check:types', 'check:format', 'check:lint', 'check:deps', 'build'];
const others = ['test:unit', 'test:e2e'];

let passed = 0;

/** Runs a check; with `captured`, its output is held back until it is over. */
async function run(check, captured) {
  const started = Date.now();
  if (!captured) process.stdout.write(`\n== ${check}\n`);
  const stdio = captured ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  // On Windows npm is a batch file, which a shell alone can start.
  // oxlint-disable-next-line own/portable -- there is no path in it
  const child = spawn(`npm run -s ${check}`, { stdio, shell: true });
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

async function runLane() {
  for (let check = lonely.shift(); check !== undefined; check = lonely.shift()) await run(check, true);
}

const lanes = Math.min(availableParallelism(), lonely.length);
await Promise.all(Array.from({ length: lanes }, runLane));
for (const check of others) await run(check, false);
process.stdout.write(`\nchecks: ${passed} passed, 0 failed\n`);
