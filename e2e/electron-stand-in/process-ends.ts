import type { EventEmitter } from 'node:events';

/** What the process's own endings require of the app. */
interface EndedApp {
  quit(): void;
  exit(code: number): void;
  whenReady(): Promise<void>;
}

/** Makes the ways in which Node ends a process those of the app. */
export function takeOverProcess(app: EndedApp): void {
  // process.exit quits gracefully, and so returns (lib/browser/init.ts, v45).
  process.exit = ((code?: number) =>
    app.exit(code ?? (Number(process.exitCode ?? 0) || 0))) as typeof process.exit;
  void app.whenReady().then(() => quitOnSignals(app));
  process.on('uncaughtException', showDefect);
}

/**
 * Electron quits on the first such signal and lets the second kill; a handler that the app sets later replaces Electron's, and one set
 * before the app runs is replaced by it (shell/browser/electron_browser_main_parts_posix.cc, v45).
 */
function quitOnSignals(app: EndedApp): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const quit = (): void => app.quit();
    process.removeAllListeners(signal);
    process.once(signal, quit);
    // Before Node's own listener, which then subscribes to the signal from the system.
    (process as EventEmitter).prependListener('newListener', (name) => {
      if (name === signal) process.off(signal, quit);
    });
  }
}

/** A defect of the app shows in a box, and the app goes on (lib/browser/init.ts, v45). */
function showDefect(error: Error): void {
  if (process.listenerCount('uncaughtException') > 1) return;
  const content = `Uncaught Exception:\n${error.stack ?? error.message}`;
  process.stderr.write(`A JavaScript error occurred in the main process: ${content}\n`);
}
