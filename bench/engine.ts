import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { startContenders } from './peers/contenders.ts';
import { startPeakMeters } from './peers/peaks.ts';
import { type Measured, measureWork } from './peers/rounds.ts';
import { conditionsOf, printReport, writeReport } from './peers/report.ts';
import { works } from './peers/works.ts';

export interface EngineOptions {
  /** A Python with the peers; by default the first one that has NumPy. */
  readonly python: string | undefined;
  /** Only the most informative works, in few rounds. */
  readonly quick: boolean;
  /** Works whose names contain this text. */
  readonly only: string | undefined;
  /** Writes the measurements to README.md and docs/speed.md. */
  readonly write: boolean;
}

const rounds = 11;
const quickRounds = 3;

/**
 * The engine beside NumPy, PyTorch and JAX on the same works, on one core and on all. Each is a separate process; all must first find the
 * same losses, and are then measured in turns, so that other activity on the machine affects all of them. Ratios are medians over rounds.
 * Throws if no work has such a name, or `python` does not start.
 */
export async function engine({ python, quick, only = '', write }: EngineOptions): Promise<void> {
  const chosen = works.filter(({ name, quick: isQuick }) => name.includes(only) && (isQuick || !quick));
  if (chosen.length === 0) {
    throw new RangeError(`got --only ${only}; allowed: ${works.map(({ name }) => name).join('; ')}`);
  }
  const cores = availableParallelism();
  const contenders = startContenders(findPython(python), cores);
  const peaks = startPeakMeters(cores);
  const measured: Measured[] = [];
  try {
    for (const named of chosen) {
      console.error(`${named.name} ...`);
      measured.push(await measureWork(named, contenders, peaks.measure, quick ? quickRounds : rounds));
    }
  } finally {
    for (const each of [...contenders, peaks]) each.end();
  }
  const report = { measured, conditions: conditionsOf(measured, cores) };
  printReport(report);
  if (write) await writeReport(report);
}

function findPython(asked: string | undefined): string | null {
  const starts = (python: string, code: string): boolean =>
    spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0;
  if (asked !== undefined) {
    if (starts(asked, '')) return asked;
    throw new RangeError(`got --python ${asked}, which does not start; allowed: the path of a Python`);
  }
  const found = ['python3', '/usr/bin/python3'].find((python) => starts(python, 'import numpy'));
  if (found === undefined) console.log('no python3 has NumPy: our own engine alone; --python PATH names one');
  return found ?? null;
}
