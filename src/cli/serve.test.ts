import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cliEntry } from '../built-entries.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { cli, emptyHistory, type Running, smallConfig, start, temporaryFolder } from './cli-fixture.ts';

interface Served {
  readonly origin: string;
  readonly token: string;
  /** Its output for the user so far. */
  said(): string;
  call(command: string, input: object): Promise<Response>;
  /** Sends the signal and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Serves a temporary folder, started from a shell in which `first` ran. */
async function serve(first = ':'): Promise<Served> {
  const command = `${first}; exec "${process.execPath}" "${cliEntry}" serve --data-dir "${temporaryFolder()}"`;
  // oxlint-disable-next-line own/portable -- asked for by a test that needs a shell
  const child = spawn('bash', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then((code) => reject(new Error(`serve ended with code ${code}: ${said}`)));
  });
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const { origin } = new URL(url);
  return {
    origin,
    token,
    said: () => said,
    call: (name, input) =>
      fetch(`${origin}/api/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      }),
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function openIdle(origin: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject).on('error', () => undefined);
      resolve(socket);
    });
  });
}

testWith('shell')(
  'with 256 file descriptors and 400 foreign connections, serve trains, reports the problem, and ends when told',
  async () => {
    const served = await serve('ulimit -n 256');
    const strangers: Socket[] = [];
    for (let count = 0; count < 400; count++) strangers.push(await openIdle(served.origin));

    const created = await served.call('createRuns', { configs: [smallConfig] });
    expect(created.status).toBe(200);
    const { runs } = (await created.json()) as { runs: { id: string }[] };
    await expect
      .poll(
        async () =>
          ((await (await served.call('getRun', { id: runs[0]!.id })).json()) as { status: string }).status,
      )
      .toBe('completed');
    expect(served.said()).toMatch(
      /^warning: more than 64 connections have not signed in; the oldest are closed/,
    );
    expect(await served.end('SIGTERM')).toBe(0);
  },
);

describe('told to end when its input does', () => {
  const startWithInput = async (): Promise<{ server: Running; input: Writable }> => {
    const server = start(['serve', '--until-input-ends', '--data-dir', emptyHistory()], null);
    await server.until((stdout) => stdout.includes('\n'));
    return { server, input: server.child.stdin! };
  };

  test('serve ends cleanly with it, whatever happened before', async () => {
    const { server, input } = await startWithInput();
    input.write('nothing that it knows\n');
    input.end();
    expect(await server.finished).toMatchObject({ code: 0, stderr: '' });
  });

  testWith('signals')('it still ends by a signal while its input is open', async () => {
    const { server } = await startWithInput();
    server.child.kill('SIGTERM');
    expect(await server.finished).toMatchObject({ code: 0, stderr: '' });
  });
});

test('an empty host is refused by a line that says what is allowed', async () => {
  const { code, stdout, stderr } = await cli(['serve', '--host', '', '--data-dir', emptyHistory()]);
  expect([code, stdout, stderr]).toEqual([
    2,
    '',
    'error: got the host ""; allowed: 127.0.0.1, another address of this machine, or 0.0.0.0 for all of them\n',
  ]);
});
