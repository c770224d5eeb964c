import { spawnSync } from 'node:child_process';
import { project } from './paths.mjs';

// Three programs, because each part of the project has its own globals: none, Node's, or the browser's.
const programs = [
  ['typescript-7/bin/tsc', 'tsconfig.pure.json', '--singleThreaded'], // more threads double its total work
  ['typescript-7/bin/tsc', 'tsconfig.node.json', '--singleThreaded'],
  ['vue-tsc/bin/vue-tsc.js', 'tsconfig.web.json'],
];
for (const [script, config, ...options] of programs) {
  const args = [project(`node_modules/${script}`), '-p', project(config), ...options];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
