import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, vi } from 'vitest';
import { cliEntry, storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { databaseFileName } from '../storage/database-file-name.ts';
import { emptyHistory } from '../storage/empty-history.fixture.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import type { Environment } from './environment.ts';
import { main } from './main.ts';

export { emptyHistory, temporaryFolder };

const here = import.meta.dirname;
const environment: Environment = {
  appVersion: '1.2.3',
  requiredNode: '22.18',
  projectDir: join(here, '../..'),
  trainerEntry,
  storageEntry,
  rendererDir: join(here, '../../out/renderer'),
};

/** A network that trains in a moment. */
export const smallConfig = {
  name: 'small',
  dataset: { kind: 'spiral', samplesPerClass: 10 },
  validation: { samplesPerClass: 10 },
  layers: [
    { kind: 'dense', units: 4, weightRegularizerL2: 1e-4 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  epochs: 30,
};
export const small = JSON.stringify(smallConfig);
/** A run that no test sees end, whose epochs take a millisecond of one thread, so that few are printed and stored while one watches. */
export const endless = JSON.stringify({
  ...smallConfig,
  dataset: { kind: 'spiral', samplesPerClass: 1000 },
  batchSize: 32,
  epochs: 10_000_000,
});

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves with the output so far, once `accept` holds for it. */
  until(accept: (stdout: string) => boolean): Promise<string>;
}

/** The path of a file with this content. */
export function fileOf(content: string): string {
  const file = join(temporaryFolder(), 'config.json');
  writeFileSync(file, content);
  return file;
}

interface Epoch {
  readonly epoch: number;
  readonly loss: number | string;
  readonly dataLoss: number | string;
  readonly validationLoss: number | null;
  readonly evaluatedDataLoss: number | null;
  readonly layerPenalties: readonly number[];
}

/** The output of `run --json` and similar commands: epochs, and the run in the last line. */
export function parseLines(stdout: string): (Epoch & { run: Record<string, unknown> })[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Epoch & { run: Record<string, unknown> });
}

/** Starts the command line in a separate process, the leader of a process group as in a terminal. A null input stays open. */
export function start(
  args: readonly string[],
  input: string | null = '',
  env: NodeJS.ProcessEnv = {},
): Running {
  const child = spawn(process.execPath, [cliEntry, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    waiting.forEach((check) => check());
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined); // it may end without reading
  if (input !== null) child.stdin.end(input);
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const until = (accept: (stdout: string) => boolean): Promise<string> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!accept(stdout)) return;
        waiting.delete(check);
        resolve(stdout);
      };
      waiting.add(check);
      check();
    });
  return { child, finished, until };
}

/** Resolves when a run trains. Reads the file directly: a command takes longer to start than many a run to train. */
export async function whenRunning(dataDir: string): Promise<void> {
  const db = new Database(join(dataDir, databaseFileName), { readonly: true });
  const statuses = db.prepare('SELECT status FROM runs').pluck();
  await expect.poll(() => statuses.all(), { interval: 20 }).toContain('running');
  db.close();
}

/** Runs a command in this process, which is much faster than in a separate one. */
export async function cli(args: readonly string[]): Promise<Finished> {
  process.stdout.setMaxListeners(0); // each command listens for its errors
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  try {
    const code = await main(args, environment);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.restore();
    stderr.restore();
  }
}

function capture(stream: NodeJS.WriteStream): { text(): string; restore(): void } {
  let text = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { text: () => text, restore: () => spy.mockRestore() };
}
