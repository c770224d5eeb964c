import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchReportVariable } from '../../launch-report.ts';
import { reportLaunch } from './report-launch.ts';

test('the first word reaches the launcher, and nothing throws without one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-test-'));
  const file = join(folder, 'report');
  const env = { [launchReportVariable]: file };
  reportLaunch('window', {});
  reportLaunch('window', env);
  reportLaunch('told', env);
  expect(readFileSync(file, 'utf8')).toBe('window');
  rmSync(folder, { recursive: true, maxRetries: 10 });
  expect(() => reportLaunch('window', env)).not.toThrow();
});
