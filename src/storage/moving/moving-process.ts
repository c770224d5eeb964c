import { moveFolder } from './move-folder.ts';

// A process that moves a folder and is killed after so many steps; the tests of moving run it.

function moveUntilKilled(from: string, to: string, steps: number): void {
  let left = steps;
  for (const _ of moveFolder(from, to)) {
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    left -= 1;
  }
}

if (process.argv[1] === import.meta.filename)
  moveUntilKilled(process.argv[2]!, process.argv[3]!, Number(process.argv[4]));
