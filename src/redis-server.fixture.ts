import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import type { Certificates } from './certificates.fixture.ts';

let program: string | null | undefined;

/** The name or path of a Redis or Valkey server; null if there is none. */
export function redisProgram(): string | null {
  const candidates = [process.env.LAMBDASCOPE_REDIS_SERVER, 'redis-server', 'valkey-server'];
  program ??= candidates.find((name) => name && spawnSync(name, ['--version']).status === 0) ?? null;
  return program;
}

export interface RedisOptions {
  /** Of the user `default`. */
  readonly password?: string;
  /** Default true: what was answered is there again after a kill. */
  readonly appendOnly?: boolean;
  /** Serves TLS alone, see certificates.fixture.ts. */
  readonly tls?: Certificates;
  /** More lines of redis.conf, such as `maxmemory 4mb` or `user lab on >secret ~lambdascope:* +@all`. */
  readonly config?: readonly string[];
}

/** A server of its own on a free port of the loopback, with data in a folder of its own. */
export interface RedisServer {
  readonly port: number;
  /** With the password, if it has one. */
  readonly url: string;
  readonly pid: number;
  /** Ends it as a power cut would: nothing is written any more. */
  kill(): Promise<void>;
  /** Starts it again after `kill` on the same port, with what its folder has. Resolves when it answers. */
  start(): Promise<void>;
  /** What it answers to a command, as lines; of arrays and nested ones all in a row. Arguments are quoted as in redis-cli. */
  ask(command: string): Promise<string[]>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

/** Resolves when it answers. Rejects where there is no program, or it cannot start, with what it said. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const program = redisProgram();
  if (program === null) throw new Error('there is no redis-server and no valkey-server');
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-redis-'));
  // Another process may take a free port before the server does.
  for (let attempts = 1; ; attempts++) {
    const port = await freePort();
    try {
      const start = (): Promise<ChildProcess> => launch(program, configOf(port, folder, options));
      return serverOn(port, folder, options, start, await start());
    } catch (thrown) {
      if (attempts < 5) continue;
      removeFolder(folder);
      throw thrown;
    }
  }
}

function serverOn(
  port: number,
  folder: string,
  options: RedisOptions,
  start: () => Promise<ChildProcess>,
  first: ChildProcess,
): RedisServer {
  let process = first;
  async function kill(): Promise<void> {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
  }
  const scheme = options.tls ? 'rediss' : 'redis';
  const password = options.password ? `:${encodeURIComponent(options.password)}@` : '';
  return {
    port,
    url: `${scheme}://${password}${options.tls ? 'localhost' : '127.0.0.1'}:${port}`,
    get pid() {
      return process.pid!;
    },
    kill,
    async start() {
      process = await start();
    },
    async ask(command) {
      const said = await talk(
        options.tls
          ? connectTls({ port, servername: 'localhost', ca: readFileSync(options.tls.authority) })
          : connect(port, '127.0.0.1'),
        [...(options.password ? [`AUTH ${quoted(options.password)}`] : []), command],
      );
      return options.password ? said.slice(1) : said;
    },
    async close() {
      await kill();
      removeFolder(folder);
    },
  };
}

/** What a server says to these commands, but for the lengths of it. */
async function talk(socket: Socket, commands: readonly string[]): Promise<string[]> {
  let answer = '';
  socket.on('data', (piece) => (answer += String(piece)));
  socket.write([...commands, 'QUIT', ''].join('\r\n'));
  await once(socket, 'close');
  const lines = answer.split('\r\n').filter((line) => !/^[$*]\d+$/.test(line));
  return lines.slice(0, -2); // the answer to QUIT, and nothing
}

function configOf(port: number, folder: string, options: RedisOptions): string {
  const { password, appendOnly = true, tls, config = [] } = options;
  const listening = tls
    ? [
        ...['port 0', `tls-port ${port}`, 'tls-auth-clients no'],
        ...[`tls-cert-file ${quoted(tls.certificate)}`, `tls-key-file ${quoted(tls.key)}`],
        `tls-ca-cert-file ${quoted(tls.authority)}`,
      ]
    : [`port ${port}`];
  return [
    ...[...listening, 'bind 127.0.0.1', 'save ""', `appendonly ${appendOnly ? 'yes' : 'no'}`],
    ...['maxmemory-policy noeviction', `dir ${quoted(folder)}`],
    ...(password ? [`requirepass ${quoted(password)}`] : []),
    ...config,
    '',
  ].join('\n');
}

const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

const quoted = (text: string): string => JSON.stringify(text);

/** The configuration goes through standard input, so that no password stands on a command line. */
async function launch(program: string, config: string): Promise<ChildProcess> {
  const child = spawn(program, ['-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  child.stdin.end(config);
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    // Goes on reading for as long as it lives: a full pipe would hold it up.
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        if (said.push(line) > 20) said.shift();
        if (line.includes('Ready to accept connections')) resolve();
      });
    }
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${program} ended with code ${code}:\n${said.join('\n')}`)),
    );
  });
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
