import {
  arch,
  cpus,
  freemem,
  homedir,
  release,
  totalmem,
  type as systemName,
  userInfo,
  version,
} from 'node:os';
import { app, screen } from 'electron';
import { AppError, formatBytes } from '#api';
import { databaseFileName, type Lambdascope } from '#app';
import type { Desktop } from '../desktop.ts';
import { crashDumpsIn } from './crash-dumps.ts';
import { diagnosticsText, type DiagnosticsSection } from './diagnostics-text.ts';
import { folderSizes } from './folder-sizes.ts';
import { logTail } from './log-tail.ts';
import { withoutPerson } from './private-text.ts';

const loggedLines = 100;

/**
 * Versions, machine, settings, sizes and counts, and the end of the log. Contains no run names, no notes, and nothing that identifies the
 * user.
 */
export async function gatherDiagnostics(
  desktop: Pick<Desktop, 'settings' | 'dataDir' | 'history' | 'log'>,
): Promise<string> {
  await desktop.log.flush();
  const text = diagnosticsText([
    { title: `Lambdascope ${app.getVersion()}`, lines: programLines() },
    { title: 'Machine', lines: machineLines() },
    { title: 'Settings', lines: Object.entries(desktop.settings.current) },
    { title: 'Data folder', lines: await folderLines(desktop.dataDir) },
    { title: 'Runs', lines: await runLines(desktop.history.current) },
    { title: `Log, the last ${loggedLines} lines`, lines: await logTail(desktop.log.file, loggedLines) },
  ]);
  return `${withoutPerson(text, { home: homedir(), name: userInfo().username })}\n`;
}

type Lines = DiagnosticsSection['lines'];

function programLines(): Lines {
  const { electron, chrome, node, v8 } = process.versions;
  return [
    ['Electron', `${electron}, Chromium ${chrome}, Node ${node}, V8 ${v8}`],
    ['Packaged', app.isPackaged],
    ['Language', app.getLocale()],
    ['Crash dumps', crashDumpsIn(app.getPath('crashDumps')).length],
  ];
}

function machineLines(): Lines {
  const cores = cpus();
  const screens = screen
    .getAllDisplays()
    .map(({ size, scaleFactor }) => `${size.width}x${size.height} at ${scaleFactor}`);
  return [
    [
      'System',
      `${systemName()} ${release()} (${version()}), ${process.platform}-${process.arch} on ${arch()}`,
    ],
    ['Processor', `${cores[0]?.model.trim() ?? '?'}, ${cores.length} cores`],
    ['Memory', `${formatBytes(totalmem())}, ${formatBytes(freemem())} free`],
    ['Screens', screens.join('; ')],
    ['Graphics', app.getGPUFeatureStatus()],
  ];
}

async function folderLines(dataDir: string): Promise<Lines> {
  const isOwn = (name: string): boolean =>
    name.startsWith(databaseFileName) || ['backups', 'logs', 'Crashpad'].includes(name);
  const sizes = await folderSizes(dataDir, isOwn);
  return [['Folder', dataDir], ...sizes.map(([name, bytes]) => [name, formatBytes(bytes)] as const)];
}

async function runLines(history: Lambdascope | null): Promise<Lines> {
  if (history === null) return ['The history is not open.'];
  try {
    const counts = Object.entries(await history.countRuns());
    return counts.length === 0 ? ['There are none.'] : counts;
  } catch (thrown) {
    return [`They could not be counted: ${AppError.from(thrown).message}`];
  }
}
