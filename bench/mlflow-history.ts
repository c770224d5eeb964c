import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { report } from './statistics.ts';

/** How long MLflow's search_runs takes over the same 10,000 runs in SQLite, which a script in the peers folder creates and queries. */
export function besideMlflow(python: string): void {
  const script = join(import.meta.dirname, 'peers/mlflow_search.py');
  const { status, stdout, stderr } = spawnSync(python, ['-B', script, '10000'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (status !== 0)
    throw new RangeError(`${python} could not ask MLflow: ${stderr.trim().split('\n').at(-1)}`);
  const { version, times } = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
    readonly version: string;
    readonly times: Readonly<Record<string, readonly number[]>>;
  };
  for (const [what, values] of Object.entries(times)) {
    report(`10,000 runs, MLflow ${version}: ${what}`, values, 'ms');
  }
}
