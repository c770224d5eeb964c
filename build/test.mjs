import './check-node.mjs';
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

// Stories and unit tests wait for processes half of their time, which the others use. What is cheap comes early, so that a slip
// shows while the tests run. Prettier comes when the build has taken its temporary file away.
const lanes = [
  ['build', 'test:e2e'],
  ['check:types', 'test:unit'],
  ['check:deps', 'check:format', 'check:lint'],
];
const failed = [];
let passed = 0;

/** Runs a check. What the stories say is shown as it comes, of the others all when they are over. */
async function run(check) {
  const started = Date.now();
  // On Windows npm is a batch file, which a shell alone can start.
  // eslint-disable-next-line no-restricted-syntax -- there is no path in it
  const child = spawn(`npm run -s ${check}`, { stdio: ['ignore', 'pipe', 'pipe'], shell: true });
  // Stories wait for a page as a person does, and go first.
  if (check !== 'test:e2e') setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const output = [];
  const hear = (data) => void (check === 'test:e2e' ? process.stdout.write(data) : output.push(data));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  const status = await new Promise((resolve) => child.once('close', resolve));
  const outcome = status === 0 ? 'passed' : 'failed';
  process.stdout.write(
    `\n== ${check}\n${Buffer.concat(output)}== ${check} ${outcome} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (status === 0) passed += 1;
  else failed.push(check);
}

/** Once a check has failed no other begins. */
async function runLane(checks) {
  for (const check of checks) if (failed.length === 0) await run(check);
}

await Promise.all(lanes.map(runLane));
if (failed.length > 0) process.stdout.write(`\n${failed.join(', ')} failed`);
process.stdout.write(`\nchecks: ${passed} passed, ${failed.length} failed\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
