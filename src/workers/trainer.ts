/** Entry of a training process: the same code under Electron's utilityProcess and child_process.fork. */
import { writeSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { openParentChannel } from './parent-channel.ts';
import { protocolVersion, type TrainerRequest } from './protocol.ts';
import { LostThreadError } from '#engine';
import { createCrew } from './crew.ts';
import { createRunLoop, type RunLoop } from './run-loop.ts';
import { allowWideVectors } from './wide-vectors.ts';

const channel = openParentChannel();
/** How long a trainer that cannot continue waits for its last message to be sent, in milliseconds. */
const farewellTimeoutMs = 2000;
/** Beside this file, either built or as source. */
const threadEntry = import.meta.url.endsWith('.ts') ? './training-thread.ts' : './thread.js';
const crew = createCrew(new URL(threadEntry, import.meta.url), loseThread);
let hasFailed = false;
let current: { readonly runId: string; readonly loop: RunLoop } | null = null;

/** Reports why it cannot continue, and stops working. Only the first reason counts. */
function fail(thrown: unknown): void {
  if (hasFailed) return;
  hasFailed = true;
  const exit = (): never => process.exit(1);
  setTimeout(exit, farewellTimeoutMs);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  channel.post({ kind: 'failed', message }).catch(exit);
}

/** A thread's work is lost, and with it the network; the run can be resumed in another process. */
function loseThread(reason: string): never {
  // Written to stderr, because a `failed` message would blame the run.
  writeSync(2, `${reason}\n`);
  process.exit(1);
}

function receive(request: TrainerRequest): void {
  if (request.kind === 'farewell') process.exit(1);
  else if (hasFailed) return;
  else if (request.kind === 'hello') greet(request.version, request.parentPid);
  else if (request.kind === 'train') train(request).catch(fail);
  else if (request.runId !== current?.runId) return;
  else current.loop.receive(request);
}

function greet(version: number, parentPid: number): void {
  if (version !== protocolVersion) {
    throw new Error(
      `trainer speaks protocol ${protocolVersion}, its host ${version}: build the project again`,
    );
  }
  // A killed parent says nothing, and without a 'disconnect' event only polling can tell.
  setInterval(() => {
    if (!isAlive(parentPid)) process.exit(1);
  }, 2000).unref();
}

async function train(request: Extract<TrainerRequest, { kind: 'train' }>): Promise<void> {
  const { runId, task, cores, exactly } = request;
  if (current) throw new Error(`asked to train ${runId} while training ${current.runId}`);
  const loop = createRunLoop(runId, { ...task, cores, exactly }, crew, (report) => {
    if (!hasFailed) channel.post(report).catch(fail);
  });
  current = { runId, loop };
  const outcome = await loop.run().catch(loseWithThread);
  current = null;
  await channel.post({ kind: 'done', runId, outcome });
}

function loseWithThread(thrown: unknown): never {
  if (thrown instanceof LostThreadError) loseThread(thrown.message);
  throw thrown;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is alive, under another user
  }
}

allowWideVectors();
// Training takes only what the machine can spare: the window, the host and other programs go first. A process started with a lower priority
// keeps it: raising it requires privileges.
const spare = constants.priority.PRIORITY_BELOW_NORMAL;
if (getPriority() < spare) setPriority(spare);
// Ctrl+C in a terminal, and closing the terminal, reach the whole process group; the parent decides what happens to the run.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
channel.onDisconnect(() => process.exit(1));
channel.onMessage(receive);
