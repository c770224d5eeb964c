import { app, crashReporter } from 'electron';
import { pruneCrashDumps } from './crash-dumps.ts';

/** Keeps crash dumps on this machine, and sends nothing. Call it before the app is ready, so that every process is covered. */
export function keepCrashDumps(): void {
  crashReporter.start({ uploadToServer: false });
  pruneCrashDumps(app.getPath('crashDumps'));
}
