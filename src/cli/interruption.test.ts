import { expect, test, vi } from 'vitest';
import type { Lambdascope } from '#app';
import { testWith } from '../system-needs.fixture.ts';
import { cli, emptyHistory, endless, parseLines, smallConfig, start, whenRunning } from './cli-fixture.ts';
import { followSweep } from './follow-sweep.ts';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly seed: number;
}

async function list(dataDir: string): Promise<Listed[]> {
  const { stdout } = await cli(['list', '--json', '--data-dir', dataDir]);
  return (JSON.parse(stdout) as Listed[]).sort((a, b) => a.seed - b.seed);
}

const statuses = async (dataDir: string): Promise<string[]> => (await list(dataDir)).map((run) => run.status);

test('what a killed command left in its queue is taken over by those who ask about it, and by no one else', async () => {
  const dataDir = emptyHistory();
  const where = ['--data-dir', dataDir];
  const config = JSON.stringify({ ...smallConfig, epochs: 5000 });
  const sweep = [
    'sweep',
    '--config',
    '-',
    '--seeds',
    '0-3',
    '--concurrency',
    '1',
    '--name',
    'left',
    ...where,
  ];
  const killed = start(sweep, config);
  await whenRunning(dataDir);
  killed.child.kill('SIGKILL');
  await killed.finished;

  // Another command settles interrupted runs, but starts nobody else's queue.
  await vi.waitFor(async () => expect(await statuses(dataDir)).not.toContain('running'), 60_000);
  const left = await list(dataDir);
  const queued = left.filter(({ status }) => status === 'queued');
  expect(queued.length).toBeGreaterThan(0);

  const resumed = await cli(['resume', queued[0]!.id, '--json', ...where]);
  expect([resumed.code, resumed.stderr]).toEqual([0, '']);
  expect(parseLines(resumed.stdout).at(-1).run).toMatchObject({ status: 'completed', epochsDone: 5000 });
  const untouched = (await list(dataDir)).filter(({ id }) => id !== queued[0]!.id);
  expect(untouched).toEqual(left.filter(({ id }) => id !== queued[0]!.id));

  const rest = await cli(['sweep', '--resume', 'left', '--json', ...where]);
  expect(rest.code).toBe(0);
  expect(JSON.parse(rest.stdout)).toMatchObject({
    sweep: { counts: { completed: 4, queued: 0, missing: 0 } },
  });
});

testWith('signals')('a signal ends a command that follows runs of another process', async () => {
  const asked: string[] = [];
  const foreign = { name: 'long', runs: 2, progress: 0.5, remainingMs: null, members: [] };
  const counts = { queued: 1, running: 1, paused: 0, missing: 0 };
  const app = {
    handlers: { getSweep: () => Promise.resolve({ ...foreign, counts }) },
    dispatch: (name: string) => Promise.resolve(asked.push(name)),
    onEvent: () => () => undefined,
  } as unknown as Lambdascope;
  const before = process.listenerCount('SIGHUP');
  const following = followSweep(app, 'long');
  await vi.waitFor(() => expect(process.listenerCount('SIGHUP')).toBe(before + 1));
  process.emit('SIGHUP');
  expect(await following).toMatchObject({ interrupted: true, sweep: { counts } });
  expect(asked).toEqual(['stopRuns']);
  expect(process.listenerCount('SIGHUP')).toBe(before);
});

testWith('signals')('a hang-up stops a run like Ctrl+C, and everything printed is stored', async () => {
  const dataDir = emptyHistory();
  const run = start(['run', '--config', '-', '--json', '--data-dir', dataDir], endless);
  await run.until((stdout) => stdout.includes('\n'));
  process.kill(-run.child.pid!, 'SIGHUP'); // as the kernel does: the whole group receives it, including the trainer
  const { code, stdout } = await run.finished;
  expect(code).toBe(130);
  const lines = parseLines(stdout);
  expect(lines.at(-1).run).toMatchObject({ status: 'stopped', epochsDone: lines.length - 1 });
});

testWith('signals')('a command under nohup outlives a hang-up', async () => {
  const config = JSON.stringify({ ...smallConfig, epochs: 20_000 });
  const args = ['run', '--config', '-', '--json', '--data-dir', emptyHistory()];
  const run = start(args, config, { _: '/usr/bin/nohup' });
  await run.until((stdout) => stdout.includes('\n'));
  process.kill(-run.child.pid!, 'SIGHUP');
  const { code, stdout } = await run.finished;
  expect(code).toBe(0);
  expect(parseLines(stdout).at(-1).run).toMatchObject({ status: 'completed', epochsDone: 20_000 });
});

testWith('signals')('a command whose stderr nobody reads runs to its end', async () => {
  const run = start(['run', '--config', '-', '--json', '--data-dir', emptyHistory()], endless);
  await run.until((stdout) => stdout.includes('\n'));
  run.child.stderr!.destroy();
  run.child.kill('SIGINT'); // now it has something to write
  const { code, stdout } = await run.finished;
  expect(code).toBe(130);
  expect(parseLines(stdout).at(-1).run).toMatchObject({ status: 'stopped' });
});
