import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Activity } from '#api';
import { focusWindow } from '../window/window.ts';

type QuitCounts = Pick<Activity, 'liveRuns' | 'runningRuns' | 'pausedRuns'>;

/** What to ask before quitting. The words are those of a message box. */
export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  /** Labels of the two buttons. */
  readonly stay: string;
  readonly quit: string;
}

/**
 * Asks whether what trains or waits is a reason to stay, in front of the window. True if nothing does, or the user quits
 * all the same; Enter and Escape stay.
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
  // As by Quit in the dock's menu, while another app is in front: the question would open behind it.
  if (window === undefined) app.focus({ steal: true });
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 1;
}

/** The question that quitting now calls for; null if nothing trains or waits. */
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
