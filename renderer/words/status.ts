import type { RunStatus } from '#api';

/** Label, colour and one-sentence meaning of each status. The shape is StatusMark's. */
export const statusWords: Readonly<Record<RunStatus, { label: string; color: string; meaning: string }>> = {
  queued: { label: 'Queued', color: 'var(--text-faint)', meaning: 'Waits for a free training slot.' },
  running: { label: 'Running', color: 'var(--accent)', meaning: 'Trains now.' },
  paused: { label: 'Paused', color: 'var(--warning)', meaning: 'Holds its place until you continue it.' },
  completed: { label: 'Completed', color: 'var(--success)', meaning: 'Trained all its epochs.' },
  stopped: {
    label: 'Stopped',
    color: 'var(--text-muted)',
    meaning: 'Ended early because you stopped it; it can be resumed.',
  },
  diverged: { label: 'Diverged', color: 'var(--danger)', meaning: 'The loss was no longer finite.' },
  failed: { label: 'Failed', color: 'var(--danger)', meaning: 'Training ended with an error.' },
  interrupted: {
    label: 'Interrupted',
    color: 'var(--warning)',
    meaning: 'Training was cut off; it can be resumed.',
  },
};
