import type { TrainerReport, TrainerRequest } from './protocol.ts';

/** The trainer's end of the channel to the process that launched it. */
export interface ParentChannel {
  /** Resolves when the message has been sent. It may not arrive before an exit. */
  post(report: TrainerReport): Promise<void>;
  onMessage(listener: (request: TrainerRequest) => void): void;
  onDisconnect(listener: () => void): void;
}

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Electron's parentPort if there is one, otherwise the IPC channel of child_process.fork. Throws without either. */
export function openParentChannel(): ParentChannel {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) return overParentPort(parentPort);
  if (process.send) return overFork();
  throw new Error('the trainer is started by Lambdascope, not by hand');
}

function overParentPort(port: ParentPort): ParentChannel {
  return {
    // It is not known when the message has been sent.
    post: (report) =>
      new Promise((resolve) => {
        port.postMessage(report);
        resolve();
      }),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data as TrainerRequest)),
    onDisconnect: () => undefined, // a utility process has no such event: it polls for its parent
  };
}

function overFork(): ParentChannel {
  return {
    // A failed send means that the parent is gone, which 'disconnect' reports.
    post: (report) =>
      new Promise((resolve) => {
        process.send?.(report, undefined, {}, () => resolve());
      }),
    onMessage: (listener) => process.on('message', (message) => listener(message as TrainerRequest)),
    onDisconnect: (listener) => process.on('disconnect', listener),
  };
}
