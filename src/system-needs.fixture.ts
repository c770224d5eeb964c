import { describe, test } from 'vitest';
import { hasOpenssl } from './certificates.fixture.ts';
import { pythonHas } from './python.fixture.ts';
import { redisProgram } from './redis-server.fixture.ts';

const isWindows = process.platform === 'win32';

/** How a process ends that was killed by its number: by the signal, or, on Windows, with an exit code. */
export const killed = isWindows ? 1 : 'SIGKILL';

/** The same in the words of what watches trainers. */
export const howKilled = isWindows ? 'exited with code 1' : 'killed by SIGKILL';

/** What some tests are about and not every system has, with the reason that the names of skipped tests tell. */
const needs = {
  signals: { isThere: !isWindows, why: 'Windows has no signals' },
  modes: { isThere: !isWindows, why: 'Windows has no file modes' },
  moving: { isThere: !isWindows, why: 'Windows moves and deletes no open file' },
  pipes: { isThere: !isWindows, why: 'Windows has no pipes and devices among its files' },
  linux: { isThere: process.platform === 'linux', why: 'it is about Linux' },
  shell: { isThere: !isWindows, why: 'Windows has no POSIX shell' },
  get redis() {
    return { isThere: redisProgram() !== null, why: 'there is no redis-server' };
  },
  get numpy() {
    return { isThere: pythonHas('numpy'), why: 'there is no Python with numpy' };
  },
  get pyarrow() {
    return { isThere: pythonHas('pyarrow'), why: 'there is no Python with pyarrow' };
  },
  get torch() {
    return { isThere: pythonHas('torch'), why: 'there is no Python with torch' };
  },
  get openssl() {
    const isThere = redisProgram() !== null && hasOpenssl();
    return { isThere, why: 'there is no redis-server or no openssl' };
  },
} as const;

type Need = keyof typeof needs;

/** `test`, where the system has what the test needs. */
export function testWith(need: Need): typeof test {
  return needs[need].isThere ? test : named(test.skip, needs[need].why);
}

/** `describe`, where the system has what its tests need. */
export function describeWith(need: Need): typeof describe {
  return needs[need].isThere ? describe : named(describe.skip, needs[need].why);
}

/** The same, with the reason behind each name. */
function named<Api extends typeof test.skip | typeof describe.skip>(api: Api, why: string): never {
  const withReason = (name: string): string => `${name} (${why})`;
  const call = (name: string, ...rest: unknown[]): unknown =>
    Reflect.apply(api, null, [withReason(name), ...rest]);
  const each = (cases: readonly unknown[]) => {
    const run = api.each(cases) as (...given: unknown[]) => unknown;
    return (name: string, ...rest: unknown[]): unknown => run(withReason(name), ...rest);
  };
  return Object.assign(call, { each }) as never;
}
