import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { hardness, hardnessVariable } from './asked.ts';
import { preventable, type Fits } from './surface.ts';

const childSetup = new URL('./utility-child.ts', import.meta.url).href;
type Stdio = 'pipe' | 'ignore' | 'inherit';

/** Checked the way lib/browser/api/utility-process.ts does, v45. */
function stdioOf(stdio: Electron.ForkOptions['stdio'] = 'inherit'): readonly [Stdio, Stdio, Stdio] {
  const known: readonly unknown[] = ['inherit', 'pipe', 'ignore'];
  if (typeof stdio === 'string') {
    if (!known.includes(stdio))
      throw new Error('stdio must be of the following values: inherit, pipe, ignore');
    return ['ignore', stdio as Stdio, stdio as Stdio];
  }
  const [stdin, stdout, stderr] = stdio as readonly Stdio[];
  if (stdio.length < 3) throw new Error('configuration missing for stdin, stdout or stderr.');
  if (stdin !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
  for (const [name, value] of Object.entries({ stdout, stderr })) {
    if (!known.includes(value))
      throw new Error(`${name} configuration must be of the following values: inherit, pipe, ignore`);
  }
  return [stdin, stdout!, stderr!];
}

class StandInUtilityProcess extends EventEmitter {
  pid: number | undefined = undefined; // from 'spawn' until 'exit'
  stdout: PassThrough | null;
  stderr: PassThrough | null;
  readonly #child: ChildProcess;
  readonly #name: string;
  #isKilled = false;
  #hasExited = false;
  /** What waits for the exit to be reported. */
  readonly #afterExit: (() => void)[] = [];

  constructor(modulePath: string, args: string[], options: Electron.ForkOptions) {
    super();
    const { env, serviceName = 'Node Utility Process', execArgv = [], cwd } = options;
    const [stdin, stdout, stderr] = stdioOf(options.stdio);
    this.#name = serviceName;
    this.#child = fork(modulePath, args, {
      env: { ...((env ?? process.env) as NodeJS.ProcessEnv), [hardnessVariable]: JSON.stringify(hardness) },
      ...(cwd === undefined ? {} : { cwd }),
      execArgv: [...execArgv, '--import', childSetup],
      serialization: 'advanced',
      stdio: [stdin, stdout, stderr, 'ipc'],
    });
    this.stdout = this.#relay(this.#child.stdout);
    this.stderr = this.#relay(this.#child.stderr);
    this.#watchFatalErrors();
    this.#child.on('spawn', () => {
      this.pid = this.#child.pid;
      if (this.pid !== undefined) app.metrics.set(this.pid, { type: 'Utility', name: serviceName });
      this.emit('spawn');
    });
    this.#child.on('message', (message) => {
      if (!this.#hasExited) this.emit('message', message); // what comes after the exit is lost
    });
    const told = hardness.exitBeforeLastWords ? 'exit' : 'close';
    this.#child.on(told, (code, signal) => this.#ended(code, signal));
    app.lastDeeds.push(() => this.#shutDown());
  }

  /** Structured clones, as made by Chromium: a Buffer arrives as a Uint8Array. */
  postMessage(message: unknown): void {
    if (this.#hasExited) return;
    this.#child.send(structuredClone(message) as object, () => undefined);
  }

  /** Does nothing before 'spawn'. SIGTERM, then SIGKILL if it is still alive two seconds later. */
  kill(): boolean {
    if (this.pid === undefined) return false;
    this.#isKilled = this.#child.kill('SIGTERM');
    const last = setTimeout(() => this.#child.kill('SIGKILL'), 2000);
    this.#child.once('exit', () => clearTimeout(last));
    return this.#isKilled;
  }

  /**
   * A child's exit arrives through a different pipe than its messages, closes that of the messages, and removes every listener from the
   * streams (shell/browser/api/electron_api_utility_process.cc and lib/browser/api/utility-process.ts, v45).
   */
  #ended(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#hasExited) return;
    const { pid } = this.#child;
    if (pid !== undefined) app.metrics.delete(pid);
    this.pid = undefined;
    this.#hasExited = true;
    if (signal !== null || code !== 0) this.#tellGone(code, signal);
    try {
      this.emit('exit', this.#isKilled ? 0 : (code ?? signalNumbers[signal ?? ''] ?? 0));
    } finally {
      for (const stream of [this.stdout, this.stderr]) stream?.removeAllListeners();
      this.stdout = null;
      this.stderr = null;
      setImmediate(() => this.#afterExit.splice(0).forEach((deliver) => deliver()));
    }
  }

  #tellGone(code: number | null, signal: NodeJS.Signals | null): void {
    const isKill = signal === 'SIGKILL' || signal === 'SIGTERM';
    const reason = isKill ? 'killed' : signal === null ? 'abnormal-exit' : 'crashed';
    app.emit('child-process-gone', preventable({}), {
      ...{ type: 'Utility', reason, exitCode: code ?? signalNumbers[signal ?? ''] ?? 0 },
      ...{ name: this.#name, serviceName: 'node.mojom.NodeService' },
    });
  }

  /** The app ends before its children: they receive nothing more, and their exit is reported as 0. */
  async #shutDown(): Promise<void> {
    if (this.#hasExited) return;
    this.#isKilled = true;
    this.#ended(0, null);
    this.#child.kill('SIGKILL');
  }

  /** With the fault, what was written stays in its pipe until the exit is reported. */
  #relay(stream: Readable | null): PassThrough | null {
    if (stream === null) return null;
    const relay = new PassThrough();
    const deliver = (act: () => void): void => {
      const waits = this.#afterExit.length > 0 || !this.#hasExited;
      if (hardness.exitBeforeLastWords && waits) this.#afterExit.push(act);
      else act();
    };
    stream.on('data', (data: Buffer) => deliver(() => relay.write(data)));
    stream.on('end', () => deliver(() => relay.end()));
    return relay;
  }

  /** A fatal V8 error first emits 'error': without a listener, an exception in the main process. */
  #watchFatalErrors(): void {
    this.#child.stderr?.on('data', (data: Buffer) => {
      const fatal = /FATAL ERROR: (.+)/.exec(String(data))?.[1];
      if (fatal !== undefined) this.emit('error', 'FatalError', fatal, '');
    });
  }
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGABRT: 6,
  SIGBUS: 7,
  SIGILL: 4,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
  SIGTRAP: 5,
};

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): StandInUtilityProcess {
    if (!modulePath) throw new Error('Missing UtilityProcess entry script.');
    if (!app.isReady()) throw new TypeError('utilityProcess cannot be created before app is ready.');
    return new StandInUtilityProcess(modulePath, args, options);
  },
};

export type UtilityProcessSurface = Fits<StandInUtilityProcess, Electron.UtilityProcess>;
