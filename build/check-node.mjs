// Written so that any Node since 12 can at least parse it and print the one helpful line.
import { readFileSync } from 'node:fs';

const required = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
const oldestGlibc = '2.34'; // of better-sqlite3's binary for Linux, as shown by readelf -V

const isOlder = (given, wanted) => {
  const [major, minor] = given.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
};
const refuse = (reason) => {
  process.stderr.write(`Lambdascope needs ${reason}\n`);
  process.exit(1);
};

if (isOlder(process.versions.node, required.replace('>=', ''))) {
  refuse(
    `Node ${required}; this is Node ${process.versions.node}. ` +
      'Run it through npm (`npm ci`, then `npm start`), which brings its own on Linux and Windows, or update Node.',
  );
}
if (process.platform === 'linux') {
  // Undefined if the C library is a different one, for which there is a separate binary.
  const glibc = process.report.getReport().header.glibcVersionRuntime;
  if (glibc !== undefined && isOlder(glibc, oldestGlibc))
    refuse(
      `the GNU C library ${oldestGlibc} or later, as Debian 12 and Ubuntu 22.04 have it; this is ${glibc}.`,
    );
}
