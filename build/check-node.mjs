// Written so that any Node since 12 can at least parse it and print the one line that helps.
import { readFileSync } from 'node:fs';

const required = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
const wanted = required.replace('>=', '').split('.').map(Number);
const given = process.versions.node.split('.').map(Number);

if (given[0] < wanted[0] || (given[0] === wanted[0] && given[1] < wanted[1])) {
  process.stderr.write(
    `Lambdascope needs Node ${required}; this is Node ${process.versions.node}. ` +
      'Run it through npm (`npm ci`, then `npm start`), which brings its own on Linux and Windows, or update Node.\n',
  );
  process.exit(1);
}
