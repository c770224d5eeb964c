import { Notification } from 'electron';
import { report } from '#api';
import type { Lambdascope } from '#app';
import type { Desktop } from '../desktop.ts';
import { endingNotice } from './ending-words.ts';
import { createEndings, type EndedSweep, type Ending } from './endings.ts';
import { taskProgress } from './task-progress.ts';

const minimumMs = 60_000;
/** Endings within this time, in milliseconds, share one notification. */
const gatheringMs = 1000;

/** Shows training progress on the taskbar or dock, and a notification when a long run ends while the window is not focused. */
export function announceTraining(
  { settings, window, show, log }: Desktop,
  { onEvent, handlers }: Pick<Lambdascope, 'onEvent' | 'handlers'>,
): void {
  const shown = new Set<Notification>(); // a garbage-collected notification does not receive its click
  let gathered: Ending[] = [];

  function showNotification(): void {
    const notice = endingNotice(gathered);
    gathered = [];
    const notification = new Notification({ title: notice.title, body: notice.body });
    shown.add(notification);
    notification.on('click', () => show(notice.route));
    for (const end of ['click', 'close', 'failed'] as const) {
      notification.on(end as 'click', () => shown.delete(notification));
    }
    notification.show();
  }

  async function readSweep(id: string, confirmationId: string | null): Promise<EndedSweep | null> {
    if (confirmationId === null) {
      const [sweep] = (await handlers.listSweeps({ trashed: false, ids: [id] })).sweeps;
      return sweep ? { ...sweep, isConfirmation: false } : null;
    }
    const { name, confirmations } = await handlers.getSweep({ id });
    const confirmation = confirmations.find((other) => other.id === confirmationId);
    return confirmation ? { id, name, counts: confirmation.counts, isConfirmation: true } : null;
  }

  const handleChanges = createEndings({
    minimumMs,
    now: () => performance.now(),
    readSweep,
    onEnding(ending) {
      const isWatched = window()?.isFocused() ?? false;
      if (!settings.current.notifyWhenDone || isWatched || !Notification.isSupported()) return;
      if (gathered.length === 0) setTimeout(showNotification, gatheringMs);
      gathered.push(ending);
    },
  });

  let handled: Promise<void> = Promise.resolve();
  onEvent((event) => {
    if (event.kind === 'runsChanged') {
      handled = handled
        .then(() => handleChanges(event.runs))
        .catch((thrown: unknown) =>
          log.write('warning', `a notification could not be shown: ${String(thrown)}`),
        );
      report(handled);
    }
    if (event.kind === 'activityChanged') {
      const { value, mode } = taskProgress(event.activity);
      window()?.setProgressBar(value, { mode });
    }
  });
}
