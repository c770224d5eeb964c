import { moveFolder } from './move-folder.ts';

// A process that moves a folder and is killed after a given number of steps; the tests of moving run it.

function moveUntilKilled(from: string, to: string, steps: number): void {
  const move = moveFolder(from, to);
  for (let step = 0; move.next().done !== true; step += 1) {
    if (step === steps) process.kill(process.pid, 'SIGKILL');
  }
}

if (process.argv[1] === import.meta.filename)
  moveUntilKilled(process.argv[2]!, process.argv[3]!, Number(process.argv[4]));
