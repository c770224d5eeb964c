import { writeFileSync } from 'node:fs';
import { launchReportVariable, type LaunchReport } from '../../launch-report.ts';

/** Tells the launcher that waits for it, if one does, how the start went. The first word counts. */
export function reportLaunch(word: LaunchReport, env: NodeJS.ProcessEnv = process.env): void {
  const file = env[launchReportVariable];
  if (file === undefined) return;
  try {
    writeFileSync(file, word, { flag: 'wx', mode: 0o600 });
  } catch {
    // Nobody waits any more, or the word was said.
  }
}
