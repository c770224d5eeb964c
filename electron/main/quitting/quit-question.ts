import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Activity } from '#api';
import { focusWindow } from '../window/window.ts';

type QuitCounts = Pick<Activity, 'liveRuns' | 'runningRuns' | 'pausedRuns'>;

/** What to ask before quitting. The texts are those of a message box. */
export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  /** Labels of the two buttons. */
  readonly stay: string;
  readonly quit: string;
}

/**
 * Asks, in front of the window, whether to stay because of what is training or waiting. True if nothing is, or if the user quits anyway;
 * Enter and Escape stay.
 */
export async function confirmQuit(counts: QuitCounts, signal: AbortSignal): Promise<boolean> {
  const question = quitQuestion(counts);
  if (question === null) return true;
  const { message, detail, stay, quit } = question;
  const options: MessageBoxOptions = {
    ...{ type: 'question', title: 'Lambdascope', message, detail, signal },
    ...{ buttons: [stay, quit], defaultId: 0, cancelId: 0, noLink: true },
  };
  focusWindow();
  const [window] = BrowserWindow.getAllWindows();
  // As with Quit in the dock's menu while another app is in front: the question would open behind that app.
  if (window === undefined) app.focus({ steal: true });
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 1;
}

/** The question that quitting calls for now; null if nothing is training or waiting. */
export function quitQuestion({ liveRuns, runningRuns, pausedRuns }: QuitCounts): QuitQuestion | null {
  if (liveRuns === 0) return null;
  const interrupted = runningRuns + pausedRuns;
  const waiting = liveRuns - interrupted;
  const [it, its] = interrupted === 1 ? ['it', 'Its'] : ['them', 'Their'];
  const interrupts = `Quitting interrupts ${it}. ${its} epochs are stored, and training can be resumed from there.`;
  const waits = `${waiting} in the queue ${waiting === 1 ? 'starts' : 'start'} when Lambdascope is opened again.`;
  const rest = [...(interrupted > 0 ? [interrupts] : []), ...(waiting > 0 ? [waits] : [])];
  return {
    message: headline(runningRuns, pausedRuns, waiting),
    detail: rest.join(' '),
    stay: runningRuns > 0 ? 'Keep training' : 'Stay',
    quit: interrupted > 0 ? 'Quit and interrupt' : 'Quit',
  };
}

function headline(running: number, paused: number, waiting: number): string {
  const runs = (count: number): string => (count === 1 ? '1 run is' : `${count} runs are`);
  if (running > 0) return `${runs(running)} training${paused > 0 ? `, ${paused} paused` : ''}`;
  return paused > 0 ? `${runs(paused)} paused` : `${runs(waiting)} waiting in the queue`;
}
