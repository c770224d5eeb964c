import { spawnSync } from 'node:child_process';

// Three programs, because each part of the project has its own globals: none, Node's, or the browser's.
const programs = [
  ['tsc', '-p', 'tsconfig.pure.json'],
  ['tsc', '-p', 'tsconfig.node.json'],
  ['vue-tsc', '-p', 'tsconfig.web.json'],
];
for (const [command, ...args] of programs) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
