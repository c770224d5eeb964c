import { report } from '#api';
import { changeChoice, describeDefect, readChoice, type Lambdascope } from '#app';
import type { Desktop } from '../desktop.ts';

/** Resumes the runs that a move interrupted, wherever the history is now. */
export function resumeRuns(
  { folder: { home, isGiven }, log }: Pick<Desktop, 'folder' | 'log'>,
  lambdascope: Pick<Lambdascope, 'resumeInterrupted'>,
): void {
  const { resume } = readChoice(home);
  if (isGiven || resume.length === 0) return;
  const resumed = lambdascope.resumeInterrupted(resume).then(() => changeChoice(home, { resume: [] }));
  report(resumed, (thrown) => log.write('warning', `not resumed after the move: ${describeDefect(thrown)}`));
}
