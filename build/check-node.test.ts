import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import lockfile from '../package-lock.json' with { type: 'json' };

/** Runs the check in a Node that `code` makes report other properties. */
function checkWith(code: string): { status: number | null; said: string } {
  const preload = `data:text/javascript,${encodeURIComponent(code)}`;
  const file = join(import.meta.dirname, 'check-node.mjs');
  const { status, stderr } = spawnSync(process.execPath, ['--import', preload, file], { encoding: 'utf8' });
  return { status, said: stderr };
}
const node = (version: string): string =>
  `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`;
const library = (version: string): string =>
  `Object.defineProperty(process, 'platform', { value: 'linux' });
   process.report.getReport = () => ({ header: { ${version} } });`;

describe('Node', () => {
  test.each(['22.18.0', '24.0.0', '100.1.0'])('%s is accepted', (version) => {
    expect(checkWith(node(version))).toEqual({ status: 0, said: '' });
  });

  test.each(['22.17.9', '20.19.0', '9.99.0'])('%s is too old', (version) => {
    expect(checkWith(node(version))).toEqual({
      status: 1,
      said:
        `Lambdascope needs Node >=22.18; this is Node ${version}. Run it through npm (\`npm ci\`, then \`npm start\`), ` +
        'which brings its own on Linux and Windows, or update Node.\n',
    });
  });
});

describe('the C library of Linux', () => {
  test.each(["glibcVersionRuntime: '2.34'", "glibcVersionRuntime: '3.0'", '/* musl says nothing */'])(
    '%s is accepted',
    (says) => {
      expect(checkWith(library(says))).toEqual({ status: 0, said: '' });
    },
  );

  test('2.31 is too old', () => {
    expect(checkWith(library("glibcVersionRuntime: '2.31'"))).toEqual({
      status: 1,
      said: 'Lambdascope needs the GNU C library 2.34 or later, as Debian 12 and Ubuntu 22.04 have it; this is 2.31.\n',
    });
  });

  test("2.34 is required by SQLite's binaries", () => {
    for (const arch of ['x64', 'arm64']) {
      const file = join(import.meta.dirname, `../node_modules/better-sqlite3/prebuilds/linux-${arch}.node`);
      const wanted = readFileSync(file, 'latin1').matchAll(/GLIBC_2\.(\d+)/g);
      expect(Math.max(...[...wanted].map(([, minor]) => Number(minor)))).toBe(34);
    }
  });

  // The packages do not say this about themselves; with a different C library, such a Node would shadow the system's own.
  test("is GNU's for the bundled Node, as npm reads it from the lockfile", () => {
    for (const arch of ['x64', 'arm64'] as const)
      expect(lockfile.packages[`node_modules/node-linux-${arch}`].libc).toEqual(['glibc']);
  });
});
