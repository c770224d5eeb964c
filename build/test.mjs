import './check-node.mjs';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

// Cheapest first, so that a slip shows within seconds. What keeps one core busy runs side by side.
const lonely = ['check:types', 'check:format', 'check:lint', 'check:deps', 'build'];
const failed = [];
let passed = 0;

/** Runs a check. What it says is shown as it comes, or all of it when it is over. */
async function run(check, isLive) {
  const started = Date.now();
  // On Windows npm is a batch file, which a shell alone can start.
  // eslint-disable-next-line no-restricted-syntax -- there is no path in it
  const child = spawn(`npm run -s ${check}`, { stdio: ['ignore', 'pipe', 'pipe'], shell: true });
  const output = [];
  const hear = (data) => void (isLive ? process.stdout.write(data) : output.push(data));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (!isLive) process.stdout.write(`\n== ${check}\n${Buffer.concat(output)}`);
  if (status === 0) passed += 1;
  else failed.push(check);
  const outcome = status === 0 ? 'passed' : 'failed';
  process.stdout.write(`== ${check} ${outcome} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

async function runLane() {
  for (let check = lonely.shift(); check !== undefined; check = lonely.shift()) {
    if (failed.length === 0) await run(check, false);
  }
}

const lanes = Math.min(availableParallelism(), lonely.length);
await Promise.all(Array.from({ length: lanes }, runLane));
// Each waits for processes much of its time, which the other one uses.
if (failed.length === 0) await Promise.all([run('test:unit', false), run('test:e2e', true)]);
if (failed.length > 0) process.stdout.write(`\n${failed.join(', ')} failed`);
process.stdout.write(`\nchecks: ${passed} passed, ${failed.length} failed\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
