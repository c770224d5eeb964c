import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { startRedis, type RedisServer } from '../redis-server.fixture.ts';
import { testWith } from '../system-needs.fixture.ts';
import { cli, temporaryFolder } from './cli-fixture.ts';

const project = join(import.meta.dirname, '../..');
const documents = join(project, 'docs/workers');

testWith('redis')('the Slurm script starts a worker that leaves when Slurm tells it to', async () => {
  // The Redis settings in the documentation must be those that workers need.
  const config = readFileSync(join(documents, 'redis.conf'), 'utf8').split('\n');
  const redis = await started(config.filter((line) => !/^(port|bind) /.test(line)));
  const addressFile = join(temporaryFolder(), 'queue');
  writeFileSync(addressFile, `${redis.url}\n`, { mode: 0o600 });
  const slurm = { SLURM_CPUS_PER_TASK: '3', SLURM_ARRAY_JOB_ID: '17', SLURM_ARRAY_TASK_ID: '4' };
  const child = spawn('bash', [join(documents, 'workers.slurm')], {
    cwd: project,
    env: { ...process.env, ...slurm, SLURM_JOB_NAME: 'study', LAMBDASCOPE_QUEUE_FILE: addressFile },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ worker: { name: 'study-17-4', slots: 3 } });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said.replace(/^warning: 3 slots share .*\n/, '')).toBe('');
});

interface Compose {
  readonly services: Readonly<Record<'worker' | 'valkey', { readonly command: readonly string[] }>>;
  readonly configs: { readonly queue: { readonly content: string } };
}

testWith('redis')('the compose file starts only what exists', async () => {
  const { services, configs } = parse(readFileSync(join(documents, 'compose.yaml'), 'utf8')) as Compose;
  const config = configs.queue.content.replace(/\$\{QUEUE_PASSWORD:[^}]*\}/, 'secret').split('\n');
  await started(config.filter((line) => !line.startsWith('dir ')));

  const [node, entry, ...args] = services.worker.command;
  expect([node, entry]).toEqual(['node', 'out/main/cli.js']);
  vi.stubEnv('LAMBDASCOPE_QUEUE', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  // Its options are valid: only the address is missing, which comes through the environment.
  expect(await cli(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('got no queue') });
});

async function started(config: readonly string[]): Promise<RedisServer> {
  const redis = await startRedis({ config });
  onTestFinished(() => redis.close());
  return redis;
}
