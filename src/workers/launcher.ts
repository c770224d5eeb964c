import type { TrainerReport, TrainerRequest } from './protocol.ts';

/** How a process ended. `reason` is for display: signal or code, and the last lines of stderr. */
export interface TrainerExit {
  readonly code: number | null;
  readonly reason: string;
}

/** A training process from its parent's point of view. */
export interface TrainerProcess {
  readonly pid: number | undefined;
  send(request: TrainerRequest): void;
  onMessage(listener: (report: TrainerReport) => void): void;
  /** Called once, after every message was delivered. Nothing may be sent after that. */
  onExit(listener: (exit: TrainerExit) => void): void;
  /** Ends the process at once, even while it is starting. */
  kill(): void;
}

/** Starts training processes: Electron's utilityProcess on the desktop, child_process elsewhere. */
export interface TrainerLauncher {
  launch(): TrainerProcess;
}
