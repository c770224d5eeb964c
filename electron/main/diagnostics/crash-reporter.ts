import { app, crashReporter } from 'electron';
import { pruneCrashDumps } from './crash-dumps.ts';

/** Keeps what a crash leaves on this machine, and sends nothing. Call it before the app is ready, for every process of it. */
export function keepCrashDumps(): void {
  crashReporter.start({ uploadToServer: false });
  pruneCrashDumps(app.getPath('crashDumps'));
}
