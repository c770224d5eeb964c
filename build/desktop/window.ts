import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchReports, launchReportVariable, type LaunchReport } from '../../electron/launch-report.ts';

/** How the desktop ended: like an app, with its exit code, or before anything of it was seen. */
export type DesktopEnd = { readonly exitCode: number } | { readonly reason: string };

/** Exit code of an interrupted program, by shell convention. */
const interrupted = 130;
/** How long its last output may take after it has ended, in milliseconds. */
const lastWordsMs = 500;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the desktop until it ends. If it ends without having reported a window, an already open window, or an error that it showed, it was
 * never there: the result is then the reason. Ctrl+C and SIGTERM end it, and are not a reason.
 */
export async function runDesktop(
  binary: string,
  args: readonly string[],
  interruptions: Pick<EventEmitter, 'on' | 'off'> = process,
): Promise<DesktopEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-launch-'));
  const report = join(folder, 'report');
  try {
    const child = spawn(binary, args, {
      stdio: ['inherit', 'inherit', 'pipe'],
      env: { ...process.env, [launchReportVariable]: report },
    });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      process.stderr.write(text);
      said = (said + text.toString()).slice(-10_000);
    });
    let isInterrupted = false;
    const pass = (signal: NodeJS.Signals): void => {
      isInterrupted = true;
      child.kill(signal);
    };
    for (const signal of signals) interruptions.on(signal, pass);
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once('error', (error) => resolve([null, error.message]));
      child.once('close', (...end) => resolve(end));
      // Processes started by Electron may outlive it and hold their end of the pipe.
      child.once('exit', (...end) => setTimeout(resolve, lastWordsMs, end).unref());
    });
    for (const signal of signals) interruptions.off(signal, pass);
    const word = readReport(report);
    if (word !== null) return { exitCode: code ?? 1 };
    if (isInterrupted) return { exitCode: interrupted };
    return { reason: failureReason(code, signal, said) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function readReport(file: string): LaunchReport | null {
  try {
    const said = readFileSync(file, 'utf8');
    return launchReports.find((word) => word === said) ?? null;
  } catch {
    return null;
  }
}

function failureReason(code: number | null, signal: string | null, said: string): string {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(said)?.[1];
  if (library !== undefined)
    return `Electron needs the library ${library}; install the package that contains it`;
  const how = signal === null ? `exit code ${code}` : signal;
  return `Electron ended before its window opened (${how})`;
}
