import type { AppEvent } from './events.ts';

// A page's first list is most of what its start waits for, and nearly always the same as last time: it is asked for ahead, and read ahead.

/** The setting that keeps what the list of runs asked first at the last start, as the text of `[command, input]`. */
export const firstQuestionSetting = 'start.list';

const commands: readonly string[] = ['listRuns', 'listFoldedRuns'];

export const isListCommand = (command: string): boolean => commands.includes(command);

/** What a stored setting asks; empty if it is none of the questions for a list. */
export function readFirstQuestion(stored: unknown): readonly [command?: string, input?: unknown] {
  if (typeof stored !== 'string') return [];
  try {
    const [command, input] = JSON.parse(stored) as [unknown, unknown];
    return typeof command === 'string' && isListCommand(command) ? [command, input] : [];
  } catch {
    return [];
  }
}

/** Whether an answer read before this event may lack what it tells of. */
export const changesList = ({ kind }: AppEvent): boolean =>
  kind === 'runsChanged' || kind === 'runsRemoved' || kind === 'historyChanged';
