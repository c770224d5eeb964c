import { writeFileSync } from 'node:fs';
import { launchReportVariable, type LaunchReport } from '../../launch-report.ts';

/** Tells a waiting launcher, if there is one, how the start went. Only the first report counts. */
export function reportLaunch(word: LaunchReport, env: NodeJS.ProcessEnv = process.env): void {
  const file = env[launchReportVariable];
  if (file === undefined) return;
  try {
    writeFileSync(file, word, { flag: 'wx', mode: 0o600 });
  } catch {
    // The launcher is no longer waiting, or was already told.
  }
}
