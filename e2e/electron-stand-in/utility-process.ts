import { fork, type ChildProcess, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { app } from './app.ts';
import type { Fits } from './surface.ts';

const childSetup = fileURLToPath(new URL('./utility-child.ts', import.meta.url));

class StandInUtilityProcess extends EventEmitter {
  pid: number | undefined = undefined; // as in Electron, only from 'spawn' on
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;

  constructor(
    modulePath: string,
    args: string[],
    { env, stdio = 'inherit', serviceName }: Electron.ForkOptions,
  ) {
    super();
    const streams = typeof stdio === 'string' ? (['ignore', stdio, stdio] as const) : stdio;
    this.#child = fork(modulePath, args, {
      ...(env ? { env: env as NodeJS.ProcessEnv } : {}),
      execArgv: ['--import', childSetup],
      serialization: 'advanced',
      stdio: [...streams.slice(0, 3), 'ipc'] as StdioOptions,
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.on('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('close', (code, signal) =>
      this.#ended(code, signal, serviceName ?? 'Node Utility Process'),
    );
  }

  postMessage(message: unknown): void {
    this.#child.send(structuredClone(message) as object, () => undefined);
  }

  kill(): boolean {
    return this.pid !== undefined && this.#child.kill('SIGTERM'); // before 'spawn' it does nothing, as Electron's
  }

  #ended(code: number | null, signal: NodeJS.Signals | null, name: string): void {
    this.pid = undefined;
    if (signal !== null || code !== 0) {
      const killed = signal === 'SIGKILL' || signal === 'SIGTERM';
      const reason = killed ? 'killed' : signal === null ? 'abnormal-exit' : 'crashed';
      app.emit('child-process-gone', {}, { type: 'Utility', reason, exitCode: code ?? 0, name });
    }
    this.emit('exit', code ?? 0); // a killed child reports 0
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}): StandInUtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready');
    return new StandInUtilityProcess(modulePath, args, options);
  },
};

export type UtilityProcessSurface = Fits<
  StandInUtilityProcess,
  Electron.UtilityProcess,
  'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'
>;
