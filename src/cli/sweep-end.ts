import type { RunProgress } from '#api';
import { type ExitCode, exitCode } from './exit.ts';
import { say } from './say.ts';

/** Reports on stderr which runs are not done or diverged, and the command that resumes them. */
export function sayUnfinished({ counts, runs }: RunProgress, resume: string): void {
  const { completed, diverged } = counts;
  const left = runs - completed - diverged;
  if (diverged > 0) say(`${diverged} of ${runs} runs diverged`);
  if (left > 0) say(`${left} of ${runs} runs are not done; resume with:  ${resume}`);
}

export function codeOfRuns({ counts, runs }: RunProgress): ExitCode {
  if (counts.completed === runs) return exitCode.done;
  return counts.stopped + counts.interrupted > 0 ? exitCode.interrupted : exitCode.failed;
}
