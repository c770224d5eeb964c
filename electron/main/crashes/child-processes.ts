import { app, dialog, type Details, type MessageBoxOptions } from 'electron';
import { AppError, report } from '#api';
import type { Desktop } from '../desktop.ts';
import { trainerNamePrefix } from '../trainers/utility-launcher.ts';
import { createGpuCrashes } from './gpu-crashes.ts';

/**
 * Logs each Chromium process that ends unexpectedly, and offers to turn off hardware acceleration when the graphics process keeps crashing.
 */
export function watchChildProcesses(desktop: Pick<Desktop, 'log' | 'settings' | 'window' | 'restart'>): void {
  const { log, settings, window, restart } = desktop;
  const gpuCrashes = createGpuCrashes();

  app.on('child-process-gone', (_event: unknown, { type, name, reason, exitCode }: Details) => {
    if (reason === 'clean-exit' || name?.startsWith(trainerNamePrefix)) return; // its run reports a trainer's end
    log.write('error', `a process ended unexpectedly: ${name ?? type}, ${reason} (exit code ${exitCode})`);
    if (type !== 'GPU' || !settings.atStart.hardwareAcceleration || !gpuCrashes.add()) return;
    report(offerRestart().catch(showFailure));
  });

  async function offerRestart(): Promise<void> {
    const parent = window();
    const { response } = await (parent
      ? dialog.showMessageBox(parent, gpuQuestion)
      : dialog.showMessageBox(gpuQuestion));
    if (response !== 1) return;
    settings.change({ hardwareAcceleration: false });
    restart();
  }
}

function showFailure(thrown: unknown): void {
  dialog.showErrorBox('Lambdascope', AppError.from(thrown).message);
}

const gpuQuestion: MessageBoxOptions = {
  ...{ type: 'warning', title: 'Lambdascope', message: 'Drawing with the graphics card keeps failing' },
  detail:
    'Lambdascope can draw without hardware acceleration, which is slower and works with any card or driver. ' +
    'It can be turned on again in Settings. Training is not affected.',
  ...{ buttons: ['Not now', 'Restart without it'], defaultId: 1, cancelId: 0, noLink: true },
};
