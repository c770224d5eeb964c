import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const builtCli = join(import.meta.dirname, '../out/main/cli.js');
const probe = pathToFileURL(join(import.meta.dirname, 'loop-probe.mjs')).href;

/** The longest wait of a host's event loop, and the most processor time that its thread took at a stretch. */
export interface LongestDelay {
  readonly waitedMs: number;
  readonly busyMs: number;
}

/** Processor seconds that a host has used so far: by its main thread, and by all of its threads. */
export interface ProcessorTime {
  readonly threadSeconds: number;
  readonly processSeconds: number;
}

/** A real server with its own folder, driven through its public API. */
export interface BenchHost {
  readonly url: string;
  /** Milliseconds from spawning the process to its link. */
  readonly readyMs: number;
  call<Output>(command: string, input?: unknown): Promise<Output>;
  /** Since the last call, for a host that is watched. */
  longestDelay(): Promise<LongestDelay>;
  /** Also for a host that is watched. */
  processor(): Promise<ProcessorTime>;
  stop(): Promise<void>;
}

export function makeDataDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'lambdascope-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) };
}

interface HostOptions {
  /** The out/main/cli.js of another build. */
  readonly cli?: string | undefined;
  readonly isWatched?: boolean;
  /** Additions to the usual environment and command line. */
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

export async function startHost(
  dataDir: string,
  { cli = builtCli, isWatched = false, env = {}, args = [] }: HostOptions = {},
): Promise<BenchHost> {
  const started = performance.now();
  const watching = isWatched ? ['--import', probe] : [];
  const serve = [cli, 'serve', '--port', '0', '--data-dir', dataDir, ...args];
  const child = spawn(process.execPath, [...watching, ...serve], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', ...(isWatched ? (['ipc'] as const) : [])],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
  });
  const { url, token } = JSON.parse(line) as { url: string; token?: string };
  const { origin, searchParams } = new URL(url);
  const headers = {
    authorization: `Bearer ${token ?? searchParams.get('token')}`,
    'content-type': 'application/json',
    'x-lambdascope': '1',
  };

  const askProbe = <Answer>(question: string): Promise<Answer> => {
    const answered = new Promise<Answer>((resolve) => child.once('message', resolve as never));
    child.send(question);
    return answered;
  };

  return {
    url,
    readyMs: performance.now() - started,
    async call<Output>(command: string, input: unknown = {}): Promise<Output> {
      const response = await fetch(`${origin}/api/${command}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      });
      const answer = (await response.json()) as Output;
      if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
      return answer;
    },
    longestDelay: () => askProbe<LongestDelay>('longest'),
    processor: () => askProbe<ProcessorTime>('processor'),
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM'); // oxlint-disable-line own/portable -- other builds know nothing else
      await exited;
    },
  };
}

/** Waits until no run is live. */
export async function idle(host: BenchHost, lookEveryMs = 100): Promise<void> {
  for (;;) {
    const { live } = await host.call<{ live: unknown[] }>('getActivity');
    if (live.length === 0) return;
    await delay(lookEveryMs);
  }
}

/** A small network on little data: it really trains, and fast enough to fill a history. */
export function smallConfig(seed: number, epochs: number) {
  return {
    name: `bench-${seed}`,
    dataset: { kind: 'spiral', samplesPerClass: 5, classes: 2 },
    validation: { samplesPerClass: 5 },
    layers: [
      { kind: 'dense', units: 4, weightRegularizerL2: 10 ** -(1 + (seed % 6)) },
      { kind: 'relu' },
      { kind: 'dense', units: 2 },
      { kind: 'softmax' },
    ],
    optimizer: { kind: 'adam', learningRate: 0.02 },
    epochs,
    seed,
  };
}

/** Trains `count` small runs to their end and returns their ids. */
export async function fillHistory(
  host: BenchHost,
  count: number,
  epochs: number,
  evaluateEvery = 10,
): Promise<string[]> {
  const configs = Array.from({ length: count }, (_, seed) => ({
    ...smallConfig(seed, epochs),
    evaluateEvery,
  }));
  const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', { configs });
  await idle(host);
  return runs.map((run) => run.id);
}
